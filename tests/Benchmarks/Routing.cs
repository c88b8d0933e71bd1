using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using HdrHistogram;

namespace Benchmarks;

/// <summary>How long cases waited to be routed, read from their timelines.</summary>
internal static class Routing
{
    private const int Readers = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    public static async Task PrintAsync(LoadOptions options, IReadOnlyCollection<Guid> cases)
    {
        var every = Math.Max(1, (int)Math.Ceiling(cases.Count / (double)options.Sample));
        var sample = new ConcurrentQueue<Guid>(cases.Where((_, i) => i % every == 0));
        var asked = sample.Count;
        var waits = new LongConcurrentHistogram(1, (long)TimeSpan.FromHours(1).TotalMilliseconds, 3);
        var by = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        using var client = Client.Create(options, options.ReadKey);
        var started = Stopwatch.GetTimestamp();
        async Task ReadAsync()
        {
            while (sample.TryDequeue(out var id))
            {
                if (await ReadOneAsync(client, id) is { } routed)
                {
                    waits.RecordValue(Math.Max(1, (long)routed.Wait.TotalMilliseconds));
                    by.AddOrUpdate(routed.By, 1, (_, n) => n + 1);
                }
                else if (Stopwatch.GetElapsedTime(started) < Patience)
                {
                    sample.Enqueue(id);
                    await Task.Delay(Poll);
                }
                else
                {
                    by.AddOrUpdate("nothing", 1, (_, n) => n + 1);
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => Task.Run(ReadAsync)));
        Console.WriteLine($"arrival to routed, {asked} of {cases.Count} cases to route, milliseconds of domain time:");
        Console.WriteLine($"  {Report.Percentiles(waits, 1)}");
        var shares = by.OrderByDescending(p => p.Value).Select(p => $"{p.Key} {100.0 * p.Value / asked:0.0} %");
        Console.WriteLine($"  routed by {string.Join(", ", shares)}");
    }

    private static async Task<(TimeSpan Wait, string By)?> ReadOneAsync(HttpClient client, Guid id)
    {
        var timeline = await client.GetFromJsonAsync<JsonElement>($"/api/v1/complaints/{id}/timeline");
        JsonElement? Event(string type) =>
            timeline.EnumerateArray().FirstOrDefault(e => e.GetProperty("type").GetString() == type)
                is { ValueKind: JsonValueKind.Object } found
                ? found
                : null;
        if (Event("registered") is not { } registered || Event("routed") is not { } routed)
        {
            return null;
        }
        var wait = routed.GetProperty("at").GetDateTimeOffset() - registered.GetProperty("at").GetDateTimeOffset();
        return (wait, routed.GetProperty("data").GetProperty("by").GetString() ?? "?");
    }
}
