using Shared.Contracts.Access;

namespace Intake.Api.Access;

/// <summary>
/// <c>POST /session</c>: the person at the page is there, so the session goes on. <c>GET /session</c> asks whether it still
/// does, without renewing it. Both answer 204, or 401 when it has ended.
/// </summary>
internal static class SessionCalls
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        // No antiforgery token: the cookie is SameSite=Strict, so that no other site's page can send it, and all that a
        // forged call could bring about is a session that lasts a little longer.
        endpoints
            .MapPost("/session", Results.NoContent)
            .RequireAuthorization()
            .WithMetadata(SessionUse.Presence)
            .ExcludeFromDescription();
        endpoints
            .MapGet("/session", Results.NoContent)
            .RequireAuthorization()
            .WithMetadata(SessionUse.Background)
            .ExcludeFromDescription();
    }
}
