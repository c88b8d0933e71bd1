using System.Net.WebSockets;
using Shared.Contracts.Access;

namespace Intake.Api.Live;

/// <summary>
/// The session of somebody who watches a live page. A page that merely lies open must not outlive it: what is sent is
/// asked for at most a second before.
/// </summary>
internal sealed class WatcherSession(HttpContext http, SessionEvents sessions, Users users, TimeProvider time)
{
    /// <summary>The session has ended: the page says so.</summary>
    public const WebSocketCloseStatus Ended = (WebSocketCloseStatus)4401;

    /// <summary>The cookie it came with has run out; a newer one may be at hand, so the page connects again.</summary>
    public const WebSocketCloseStatus AskAgain = (WebSocketCloseStatus)4408;

    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly string? stamp = http.User.FindFirst(ActorClaims.Stamp)?.Value;
    private readonly string actorId = http.User.ToActor().Id;
    private readonly DateTimeOffset? end = sessions.EndOf(http);
    private long checkedAt = time.GetTimestamp();

    /// <summary>Why the connection must be closed now, or nothing while the session goes on.</summary>
    public async ValueTask<WebSocketCloseStatus?> IsOverAsync()
    {
        if (end is { } until && time.GetUtcNow() >= until)
        {
            return AskAgain;
        }
        if (stamp is null || time.GetElapsedTime(checkedAt) < Freshness)
        {
            return null;
        }
        checkedAt = time.GetTimestamp();
        return await users.IsCurrentAsync(actorId, stamp) ? null : Ended;
    }
}
