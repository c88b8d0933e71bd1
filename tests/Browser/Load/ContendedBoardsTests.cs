using System.Globalization;
using Benchmarks;
using Browser.Harness;
using HdrHistogram;
using Integration.Harness;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;
using Registrations = Benchmarks.Load;

namespace Browser.Load;

/// <summary>Many boards are open while many contacts arrive.</summary>
/// <remarks>
/// Where other work keeps the machine busy, registration takes longer than its limit with no board open; then the boards may
/// not double that.
/// </remarks>
[Category("Alone")]
public sealed class ContendedBoardsTests : ConsoleTests
{
    private const string Unit = "rapidResponse";
    private const int Boards = 60;
    private const int InBrowsers = 3;
    private const int PerSecond = 50;

    /// <summary>As many of a group as a board shows.</summary>
    private const int MostInGroup = 150;

    private const double MostLatency = 100;
    private const long MostStaleness = 2_000;
    private const long MostGrowth = 200L * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly Statement Waiting = new(
        "test.waitingCases",
        """
        SELECT c.id, c.level, c.next_due_at, MAX(e.at) AS routed_at
        FROM cases c
        JOIN events e ON e.case_id = c.id AND e.type = 'routed'
        WHERE c.unit = @unit AND c.status = 'routed'
        GROUP BY c.id, c.level, c.next_due_at
        """
    );

    private static readonly Statement Unrouted = new(
        "test.unroutedCases",
        "SELECT COUNT(*) FROM cases WHERE status = 'received'"
    );

    private ConsoleProcess Service => (ConsoleProcess)Hotline;

    [Test]
    public async Task SixtyBoards_StayCurrent_WhileFiftyRegistrationsASecondArrive()
    {
        var options = new LoadOptions { Rate = PerSecond, Seconds = TestLength.Of(3, 60) };
        var desk = await Hotline.ClientAsync(Role.Operator);
        await Client.WarmUpAsync(desk, options);
        var alone = await Registrations.RunAsync(desk, options with { Seconds = 3, Seed = 2 });
        await RoutedAsync();
        var before = (await WaitingAsync()).Count;
        var screens = new List<Screen>();
        for (var i = 0; i < InBrowsers; i++)
        {
            screens.Add(await SignInAsync(Role.Enforcer));
        }
        await using var crowd = await BoardCrowd.GatherAsync(Hotline, Unit, screens, Boards - InBrowsers);
        await using var memory = new MemoryLog(Service.WorkingSet);

        var outcome = await Registrations.RunAsync(desk, options);

        await RoutedAsync();
        var truth = await WaitingAsync();
        await Eventually.HoldsAsync(
            async () => (await crowd.CountsAsync()).All(c => c == truth.Count),
            Patience,
            $"every board counts {truth.Count} waiting cases"
        );
        var staleness = new LongConcurrentHistogram(1, (long)TimeSpan.FromHours(1).TotalMilliseconds, 3);
        var routed = truth.Select(w => w.RoutedAt).Order().ToList();
        foreach (var sightings in await crowd.SightingsAsync())
        {
            sightings.Record(routed, before, staleness);
        }
        await TellAsync(alone, outcome, staleness, memory, crowd, truth.Count - before);

        var first = truth
            .OrderBy(w => w.Level == "normal")
            .ThenBy(w => w.NextDueAt)
            .ThenBy(w => w.Id.ToString(), StringComparer.Ordinal);
        var shown = first.Take(MostInGroup).Select(w => w.Id).ToList();
        var late = await crowd.WatchAsync(await screens[0].CookieAsync());
        await Eventually.HoldsAsync(() => Task.FromResult(late.Order.Count > 0), Patience, "a late board is filled");
        // The promises are the long form's; the short one runs beside whatever else the machine does, and asks for boards that
        // do not stand still and registrations that are answered.
        var limit = TestLength.Of(50 * MostLatency, MostLatency);
        var stale = TestLength.Of(5 * MostStaleness, MostStaleness);
        Assert.Multiple(async () =>
        {
            Assert.That(outcome.Lost, Is.Zero, "registrations without an answer");
            Assert.That(P99(outcome), Is.LessThan(limit), "p99 of registration, ms");
            Assert.That(staleness.GetMaxValue(), Is.LessThanOrEqualTo(stale), "oldest thing shown, ms");
            Assert.That(memory.Growth, Is.LessThan(MostGrowth), "growth of the service in memory");
            Assert.That(await crowd.CasesAsync(), Is.All.EqualTo(shown), "what the boards show in the end");
            Assert.That(crowd.Watchers.Select(w => w.Rows), Is.All.EqualTo(late.Rows), "every line as it is now");
        });
    }

    protected override async Task<HotlineConsole> StartHotlineAsync() => await ConsoleProcess.StartAsync();

    private Task RoutedAsync() =>
        Eventually.HoldsAsync(
            async () => await Hotline.Database.ReadAsync(s => s.ScalarAsync<int>(Unrouted)) == 0,
            Patience,
            "every case is routed"
        );

    private Task<IReadOnlyList<WaitingCase>> WaitingAsync() =>
        Hotline.Database.ReadAsync(s => s.QueryAsync<WaitingCase>(Waiting, new { unit = Unit }));

    private static double P99(Outcome outcome) => outcome.Latency.GetValueAtPercentile(99) / 1000.0;

    private static Task TellAsync(
        Outcome alone,
        Outcome outcome,
        LongConcurrentHistogram staleness,
        MemoryLog memory,
        BoardCrowd crowd,
        int cases
    )
    {
        var received = crowd.Watchers[0];
        return TestContext.Out.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                {alone.Created} registered beside no board, ms: {Report.Percentiles(alone.Latency, 1000)}
                {outcome.Created} registered in {outcome.Elapsed.TotalSeconds:0.0} s beside {Boards} boards, ms: {Report.Percentiles(
                    outcome.Latency,
                    1000
                )}
                {cases} cases came to the boards, seen after ms: {Report.Percentiles(staleness, 1)}
                each board received {received.Messages} messages, {received.Bytes / 1024} KiB
                service in memory: {memory.Start / 1048576} MiB, grew by {memory.Growth / 1048576} MiB
                """
            )
        );
    }

    private sealed class WaitingCase
    {
        public Guid Id { get; init; }
        public string Level { get; init; } = "";
        public DateTimeOffset NextDueAt { get; init; }
        public DateTimeOffset RoutedAt { get; init; }
    }
}
