using Dispatch.Worker.Deadlines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage.Failures;
using Shared.Contracts.Storage.Shell;

namespace Integration.Storage;

/// <summary>The deadline clock over a real database, two of them at once.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Configured))]
public sealed class ClockTests(string engine)
{
    private TestDatabase database = null!;
    private FakeJobs jobs = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        database = await TestDatabase.CreateAsync(engine);
        jobs = new FakeJobs();
    }

    [TearDown]
    public async Task TearDownAsync() => await database.DisposeAsync();

    [Test]
    public async Task AThousandDueDeadlines_TwoClocks_EachMissAndWarningOnce()
    {
        const int Cases = 500;
        var shell = database.First.Shell();
        await Task.WhenAll(Enumerable.Range(0, Cases).Select(_ => shell.CommittedAsync(Samples.Contact())));
        database.Time.Advance(TimeSpan.FromHours(25));
        var clocks = new[] { Clock(database.First), Clock(database.Node()) };
        await Task.WhenAll(clocks.Select(c => Task.Run(() => c.TickAsync(CancellationToken.None))));
        await clocks[0].TickAsync(CancellationToken.None);

        // Each case missed the limits of routing and handling: two warnings and a miss each, two and three steps owed.
        const string Missed = "missed_at = due_at AND found_late = 1 AND recorded_at IS NOT NULL AND warned = 80";
        Assert.Multiple(async () =>
        {
            Assert.That(await database.CountAsync("deadlines", $"regime = 'duty' AND {Missed}"), Is.EqualTo(2 * Cases));
            Assert.That(await database.CountAsync("events", "type = 'missed'"), Is.EqualTo(2 * Cases));
            Assert.That(await database.CountAsync("events", "type = 'warned'"), Is.EqualTo(4 * Cases));
            Assert.That(await database.CountAsync("owed_steps"), Is.EqualTo(5 * Cases));
            Assert.That(await database.CountAsync("deadlines", "lease_owner IS NOT NULL"), Is.Zero);
            Assert.That(await database.CountAsync("failed_work"), Is.Zero);
            Assert.That(jobs.Steps, Has.Count.EqualTo(5 * Cases));
            Assert.That(jobs.Steps, Is.Unique);
        });
    }

    [Test]
    public async Task WarningsAndMiss_ComeAtTheirTimes()
    {
        var it = await database.First.Shell().CommittedAsync(Samples.Contact());
        var clock = Clock(database.First);
        var seen = new List<string>();
        foreach (var seconds in new[] { 449, 450, 719, 720, 899, 900, 901 })
        {
            database.Time.Advance(it.ArrivedAt.AddSeconds(seconds) - database.Time.GetUtcNow());
            await clock.TickAsync(CancellationToken.None);
            var warned = await database.CountAsync("events", "type = 'warned'");
            seen.Add($"{seconds}: {warned} {await database.CountAsync("events", "type = 'missed'")}");
        }
        Assert.That(
            seen,
            Is.EqualTo(new[] { "449: 0 0", "450: 1 0", "719: 1 0", "720: 2 0", "899: 2 0", "900: 2 1", "901: 2 1" })
        );
    }

    [Test]
    public async Task AJobThatIsLost_IsHandedOverAgainAfterItsLease_AndWalkedOnce()
    {
        var it = await database.First.Shell().CommittedAsync(Samples.Contact());
        database.Time.Advance(TimeSpan.FromMinutes(15));
        var clock = Clock(database.First);
        await clock.TickAsync(CancellationToken.None);
        await clock.TickAsync(CancellationToken.None);
        Assert.That(jobs.Steps, Has.Count.EqualTo(2));
        database.Time.Advance(TimeSpan.FromSeconds(16));
        await clock.TickAsync(CancellationToken.None);
        Assert.That(jobs.Steps, Has.Count.EqualTo(4), "neither job has run");

        foreach (var job in jobs.Jobs)
        {
            await Walk().RunAsync((Guid)job.Args[0], (string)job.Args[1], (int)job.Args[2], (string)job.Args[3]);
        }
        database.Time.Advance(TimeSpan.FromSeconds(16));
        await clock.TickAsync(CancellationToken.None);
        var after = await database.FindAsync(it.Id);
        Assert.That(jobs.Steps, Has.Count.EqualTo(4));
        Assert.That(await database.CountAsync("owed_steps", "walked_at IS NULL"), Is.Zero);
        Assert.That(await database.CountAsync("events", "type = 'escalated'"), Is.EqualTo(2));
        Assert.That(after!.Routing!.By, Is.EqualTo(RoutedBy.Escalation));
    }

    [Test]
    public async Task AStepTakenLate_RecordsItsMissItself_AndTheClockFindsNothingMore()
    {
        var it = await database.First.Shell().CommittedAsync(Samples.Contact());
        database.Time.Advance(TimeSpan.FromMinutes(16));
        await database
            .First.Shell()
            .CommittedAsync(new RouteByRules(Samples.Call(Actor.Router, it.Id)) { By = RoutedBy.Message });
        await Clock(database.First).TickAsync(CancellationToken.None);
        Assert.That(await database.CountAsync("events", "type = 'missed'"), Is.EqualTo(1));
        Assert.That(
            await database.CountAsync("deadlines", "missed_at IS NOT NULL AND met_at IS NOT NULL"),
            Is.EqualTo(1)
        );
    }

    [Test]
    public async Task AnOutageOfTheClock_IsNotedOnce()
    {
        var clock = Clock(database.First);
        await clock.TickAsync(CancellationToken.None);
        database.Time.Advance(TimeSpan.FromSeconds(9));
        await clock.TickAsync(CancellationToken.None);
        Assert.That(await database.CountAsync("outages"), Is.Zero);
        database.Time.Advance(TimeSpan.FromMinutes(5));
        await clock.TickAsync(CancellationToken.None);
        await Clock(database.Node()).TickAsync(CancellationToken.None);
        Assert.That(await database.CountAsync("outages"), Is.EqualTo(1));
    }

    [Test]
    public async Task ACaseThatFails_RestsAndDoesNotStopTheOthers()
    {
        var shell = database.First.Shell();
        var bad = await shell.CommittedAsync(Samples.Contact());
        await shell.CommittedAsync(Samples.Contact());
        await database.ExecuteAsync("UPDATE cases SET status = 'nonsense' WHERE id = @id", new { id = bad.Id });
        database.Time.Advance(TimeSpan.FromMinutes(15));
        var clock = Clock(database.First);
        await clock.TickAsync(CancellationToken.None);
        await clock.TickAsync(CancellationToken.None);
        var failed = await database.First.GetRequiredService<FailedWork>().OpenAsync(10);
        Assert.That(await database.CountAsync("events", "type = 'missed'"), Is.EqualTo(1));
        Assert.That(
            failed.Select(f => (f.Work, f.Subject, f.Attempts)),
            Is.EqualTo(new[] { ("clock", $"{bad.Id:D}", 1) })
        );

        await database.ExecuteAsync("UPDATE cases SET status = 'received' WHERE id = @id", new { id = bad.Id });
        database.Time.Advance(TimeSpan.FromSeconds(2));
        await clock.TickAsync(CancellationToken.None);
        Assert.That(await database.CountAsync("events", "type = 'missed'"), Is.EqualTo(2));
        Assert.That(await database.First.GetRequiredService<FailedWork>().CountAsync(), Is.Zero);
    }

    private DeadlineClock Clock(ServiceProvider node) =>
        ActivatorUtilities.CreateInstance<DeadlineClock>(
            node,
            ActivatorUtilities.CreateInstance<OutageLedger>(node),
            jobs,
            NullLogger<DeadlineClock>.Instance
        );

    private WalkLadder Walk() => ActivatorUtilities.CreateInstance<WalkLadder>(database.First);
}
