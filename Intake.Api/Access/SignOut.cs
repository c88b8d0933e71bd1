using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Shared.Contracts.Access;

namespace Intake.Api.Access;

/// <summary><c>POST /sign-out</c>: ends the session of the page that asks.</summary>
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
        return Results.LocalRedirect("/sign-in");
    }
}
