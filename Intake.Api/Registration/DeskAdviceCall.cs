using Microsoft.AspNetCore.Http.HttpResults;
using Shared.Contracts.Access;

namespace Intake.Api.Registration;

/// <summary>
/// <c>POST /desk/advice</c>: what to show beside the form as it stands. A POST because the form holds what must not stand in
/// an address; it changes no case.
/// </summary>
internal static class DeskAdviceCall
{
    public static async Task<RazorComponentResult> RunAsync(HttpContext http, DeskLookup lookup)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return new RazorComponentResult<DeskAdvice>(new { Model = await lookup.LookAsync(form, http.User.ToActor()) });
    }
}
