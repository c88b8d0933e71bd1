using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;

namespace Browser.Live;

/// <summary>
/// A page that watches a topic, without the browser: it applies the messages of <c>/live</c> as <c>live.js</c> does, and so
/// shows what a page would show.
/// </summary>
public sealed class LiveWatcher : IAsyncDisposable
{
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource end = new();
    private readonly Action<LiveWatcher, IReadOnlyList<string>>? appeared;
    private readonly Dictionary<string, string> rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> head = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private List<string> order = [];
    private Task reading = Task.CompletedTask;

    private LiveWatcher(Action<LiveWatcher, IReadOnlyList<string>>? appeared) => this.appeared = appeared;

    /// <summary>Keys of the lines in their order.</summary>
    public IReadOnlyList<string> Order
    {
        get
        {
            lock (gate)
            {
                return [.. order];
            }
        }
    }

    /// <summary>HTML by key: of the lines and of the parts above them.</summary>
    public IReadOnlyDictionary<string, string> Parts
    {
        get
        {
            lock (gate)
            {
                return order.Select(k => (k, rows[k])).Concat(head.Select(h => (h.Key, h.Value))).ToDictionary();
            }
        }
    }

    /// <summary>Messages that changed something, and bytes of all.</summary>
    public (int Messages, long Bytes) Received { get; private set; }

    /// <summary>Why the service ended the connection; nothing while it is open.</summary>
    public WebSocketCloseStatus? Ended => socket.CloseStatus;

    /// <param name="cookie">The session, as a <c>Cookie</c> header says it.</param>
    /// <param name="appeared">Told of the keys of lines that were not there before.</param>
    /// <exception cref="WebSocketException">The service refuses; nobody is signed in, or may not watch.</exception>
    public static async Task<LiveWatcher> ConnectAsync(
        Uri address,
        string topic,
        string cookie,
        Action<LiveWatcher, IReadOnlyList<string>>? appeared = null
    )
    {
        var watcher = new LiveWatcher(appeared);
        watcher.socket.Options.SetRequestHeader("Cookie", cookie);
        var live = new UriBuilder(new Uri(address, $"/live?topic={Uri.EscapeDataString(topic)}")) { Scheme = "ws" };
        await watcher.socket.ConnectAsync(live.Uri, CancellationToken.None);
        watcher.reading = watcher.ReadAsync();
        return watcher;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await reading;
        socket.Dispose();
        end.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        try
        {
            while (socket.State == WebSocketState.Open)
            {
                var part = await socket.ReceiveAsync(buffer.GetMemory(16 * 1024), end.Token);
                buffer.Advance(part.Count);
                if (part.EndOfMessage && part.MessageType == WebSocketMessageType.Text)
                {
                    Apply(buffer.WrittenMemory);
                    buffer.ResetWrittenCount();
                }
            }
        }
        catch (Exception over) when (over is OperationCanceledException or WebSocketException) { }
    }

    private void Apply(ReadOnlyMemory<byte> message)
    {
        using var document = JsonDocument.Parse(message);
        var root = document.RootElement;
        Received = (Received.Messages + (root.TryGetProperty("head", out _) ? 1 : 0), Received.Bytes + message.Length);
        var fresh = new List<string>();
        lock (gate)
        {
            if (root.TryGetProperty("head", out var parts))
            {
                foreach (var part in parts.EnumerateObject())
                {
                    head[part.Name] = part.Value.GetString()!;
                }
            }
            if (root.TryGetProperty("rows", out var lines))
            {
                foreach (var line in lines.EnumerateObject())
                {
                    rows[line.Name] = line.Value.GetString()!;
                }
            }
            if (root.TryGetProperty("order", out var keys))
            {
                var known = order.ToHashSet(StringComparer.Ordinal);
                order = [.. keys.EnumerateArray().Select(k => k.GetString()!)];
                fresh.AddRange(order.Where(k => !known.Contains(k)));
                foreach (var gone in rows.Keys.Except(order, StringComparer.Ordinal).ToList())
                {
                    rows.Remove(gone);
                }
            }
        }
        if (fresh.Count > 0)
        {
            appeared?.Invoke(this, fresh);
        }
    }
}
