using Intake.Api.Http;
using Microsoft.AspNetCore.Authorization;
using Shared.Contracts.Access;

namespace Intake.Api.Access;

/// <summary>Whoever signed in with a one-time password does nothing before setting a password of their own.</summary>
internal sealed class OneTimePasswordGate(RequestDelegate next)
{
    private const string PasswordPage = "/password";
    private static readonly PathString[] Open = [PasswordPage, "/sign-out", "/session"];

    public async Task InvokeAsync(HttpContext http)
    {
        if (!http.User.HasClaim(ActorClaims.MustChangePassword, "true") || IsOpen(http))
        {
            await next(http);
        }
        else if (HttpMethods.IsGet(http.Request.Method) && !IsApi(http.Request))
        {
            http.Response.Redirect(PasswordPage);
        }
        else
        {
            await Problems.PasswordIsOneTime().ExecuteAsync(http);
        }
    }

    private static bool IsApi(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    /// <summary>What everybody may have, files of the pages among it, and what leads to a password of one's own.</summary>
    private static bool IsOpen(HttpContext http) =>
        Array.Exists(Open, path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
        || http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
}
