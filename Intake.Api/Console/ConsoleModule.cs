using System.Text.Encodings.Web;
using System.Text.Unicode;
using Intake.Api.Access;
using Intake.Api.Assignments;
using Intake.Api.Complaints;
using Intake.Api.Coordination;
using Intake.Api.Documents;
using Intake.Api.Enforcement.Attachments;
using Intake.Api.Enforcement.Board;
using Intake.Api.Http;
using Intake.Api.Live;
using Intake.Api.Registration;
using Intake.Api.Search;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;

namespace Intake.Api.Console;

/// <summary>The pages: what they read, what keeps them current, and the calls that only they make.</summary>
internal static class ConsoleModule
{
    public static void AddConsole(this IServiceCollection services)
    {
        services.AddRazorComponents();
        // Chinese as it is, not as numbers: a third of the bytes.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton<PartRenderer>();
        services.AddSingleton<LiveTopic, AssignedTopic>();
        services.AddSingleton<LiveTopic, CoordinationTopic>();
        foreach (var unit in Enum.GetValues<Unit>())
        {
            services.AddSingleton<LiveTopic>(p => ActivatorUtilities.CreateInstance<BoardTopic>(p, unit));
        }
        services.AddSingleton<LiveTopics>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveTopics>());
        services.AddSingleton<LiveSocket>();
        services.AddSingleton<AnswerSnippets>();
        services.AddSingleton<CallDesk>();
        services.AddSingleton<DeskLookup>();
        services.AddSingleton<AmendCase>();
        services.AddSingleton<AttachmentStore>();
        services.AddHostedService<SweepAttachments>();
        services.AddSingleton<AttachFile>();
        services.AddSingleton<PersonReveals>();
        services.AddSingleton<CaseDocuments>();
        services.AddSingleton<CaseFiles>();
        services.AddSingleton<SearchCases>();
        services.AddSingleton<SavedFilters>();
    }

    /// <param name="app">The pages go here.</param>
    /// <param name="cases">The API's calls on cases that came with the pages go here.</param>
    public static void MapConsole(this WebApplication app, RouteGroupBuilder cases)
    {
        cases
            .MapPost("/{id:guid}/amend", AmendCase.RunAsync)
            .Only(Role.Operator, Role.Coordinator, Role.Enforcer)
            .WithMetadata(new BodyMetadata(typeof(RegistrationBody)))
            .WithSummary("补正：补入或更正登记的内容")
            .Produces<CaseView>();
        cases
            .MapPost("/{id:guid}/attachments", AttachFile.RunAsync)
            .Only(Role.Operator, Role.Coordinator, Role.Enforcer)
            .DisableAntiforgery()
            .WithSummary("附件：照片或文件，每个最多 20 MiB")
            .Produces<CaseView>();
        app.MapGet("/attachments/{id:guid}", OpenAttachment.RunAsync)
            .Only(Role.Operator, Role.Coordinator, Role.Enforcer, Role.DutyLeader)
            .ExcludeFromDescription();
        app.MapPost("/desk/advice", DeskAdviceCall.RunAsync).Only(Role.Operator).ExcludeFromDescription();
        app.MapGet("/live", LiveSocket.RunAsync)
            .RequireAuthorization()
            .WithMetadata(SessionUse.Background)
            .ExcludeFromDescription();
        app.MapRazorComponents<App>();
    }
}
