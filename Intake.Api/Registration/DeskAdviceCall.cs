using Intake.Api.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Shared.Contracts.Access;

namespace Intake.Api.Registration;

/// <summary>
/// <c>POST /desk/advice</c>: what to show beside the form as it stands. A POST because the form holds what must not stand in
/// an address; it changes no case.
/// </summary>
internal static class DeskAdviceCall
{
    public static async Task<IResult> RunAsync(HttpContext http, DeskLookup lookup)
    {
        if (!http.Request.HasFormContentType)
        {
            return Problems.WrongMediaType("multipart/form-data");
        }
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return new RazorComponentResult<DeskAdvice>(new { Model = await lookup.LookAsync(form, http.User.ToActor()) });
    }
}
