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
        if (!TryIfMatch(http.Request, out var version))
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

    private static bool TryIfMatch(HttpRequest request, out int? version)
    {
        version = null;
        var text = request.Headers.IfMatch.ToString();
        if (text.Length == 0 || text == "*")
        {
            return true;
        }
        var matches = text.Length > 2 && text[0] == '"' && text[^1] == '"';
        if (matches && int.TryParse(text.AsSpan(1, text.Length - 2), provider: null, out var value))
        {
            version = value;
            return true;
        }
        return false;
    }
}
