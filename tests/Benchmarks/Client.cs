using System.Net.Http.Headers;
using System.Text.Json;

namespace Benchmarks;

/// <summary>The HTTP side of the load client.</summary>
internal static class Client
{
    private const int WarmUps = 200;

    /// <summary>Contacts of the warm-up have numbers of their own, so that the measured ones stay the same.</summary>
    private const int WarmUpFrom = 1_000_000_000;

    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    public static HttpClient Create(LoadOptions options, string? key = null)
    {
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = options.Connections,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
            UseProxy = false,
        };
        var client = new HttpClient(handler) { BaseAddress = options.Url, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key ?? options.Key);
        return client;
    }

    /// <summary>A few registrations that are not counted: both sides compile their code.</summary>
    public static async Task WarmUpAsync(HttpClient client, LoadOptions options)
    {
        var contacts = new Contacts(options.Seed);
        var run = $"{Guid.CreateVersion7():N}";
        for (var i = 0; i < WarmUps; i += 8)
        {
            var first = WarmUpFrom + i;
            await Task.WhenAll(
                Enumerable.Range(first, 8).Select(n => RegisterAsync(client, contacts.Make(n).Body, $"{run}-{n}"))
            );
        }
    }

    /// <returns>The status, or the name of the exception; and the case's id when it was registered.</returns>
    public static async Task<(string Status, Guid? Id)> RegisterAsync(HttpClient client, byte[] body, string key)
    {
        try
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = Json;
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/complaints") { Content = content };
            request.Headers.Add("Idempotency-Key", key);
            using var response = await client.SendAsync(request);
            var status = $"{(int)response.StatusCode}";
            if (status != "201")
            {
                return (status, null);
            }
            await using var stream = await response.Content.ReadAsStreamAsync();
            using var answer = await JsonDocument.ParseAsync(stream);
            return (status, answer.RootElement.GetProperty("id").GetGuid());
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or JsonException)
        {
            return (fault.GetType().Name, null);
        }
    }
}
