using Intake.Api.Http;
using Shared.Contracts.Access;

namespace Intake.Api.Access;

/// <summary>Whoever signed in with a one-time password does nothing before setting a password of their own.</summary>
internal sealed class OneTimePasswordGate(RequestDelegate next)
{
    private const string PasswordPage = "/password";
    private static readonly PathString[] Open = [PasswordPage, "/sign-out", "/sign-in", "/health"];

    public async Task InvokeAsync(HttpContext http)
    {
        if (!http.User.HasClaim(ActorClaims.MustChangePassword, "true") || IsOpen(http.Request))
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

    private static bool IsOpen(HttpRequest request) =>
        Array.Exists(Open, path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
        || request.Path.Value?.EndsWith(".css", StringComparison.OrdinalIgnoreCase) == true;
}
