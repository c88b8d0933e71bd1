using System.Data.Common;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace Shared.Contracts.Access;

/// <summary>
/// The life of a person's session. It ends when the person does nothing for <see cref="SessionLimits.Idle"/> (the cookie's
/// own, sliding end), <see cref="SessionLimits.Longest"/> after the sign-in whatever happens, and at once when the person's
/// stamp changes: new password, sign-out, another role, disabled.
/// </summary>
public sealed class SessionEvents(SessionLimits limits, Users users) : CookieAuthenticationEvents
{
    /// <summary>A cookie older than this is renewed by what the person does, so that idleness is measured as finely.</summary>
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(1);

    /// <summary>The moment of the sign-in stays in the cookie however often it is renewed.</summary>
    public override Task SigningIn(CookieSigningInContext context)
    {
        var now = context.Options.TimeProvider!.GetUtcNow();
        var identity = (ClaimsIdentity)context.Principal!.Identity!;
        identity.AddClaim(new Claim(ActorClaims.SignedInAt, now.UtcTicks.ToString(CultureInfo.InvariantCulture)));
        return Task.CompletedTask;
    }

    public override Task CheckSlidingExpiration(CookieSlidingExpirationContext context)
    {
        var use = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<SessionUse>();
        context.ShouldRenew =
            use == SessionUse.Presence
            || (
                use != SessionUse.Background
                && (context.ElapsedTime >= RenewAfter || context.ElapsedTime >= limits.Idle / 10)
            );
        return Task.CompletedTask;
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var principal = context.Principal!;
        var now = context.Options.TimeProvider!.GetUtcNow();
        try
        {
            if (
                LongestEnd(principal) is not { } end
                || now >= end
                || principal.FindFirst(ActorClaims.Stamp)?.Value is not { } stamp
                || !await users.IsCurrentAsync(principal.ToActor().Id, stamp)
            )
            {
                context.RejectPrincipal();
            }
        }
        catch (DbException)
        {
            context.RejectPrincipal();
            context.HttpContext.Features.Set(new UnverifiedSession());
        }
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) =>
        Answer(context, StatusCodes.Status401Unauthorized);

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) =>
        Answer(context, StatusCodes.Status403Forbidden);

    /// <summary>
    /// When the session of a request ends if the person does nothing more; nothing for a program's key, which has no
    /// session. What is held open for longer must ask again.
    /// </summary>
    public DateTimeOffset? EndOf(HttpContext http)
    {
        var idleEnd = http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc;
        return LongestEnd(http.User) is not { } end ? null
            : idleEnd is { } idle && idle < end ? idle
            : end;
    }

    private DateTimeOffset? LongestEnd(ClaimsPrincipal principal) =>
        long.TryParse(
            principal.FindFirst(ActorClaims.SignedInAt)?.Value,
            CultureInfo.InvariantCulture,
            out var signedInAt
        )
            ? new DateTimeOffset(signedInAt, TimeSpan.Zero) + limits.Longest
            : null;

    /// <summary>Pages go to the sign-in page; the API says plainly what is wrong.</summary>
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (status == StatusCodes.Status401Unauthorized && WantsPage(context.Request))
        {
            context.Response.Redirect(context.RedirectUri);
        }
        else
        {
            context.Response.StatusCode = status;
        }
        return Task.CompletedTask;
    }

    private static bool WantsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
}

/// <summary>On a request whose session could not be verified, since the database did not answer: it is not known to have ended.</summary>
public sealed class UnverifiedSession;
