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
        if (await answers.AnswerEarlierAsync(http, body.Hash, StatusCodes.Status201Created) is { } earlier)
        {
            return earlier;
        }
        var (id, origin) = CaseAnswers.Identity(http, body.Hash, StatusCodes.Status201Created);
        var errors = new FieldErrors();
        var command = Read(body.Value, errors, clock.Now, id, http.User.ToActor());
        if (!IfMatch.TryRead(http.Request, out var version))
        {
            errors.Add("If-Match", "应为一个版本号，如 \"3\"");
        }
        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }
        command = UpstreamMarks.Mark(command, vault);
        var result = await shell.Commit(command, origin);
        if (result is not CommitResult.AssignedBefore before)
        {
            return await answers.AnswerAsync(http, result, StatusCodes.Status201Created);
        }
        var stored = await database.ReadAsync(s => vault.FindAsync(s, before.CaseId));
        result = await shell.Commit(
            new CorrectAssignment(new CaseCall(id, command.Actor, before.CaseId, version))
            {
                Kind = command.Kinds[0],
                Channel = command.Channel,
                Level = command.Level,
                Facts = command.Facts,
                // A repeat that does not speak of the person takes nothing back.
                Person = command.Person ?? stored,
                PersonChanged = command.Person is not null && command.Person != stored,
                Assignment = command.Assignment!,
            },
            origin is null ? null : origin with { HttpStatus = StatusCodes.Status200OK }
        );
        return await answers.AnswerAsync(http, result, StatusCodes.Status200OK);
    }

    internal static Register Read(AssignmentBody body, FieldErrors errors, DateTimeOffset now, Guid id, Actor actor)
    {
        var read = new RegistrationReader(errors, now);
        var source = errors.RequiredCode("source", body.Source, Codes.Assigners);
        var number = errors.Required("upstreamNumber", body.UpstreamNumber, 100);
        var dueAt = errors.Moment("upstreamDueAt", body.UpstreamDueAt);
        var arrivedAt = read.ArrivedAt(body);
        if (dueAt <= arrivedAt)
        {
            errors.Add("upstreamDueAt", "上级期限应晚于到达时间");
        }
        var kind = errors.RequiredCode("kind", body.Kind, Codes.Kinds);
        errors.Require(kind != Kind.Consultation, "kind", "交办只能是投诉或举报");
        return new Register(id, actor)
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
