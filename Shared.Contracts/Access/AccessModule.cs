using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Shared.Contracts.Cases;

namespace Shared.Contracts.Access;

/// <summary>
/// Who is calling: people by cookie, programs by <c>Authorization: Bearer id.secret</c>. Every endpoint needs a signed-in
/// actor unless it says otherwise.
/// </summary>
public static class AccessModule
{
    public const string KeyScheme = "ApiKey";
    public const string CookieScheme = CookieAuthenticationDefaults.AuthenticationScheme;
    private const string EitherScheme = "Either";
    private static readonly TimeSpan SessionLimit = TimeSpan.FromHours(12);

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services
            .AddAuthentication(EitherScheme)
            .AddPolicyScheme(
                EitherScheme,
                null,
                o =>
                    o.ForwardDefaultSelector = context =>
                        context.Request.Headers.Authorization.Count > 0 ? KeyScheme : CookieScheme
            )
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(KeyScheme, null)
            .AddCookie(CookieScheme, ConfigureCookie);
        services
            .AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services;
    }

    /// <summary>Lets only these roles in.</summary>
    public static TBuilder Only<TBuilder>(this TBuilder endpoint, params Role[] roles)
        where TBuilder : Microsoft.AspNetCore.Builder.IEndpointConventionBuilder =>
        Microsoft.AspNetCore.Builder.AuthorizationEndpointConventionBuilderExtensions.RequireAuthorization(
            endpoint,
            policy => policy.RequireAuthenticatedUser().RequireRole(roles.Select(Codes.Roles.Code))
        );

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "hotline12315";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = SessionLimit;
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        options.Events.OnValidatePrincipal = async context =>
        {
            var users = context.HttpContext.RequestServices.GetRequiredService<Users>();
            var stamp = context.Principal?.FindFirst(ActorClaims.Stamp)?.Value;
            if (stamp is null || !await users.IsCurrentAsync(context.Principal!.ToActor().Id, stamp))
            {
                context.RejectPrincipal();
            }
        };
    }

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

/// <summary>Checks <c>Authorization: Bearer id.secret</c>.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    ApiKeys keys
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.Fail("The Authorization header must read: Bearer id.secret");
        }
        return await keys.VerifyAsync(header[Prefix.Length..].Trim()) is { } actor
            ? AuthenticateResult.Success(new AuthenticationTicket(actor.ToPrincipal(Scheme.Name), Scheme.Name))
            : AuthenticateResult.Fail("The key is unknown or revoked.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }
}
