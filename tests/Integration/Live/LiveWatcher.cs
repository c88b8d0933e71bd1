using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;

namespace Integration.Live;

/// <summary>
/// Watches a topic as a page does, without the browser: applies the messages of <c>/live</c> as <c>live.js</c> does, and so
/// holds what a page would show.
/// </summary>
internal sealed class LiveWatcher : IAsyncDisposable
{
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource ends = new();
    private readonly Action<LiveWatcher>? shown;
    private readonly Dictionary<string, string> rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> head = new(StringComparer.Ordinal);
    private readonly Lock parts = new();
    private List<string> order = [];
    private Task receiving = Task.CompletedTask;

    private LiveWatcher(Action<LiveWatcher>? shown) => this.shown = shown;

    public int Messages { get; private set; }

    public long Bytes { get; private set; }

    public int? ClosedWith => (int?)socket.CloseStatus;

    /// <summary>Keys of the rows in their order.</summary>
    public IReadOnlyList<string> Order
    {
        get
        {
            lock (parts)
            {
                return order;
            }
        }
    }

    /// <summary>The rows as the page shows them now.</summary>
    public IReadOnlyList<string> Rows
    {
        get
        {
            lock (parts)
            {
                return [.. order.Select(key => rows[key])];
            }
        }
    }

    /// <param name="authorize">Sets the header or cookie of whoever watches.</param>
    /// <param name="shown">Told after each message that changed something.</param>
    /// <exception cref="WebSocketException">The service refuses.</exception>
    public static async Task<LiveWatcher> OpenAsync(
        Uri service,
        string topic,
        Action<ClientWebSocketOptions> authorize,
        Action<LiveWatcher>? shown = null
    )
    {
        var watcher = new LiveWatcher(shown);
        authorize(watcher.socket.Options);
        var address = new UriBuilder(service)
        {
            Scheme = "ws",
            Path = "/live",
            Query = $"topic={topic}",
        };
        await watcher.socket.ConnectAsync(address.Uri, CancellationToken.None);
        watcher.receiving = watcher.ReceiveAsync();
        return watcher;
    }

    /// <summary>The part above the rows that has this id, or nothing.</summary>
    public string? Head(string id)
    {
        lock (parts)
        {
            return head.GetValueOrDefault(id);
        }
    }

    public bool Shows(string text) => Rows.Any(r => r.Contains(text, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await ends.CancelAsync();
        await receiving;
        socket.Dispose();
        ends.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var message = new ArrayBufferWriter<byte>(64 * 1024);
        try
        {
            while (socket.State == WebSocketState.Open)
            {
                var received = await socket.ReceiveAsync(message.GetMemory(16 * 1024), ends.Token);
                message.Advance(received.Count);
                if (received.EndOfMessage && message.WrittenCount > 0)
                {
                    Take(message.WrittenMemory);
                    message.ResetWrittenCount();
                }
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or WebSocketException) { }
    }

    private void Take(ReadOnlyMemory<byte> text)
    {
        using var message = JsonDocument.Parse(text);
        lock (parts)
        {
            Messages++;
            Bytes += text.Length;
            if (!message.RootElement.TryGetProperty("rows", out var changed))
            {
                return;
            }
            Put(head, message.RootElement.GetProperty("head"));
            Put(rows, changed);
            if (message.RootElement.TryGetProperty("order", out var keys))
            {
                order = [.. keys.EnumerateArray().Select(k => k.GetString()!)];
                var present = order.ToHashSet(StringComparer.Ordinal);
                foreach (var gone in rows.Keys.Where(k => !present.Contains(k)).ToList())
                {
                    rows.Remove(gone);
                }
            }
        }
        shown?.Invoke(this);
    }

    private static void Put(Dictionary<string, string> known, JsonElement parts)
    {
        foreach (var part in parts.EnumerateObject())
        {
            known[part.Name] = part.Value.GetString()!;
        }
    }
}
