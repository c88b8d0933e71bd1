using Intake.Api.Http;
using Shared.Contracts.Access;
using Shared.Contracts.Hosting;

namespace Intake.Api.Registration;

/// <summary><c>POST /api/v1/complaints</c>: 接收 and 登记 in one call of an operator.</summary>
internal static class RegisterContact
{
    public static async Task<IResult> RunAsync(HttpContext http, CaseAnswers answers, CaseClock clock)
    {
        var (body, problem) = await JsonBodyReader.ReadAsync<RegistrationBody>(http);
        if (body is null)
        {
            return problem!;
        }
        if (await answers.AnswerEarlierAsync(http, body.Hash, StatusCodes.Status201Created) is { } earlier)
        {
            return earlier;
        }
        var errors = new FieldErrors();
        var command = new RegistrationReader(errors, clock.Now).Command(body.Value);
        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }
        return await answers.CommitAsync(
            http,
            body.Hash,
            StatusCodes.Status201Created,
            id => command(id, http.User.ToActor())
        );
    }
}
