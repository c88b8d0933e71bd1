using System.Threading.RateLimiting;
using Intake.Api.Access;
using Intake.Api.Administration;
using Intake.Api.Assignments;
using Intake.Api.Assignments.Import;
using Intake.Api.CallBacks;
using Intake.Api.Complaints;
using Intake.Api.Console;
using Intake.Api.Drill;
using Intake.Api.DutyWall;
using Intake.Api.Enforcement;
using Intake.Api.HotSpots;
using Intake.Api.Http;
using Intake.Api.Limits;
using Intake.Api.Operations;
using Intake.Api.Province.Feed;
using Intake.Api.Publication;
using Intake.Api.Registration;
using Intake.Api.Reports;
using Intake.Api.Situations;
using Microsoft.AspNetCore.RateLimiting;
using Scalar.AspNetCore;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;

namespace Intake.Api;

/// <summary>What Intake.Api adds: the HTTP API, the pages, and who may use them.</summary>
public static class IntakeModule
{
    /// <summary>How long a silent live page counts as there.</summary>
    private static readonly TimeSpan SocketPatience = TimeSpan.FromSeconds(15);

    public static IServiceCollection AddIntake(this IServiceCollection services, HotlineOptions options)
    {
        services.AddSingleton<CaseAnswers>();
        services.AddSingleton<Traces>();
        services.AddSingleton<FeedReaders>();
        services.AddSingleton<Deliveries>();
        services.AddSingleton<ImportStore>();
        services.AddSingleton<ForgetImports>();
        services.AddSingleton<ImportDesk>();
        services.AddSingleton<ImportFiles>();
        services.AddHostedService<ImportRunner>();
        services.AddSingleton<HotSpotReader>();
        services.AddSingleton<SituationList>();
        services.AddSingleton<CallBackSample>();
        services.AddSingleton<PublicationList>();
        services.AddSingleton<ReportReader>();
        services.AddSingleton<CompareReport>();
        services.AddSingleton<SubmittedReports>();
        services.AddSingleton<DemoPeople>();
        services.AddSingleton<DemoNotice>();
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Problems.Customize);
        services.AddRateLimiter(limiter => ConfigureLimiter(limiter, options.RequestsPerSecond));
        services.AddOpenApi("v1", ApiDescription.Configure);
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        services.AddConsole();
        services.AddAdministration();
        services.AddWall();
        if (options.Drill is { Rate: > 0 } drill)
        {
            services.AddSingleton(new DrillCallSettings(drill.Rate));
            services.AddHostedService<DrillCalls>();
        }
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "hotline12315-form");
        return services;
    }

    public static void UseIntake(this WebApplication app, HotlineOptions options)
    {
        app.UseErrorAnswers();
        app.UseSecurityHeaders();
        app.UseAuthentication();
        app.UseUnverifiedAnswers();
        app.UseAuthorization();
        if (options.RequestsPerSecond > 0)
        {
            app.UseRateLimiter();
        }
        app.UseMiddleware<OneTimePasswordGate>();
        app.UseWebSockets(
            new WebSocketOptions { KeepAliveInterval = SocketPatience, KeepAliveTimeout = SocketPatience }
        );
        app.UseAntiforgery();
    }

    public static void MapIntake(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        var cases = api.MapGroup("/complaints");
        cases
            .MapPost("/", RegisterContact.RunAsync)
            .Only(Role.Operator)
            .WithMetadata(new BodyMetadata(typeof(RegistrationBody)))
            .WithSummary("登记投诉、举报或咨询")
            .Produces<CaseView>(StatusCodes.Status201Created);
        EnforcementSteps.Map(cases);
        ComplaintsApi.Map(cases);
        api.MapPost("/assignments", AssignCase.RunAsync)
            .Only(Role.Province, Role.Operator)
            .WithMetadata(new BodyMetadata(typeof(AssignmentBody)))
            .WithSummary("交办：总局或省局交来的案件")
            .Produces<CaseView>(StatusCodes.Status201Created)
            .Produces<CaseView>();
        ImportsApi.Map(api);
        api.MapGet("/feedback", ReadFeedback.RunAsync)
            .Only(Role.Province)
            .WithMetadata(new QueryMetadata("after", "limit"))
            .WithSummary("反馈：按序号读取每一次变化")
            .Produces<FeedbackPage>();
        api.MapGet("/feedback/days", ReadFeedDays.RunAsync)
            .Only(Role.Province)
            .WithMetadata(new QueryMetadata("from", "to"))
            .WithSummary("反馈对账：每日条数和校验值")
            .Produces<FeedDays>();
        api.MapGet("/feedback/deliveries", Deliveries.RunAsync)
            .Only(Role.Province, Role.Operator, Role.DutyLeader)
            .WithMetadata(new QueryMetadata("cursor", "limit"))
            .WithSummary("反馈送达：交办案件的最近变化上级是否已取")
            .Produces<DeliveryPage>();
        PublicationApi.Map(api);
        SituationsApi.Map(api);
        HotSpotsApi.Map(api);
        CallBacksApi.Map(api);
        ReportsApi.Map(api);
        api.MapGet("/routing/rules", CodesApi.ReadRulesAsync)
            .Only(Role.Coordinator, Role.Admin)
            .WithSummary("现行分流规则");
        api.MapGet("/limits", LimitsApi.ReadAsync)
            .RequireAuthorization()
            .WithMetadata(new QueryMetadata("kind", "receivedAt"))
            .WithSummary("期限计算：各环节最后一日及其理由")
            .Produces<LimitsAnswer>();
        api.MapGet("/codes", CodesApi.ReadCodes).RequireAuthorization().WithSummary("全部代码与中文名");
        OperationsApi.Map(api);
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapScalarApiReference(
                "/docs",
                docs => docs.WithTitle("12315 接口说明").DisableDefaultFonts().DisableTelemetry().DisableAgent()
            )
            .AllowAnonymous();
        app.MapStaticAssets().AllowAnonymous();
        app.MapPost("/sign-out", SignOut.RunAsync).RequireAuthorization().ExcludeFromDescription();
        SessionCalls.Map(app);
        app.MapConsole(cases);
    }

    /// <summary>So many requests a second for each key or person; pages and health probes are not limited.</summary>
    private static void ConfigureLimiter(RateLimiterOptions limiter, int perSecond)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "1";
            return ValueTask.CompletedTask;
        };
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
            http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && http.User.Identity?.IsAuthenticated == true
                ? RateLimitPartition.GetTokenBucketLimiter(
                    http.User.ToActor().Id,
                    _ => new TokenBucketRateLimiterOptions
                    {
                        TokenLimit = perSecond,
                        TokensPerPeriod = perSecond,
                        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                        QueueLimit = 0,
                    }
                )
                : RateLimitPartition.GetNoLimiter("")
        );
    }

    /// <summary>Nothing from other hosts, no framing, no sniffing; the pages run no inline script.</summary>
    private static void UseSecurityHeaders(this WebApplication app) =>
        app.Use(
            (http, next) =>
            {
                var headers = http.Response.Headers;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "same-origin";
                headers.XFrameOptions = "DENY";
                headers.ContentSecurityPolicy = IsTool(http.Request.Path)
                    ? "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; frame-ancestors 'none'"
                    : "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";
                http.Response.OnStarting(() =>
                {
                    // Files say themselves how long they keep; everything else may hold a person.
                    if (headers.CacheControl.Count == 0)
                    {
                        headers.CacheControl = "no-store";
                    }
                    return Task.CompletedTask;
                });
                return next(http);
            }
        );

    /// <summary>Pages of packages that bring inline script of their own; they show no case.</summary>
    private static bool IsTool(PathString path) =>
        path.StartsWithSegments("/docs", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/hangfire", StringComparison.OrdinalIgnoreCase);
}
