using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Shared.Contracts.Access;

namespace Intake.Api.Access;

/// <summary>
/// <c>POST /sign-out</c>: ends every session of the person who asks, and has the browser forget the pages. What the
/// person typed the page's script has wiped; what another person has not yet sent from this browser stays sealed there.
/// </summary>
internal static class SignOut
{
    public static async Task<IResult> RunAsync(HttpContext http, IAntiforgery antiforgery, AuditLog audit, Users users)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.BadRequest();
        }
        var actor = http.User.ToActor();
        await users.EndSessionsAsync(actor.Name);
        await audit.WriteAsync(actor, "SignOut", null);
        await http.SignOutAsync(AccessModule.CookieScheme);
        http.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return Results.LocalRedirect("/sign-in");
    }
}
