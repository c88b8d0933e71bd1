using Intake.Api.Http;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;

namespace Intake.Api.Enforcement;

/// <summary>Reads a step's body, builds its command, commits it and answers with the case.</summary>
internal static class Steps
{
    /// <param name="http">The call.</param>
    /// <param name="caseId">From the path.</param>
    /// <param name="answers">Commits and answers.</param>
    /// <param name="build">Checks the body, naming what is wrong, and builds the command.</param>
    public static async Task<IResult> TakeAsync<TBody>(
        HttpContext http,
        Guid caseId,
        CaseAnswers answers,
        Func<TBody, FieldErrors, Func<CaseCall, CaseCommand>> build
    )
        where TBody : class, new()
    {
        var (body, problem) = await JsonBodyReader.ReadAsync<TBody>(http);
        if (body is null)
        {
            return problem!;
        }
        if (await answers.AnswerEarlierAsync(http, body.Hash, StatusCodes.Status200OK) is { } earlier)
        {
            return earlier;
        }
        if (!IfMatch.TryRead(http.Request, out var version))
        {
            return Problems.Of(new Refusal(RefusalKind.Stale, "If-Match 应为一个版本号，如 \"3\""));
        }
        var errors = new FieldErrors();
        var command = build(body.Value, errors);
        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }
        return await answers.CommitAsync(
            http,
            body.Hash,
            StatusCodes.Status200OK,
            id => command(new CaseCall(id, http.User.ToActor(), caseId, version))
        );
    }
}
