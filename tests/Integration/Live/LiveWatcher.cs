using System.Net.WebSockets;
using System.Text.Json;

namespace Integration.Live;

/// <summary>Watches a topic as a page does: keeps the parts it has been sent, in their order.</summary>
internal sealed class LiveWatcher : IAsyncDisposable
{
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource ends = new();
    private readonly Dictionary<string, string> rows = new(StringComparer.Ordinal);
    private readonly Lock parts = new();
    private List<string> order = [];
    private Task receiving = Task.CompletedTask;

    public int Messages { get; private set; }

    public int? ClosedWith => (int?)socket.CloseStatus;

    /// <param name="authorize">Sets the header or cookie of whoever watches.</param>
    public static async Task<LiveWatcher> OpenAsync(Uri service, string topic, Action<ClientWebSocketOptions> authorize)
    {
        var watcher = new LiveWatcher();
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
        var chunk = new byte[64 * 1024];
        try
        {
            while (socket.State == WebSocketState.Open)
            {
                using var message = new MemoryStream();
                WebSocketReceiveResult received;
                do
                {
                    received = await socket.ReceiveAsync(chunk, ends.Token);
                    message.Write(chunk, 0, received.Count);
                } while (!received.EndOfMessage);
                if (message.Length > 0)
                {
                    Take(JsonSerializer.Deserialize<JsonElement>(message.ToArray()));
                }
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or WebSocketException) { }
    }

    private void Take(JsonElement message)
    {
        lock (parts)
        {
            Messages++;
            if (!message.TryGetProperty("rows", out var changed))
            {
                return;
            }
            foreach (var row in changed.EnumerateObject())
            {
                rows[row.Name] = row.Value.GetString()!;
            }
            if (message.TryGetProperty("order", out var keys))
            {
                order = [.. keys.EnumerateArray().Select(k => k.GetString()!)];
            }
        }
    }
}
