using Intake.Api.Http;
using Intake.Api.Registration;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.People;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.Assignments;

/// <summary>A registration sent from above.</summary>
public sealed record AssignmentBody : RegistrationBody
{
    /// <summary>state or province.</summary>
    public string? Source { get; init; }

    /// <summary>The number of those above; unique within its source.</summary>
    public string? UpstreamNumber { get; init; }

    /// <summary>By when those above want it done.</summary>
    public string? UpstreamDueAt { get; init; }
}

/// <summary>
/// <c>POST /api/v1/assignments</c>: 交办. The first time the case arrives and waits to be received; a repeat answers with
/// the same case, and content that differs becomes a correction on its timeline.
/// </summary>
internal static class AssignCase
{
    private static readonly Statement LoadSealed = new(
        "assignments.loadSealed",
        "SELECT sealed FROM people WHERE case_id = @id"
    );

    public static async Task<IResult> RunAsync(
        HttpContext http,
        CaseAnswers answers,
        CaseShell shell,
        Database database,
        PeopleVault vault,
        CaseClock clock
    )
    {
        var (body, problem) = await JsonBodyReader.ReadAsync<AssignmentBody>(http);
        if (body is null)
        {
            return problem!;
        }
        var errors = new FieldErrors();
        var command = Read(body.Value, errors, clock.Now, http.User.ToActor());
        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }
        var result = await shell.Commit(command);
        if (result is not CommitResult.AssignedBefore before)
        {
            return await answers.AnswerAsync(http, result, StatusCodes.Status201Created);
        }
        var person = await database.ReadAsync(async s =>
            await s.ScalarAsync<string>(LoadSealed, new { id = before.CaseId }) is { } text ? vault.Open(text) : null
        );
        result = await shell.Commit(
            new CorrectAssignment(new CaseCall(CommandIds.New(), command.Actor, before.CaseId))
            {
                Facts = command.Facts,
                Person = command.Person,
                PersonChanged = person != command.Person,
                Assignment = command.Assignment!,
            }
        );
        return await answers.AnswerAsync(http, result, StatusCodes.Status200OK);
    }

    private static Register Read(AssignmentBody body, FieldErrors errors, DateTimeOffset now, Actor actor)
    {
        var read = new RegistrationReader(errors, now);
        var source = errors.RequiredCode("source", body.Source, Codes.Assigners);
        var number = errors.Required("upstreamNumber", body.UpstreamNumber, 100);
        var dueAt = errors.Moment("upstreamDueAt", body.UpstreamDueAt);
        var arrivedAt = read.ArrivedAt(body);
        if (dueAt <= (arrivedAt ?? now))
        {
            errors.Add("upstreamDueAt", "上级期限应晚于到达时间");
        }
        var kind = errors.RequiredCode("kind", body.Kind, Codes.Kinds);
        errors.Require(kind != Kind.Consultation, "kind", "交办只能是投诉或举报");
        return new Register(CommandIds.New(), actor)
        {
            CaseIds = [Guid.CreateVersion7()],
            Kinds = [kind],
            Channel = errors.Code("channel", body.Channel, Codes.Channels) ?? Shared.Contracts.Cases.Channel.Assigned,
            ArrivedAt = arrivedAt,
            Facts = read.Facts(body),
            Person = read.Person(body),
            Level = read.Level(body),
            Assignment = new Assignment(source, number, dueAt),
        };
    }
}
