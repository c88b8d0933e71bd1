using System.Net.WebSockets;
using Intake.Api.Http;
using Shared.Contracts.Access;
using Shared.Contracts.Hosting;

namespace Intake.Api.Live;

/// <summary>
/// <c>GET /live?topic=…</c>, a WebSocket: first the whole topic, then what changes. A page that cannot keep up misses
/// steps between, never the present. Ends with the session, see <see cref="WatcherSession"/>.
/// </summary>
internal sealed class LiveSocket(
    LiveTopics topics,
    SessionEvents sessions,
    Users users,
    CaseClock clock,
    TimeProvider time
)
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(10);

    public static async Task<IResult> RunAsync(string? topic, HttpContext http, LiveSocket socket, LiveTopics topics)
    {
        if (topics.Find(topic ?? "") is not { } found)
        {
            return Problems.NotFound();
        }
        if (!found.MayWatch(http.User.ToActor()))
        {
            return Results.Forbid();
        }
        if (!http.WebSockets.IsWebSocketRequest)
        {
            return Results.StatusCode(StatusCodes.Status426UpgradeRequired);
        }
        using var connection = await http.WebSockets.AcceptWebSocketAsync();
        await socket.ServeAsync(connection, found, http);
        return Results.Empty;
    }

    private async Task ServeAsync(WebSocket connection, LiveTopic topic, HttpContext http)
    {
        var lifetime = http.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(
            http.RequestAborted,
            lifetime.ApplicationStopping
        );
        var closing = WaitForCloseAsync(connection, ends);
        topic.Enter();
        try
        {
            await topic.PresentAsync();
            await SendChangesAsync(connection, topic, http, ends.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException or WebSocketException) { }
        finally
        {
            topic.Leave();
            await ends.CancelAsync();
            await closing;
        }
    }

    private async Task SendChangesAsync(
        WebSocket connection,
        LiveTopic topic,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var shown = LiveSnapshot.Nothing;
        var beatAt = time.GetTimestamp();
        var session = new WatcherSession(http, sessions, users, time);
        while (true)
        {
            var news = topics.News;
            if (await session.IsOverAsync() is { } reason)
            {
                await connection.CloseAsync(reason, "session", cancellation);
                return;
            }
            var present = topic.Current;
            if (present.Number != shown.Number)
            {
                await SendAsync(connection, topic.Patch(shown, present), cancellation);
                shown = present;
            }
            await WhenNewsOrBeatAsync(news, cancellation);
            if (time.GetElapsedTime(beatAt) < BeatEvery)
            {
                continue;
            }
            beatAt = time.GetTimestamp();
            await SendAsync(connection, LiveSnapshot.Beat(clock.Now), cancellation);
        }
    }

    private async Task WhenNewsOrBeatAsync(Task news, CancellationToken cancellation)
    {
        try
        {
            await news.WaitAsync(BeatEvery, time, cancellation);
        }
        catch (TimeoutException) { }
    }

    private static Task SendAsync(WebSocket connection, byte[] message, CancellationToken cancellation) =>
        connection
            .SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellation)
            .WaitAsync(cancellation);

    /// <summary>Pages send nothing; whatever comes is their end.</summary>
    private static async Task WaitForCloseAsync(WebSocket connection, CancellationTokenSource ends)
    {
        try
        {
            await connection.ReceiveAsync(new byte[16], ends.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException or WebSocketException) { }
        await ends.CancelAsync();
    }
}
