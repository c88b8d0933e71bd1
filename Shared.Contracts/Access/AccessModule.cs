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

    public static IServiceCollection AddAccess(this IServiceCollection services, SessionLimits sessions)
    {
        services.AddSingleton(sessions);
        services.AddSingleton<SessionEvents>();
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
            .AddCookie(CookieScheme, options => ConfigureCookie(options, sessions));
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

    private static void ConfigureCookie(CookieAuthenticationOptions options, SessionLimits sessions)
    {
        options.Cookie.Name = "hotline12315";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = sessions.Idle;
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.EventsType = typeof(SessionEvents);
    }
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
