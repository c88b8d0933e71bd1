using System.Collections.Concurrent;
using System.Diagnostics;
using HdrHistogram;

namespace Benchmarks;

/// <summary>What came of a run.</summary>
/// <param name="Latency">Microseconds from the intended send time to the answer.</param>
/// <param name="Statuses">Answers by status, exceptions by name.</param>
/// <param name="Registered">Cases that wait to be routed.</param>
internal sealed record Outcome(
    TimeSpan Elapsed,
    LongConcurrentHistogram Latency,
    IReadOnlyDictionary<string, int> Statuses,
    IReadOnlyCollection<Guid> Registered
)
{
    public int Sent => Statuses.Values.Sum();

    public int Created => Statuses.GetValueOrDefault("201");

    public int Lost => Sent - Created;
}

/// <summary>Sends contacts by schedule, or as fast as the answers come.</summary>
internal sealed class Load
{
    private static readonly long HighestMicroseconds = (long)TimeSpan.FromMinutes(5).TotalMicroseconds;

    private readonly HttpClient client;
    private readonly Contacts contacts;
    private readonly string run = $"{Guid.CreateVersion7():N}";
    private readonly LongConcurrentHistogram latency = new(1, HighestMicroseconds, 3);
    private readonly ConcurrentDictionary<string, int> statuses = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Guid> registered = [];

    private Load(HttpClient client, LoadOptions options)
    {
        this.client = client;
        contacts = new Contacts(options.Seed);
    }

    public static async Task<Outcome> RunAsync(HttpClient client, LoadOptions options)
    {
        var load = new Load(client, options);
        var length = TimeSpan.FromSeconds(options.Seconds);
        var started = Stopwatch.GetTimestamp();
        await (
            options.Closed is { } writers ? load.ClosedAsync(writers, length) : load.OpenAsync(options.Rate, length)
        );
        return new Outcome(Stopwatch.GetElapsedTime(started), load.latency, load.statuses, load.registered);
    }

    /// <summary>Request n is meant to leave n / rate seconds after the start, whatever became of those before it.</summary>
    private async Task OpenAsync(double rate, TimeSpan length)
    {
        var count = (int)Math.Round(rate * length.TotalSeconds);
        var prepared = Enumerable.Range(0, count).Select(contacts.Make).ToArray();
        var running = new List<Task>(count);
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var intended = TimeSpan.FromSeconds(i / rate);
            var ahead = intended - Stopwatch.GetElapsedTime(started);
            if (ahead > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(ahead);
            }
            var number = i;
            running.Add(Task.Run(() => SendAsync(number, prepared[number], started, intended)));
        }
        await Task.WhenAll(running);
    }

    private async Task ClosedAsync(int writers, TimeSpan length)
    {
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        async Task WriteAsync()
        {
            while (Stopwatch.GetElapsedTime(started) < length)
            {
                var number = Interlocked.Increment(ref next);
                var contact = contacts.Make(number);
                await SendAsync(number, contact, started, Stopwatch.GetElapsedTime(started));
            }
        }

        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(WriteAsync)));
    }

    private async Task SendAsync(int number, (byte[] Body, bool Routed) contact, long started, TimeSpan intended)
    {
        var (status, id) = await Client.RegisterAsync(client, contact.Body, $"{run}-{number}");
        var taken = Stopwatch.GetElapsedTime(started) - intended;
        latency.RecordValue(Math.Clamp((long)taken.TotalMicroseconds, 1, HighestMicroseconds));
        statuses.AddOrUpdate(status, 1, (_, n) => n + 1);
        if (id is { } made && contact.Routed)
        {
            registered.Add(made);
        }
    }
}
