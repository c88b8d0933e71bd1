using Intake.Api.Http;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.People;

namespace Intake.Api.Registration;

/// <summary>补正: fills in what a registration left open. The person is completed here, where it can be read.</summary>
internal sealed class AmendCase(Database database, PeopleVault vault, CaseClock clock)
{
    /// <summary><c>POST /api/v1/complaints/{id}/amend</c>: what is given replaces what was there.</summary>
    public static async Task<IResult> RunAsync(Guid id, HttpContext http, CaseAnswers answers, AmendCase amend)
    {
        var (body, problem) = await JsonBodyReader.ReadAsync<RegistrationBody>(http);
        if (body is null)
        {
            return problem!;
        }
        if (await answers.AnswerEarlierAsync(http, body.Hash, StatusCodes.Status200OK) is { } earlier)
        {
            return earlier;
        }
        var errors = new FieldErrors();
        if (!IfMatch.TryRead(http.Request, out var version))
        {
            errors.Add("If-Match", "应为一个版本号，如 \"3\"");
        }
        var command = await amend.ReadAsync(body.Value, id, errors);
        return errors.Any
            ? Problems.Invalid(errors)
            : await answers.CommitAsync(
                http,
                body.Hash,
                StatusCodes.Status200OK,
                key => command(new CaseCall(key, http.User.ToActor(), id, version))
            );
    }

    public async Task<Func<CaseCall, Amend>> ReadAsync(RegistrationBody body, Guid caseId, FieldErrors errors)
    {
        var read = new RegistrationReader(errors, clock.Now);
        var facts = read.Facts(body);
        var given = read.Person(body);
        var stored = await database.ReadAsync(s => vault.FindAsync(s, caseId));
        var person = given is null ? stored : (stored ?? new Person()).CompletedBy(given);
        return call => new Amend(call)
        {
            Facts = facts,
            Person = person,
            PersonChanged = person != stored,
        };
    }
}
