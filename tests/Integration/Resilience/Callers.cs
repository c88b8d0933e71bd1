using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;

namespace Integration.Resilience;

/// <summary>
/// Callers who do not give up: each registration has a key, and is posted again with it until it is answered. Half of the
/// contacts arrived before the duty window and travel on the routine lane.
/// </summary>
internal sealed class Callers(HttpClient client, string name = "caller") : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentBag<Task> posts = [];
    private readonly ConcurrentDictionary<string, string> caseByKey = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<double> latencies = [];
    private Task? steady;
    private int number;
    private int open;
    private int repeated;

    /// <summary>All contacts arrive inside the duty window.</summary>
    public bool DutyOnly { get; init; }

    /// <summary>Case id by key, of the posts that were answered.</summary>
    public IReadOnlyDictionary<string, string> CaseByKey => caseByKey;

    /// <summary>Posts begun.</summary>
    public int Begun => number;

    /// <summary>Posts that wait for an answer now.</summary>
    public int Open => Volatile.Read(ref open);

    /// <summary>Tries that had to be repeated.</summary>
    public int Repeated => Volatile.Read(ref repeated);

    /// <summary>Milliseconds of each first try that was answered.</summary>
    public IReadOnlyCollection<double> Latencies => latencies;

    /// <summary>Registers so many contacts a second until <see cref="FinishAsync"/>.</summary>
    public void Steady(int perSecond) => steady = SteadyAsync(TimeSpan.FromSeconds(1.0 / perSecond));

    /// <summary>Registers so many contacts at once, besides the steady ones.</summary>
    public void Burst(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Begin();
        }
    }

    /// <summary>Begins no more, and waits until every post is answered.</summary>
    public async Task FinishAsync()
    {
        await stop.CancelAsync();
        if (steady is not null)
        {
            await steady;
        }
        await Task.WhenAll(posts).WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        stop.Dispose();
    }

    private async Task SteadyAsync(TimeSpan every)
    {
        using var timer = new PeriodicTimer(every);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                Begin();
            }
        }
        catch (OperationCanceledException) { }
    }

    private void Begin()
    {
        var n = Interlocked.Increment(ref number);
        posts.Add(PostAsync(n));
    }

    private async Task PostAsync(int n)
    {
        var key = $"{name}-{n}";
        var body = JsonSerializer.Serialize(
            new
            {
                kind = n % 3 == 0 ? "report" : "complaint",
                channel = "phone",
                content = $"第 {n} 位来电人说店家不退款",
                arrivedAt = n % 2 == 0 && !DutyOnly
                    ? TimeProvider.System.GetUtcNow().AddHours(-2)
                    : (DateTimeOffset?)null,
            }
        );
        Interlocked.Increment(ref open);
        for (var first = true; ; first = false)
        {
            var started = TimeProvider.System.GetTimestamp();
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/complaints");
                request.Headers.Add("Idempotency-Key", key);
                request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
                using var answer = await client.SendAsync(request);
                answer.EnsureSuccessStatusCode();
                var it = await answer.Content.ReadFromJsonAsync<JsonElement>();
                caseByKey[key] = it.GetProperty("id").GetString()!;
                if (first)
                {
                    latencies.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
                }
                Interlocked.Decrement(ref open);
                return;
            }
            catch (Exception unanswered)
                when (unanswered is HttpRequestException or TaskCanceledException or IOException)
            {
                Interlocked.Increment(ref repeated);
                await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
            }
        }
    }
}
