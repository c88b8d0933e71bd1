using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage.Failures;

namespace Integration.Storage;

/// <summary>Failed work, heartbeats and the drill's clock.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Configured))]
public sealed class OperationsTests(string engine)
{
    private static readonly DateTimeOffset Start = Shanghai.At(2027, 3, 14, 8);

    private TestDatabase database = null!;

    private FailedWork Failures => database.First.GetRequiredService<FailedWork>();

    [SetUp]
    public async Task SetUpAsync() => database = await TestDatabase.CreateAsync(engine);

    [TearDown]
    public async Task TearDownAsync() => await database.DisposeAsync();

    [Test]
    public async Task FailedWork_WaitsTwiceAsLongEachTime_FiveMinutesAtMost()
    {
        var waits = new List<double>();
        for (var i = 0; i < 11; i++)
        {
            var next = await Failures.RecordAsync(FailedWork.Routing, "case", new string('错', 2000));
            waits.Add((next - database.Time.GetUtcNow()).TotalSeconds);
        }
        var row = (await Failures.OpenAsync(10)).Single();
        Assert.Multiple(() =>
        {
            Assert.That(waits, Is.EqualTo(new double[] { 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300 }));
            Assert.That(row.Attempts, Is.EqualTo(11));
            Assert.That(row.Error, Has.Length.EqualTo(1000));
        });
    }

    [Test]
    public async Task FailedWork_IsResolvedHastenedAndOpenedAnew()
    {
        await Failures.RecordAsync(FailedWork.Routing, "a", "x");
        await Failures.RecordAsync(FailedWork.Routing, "b", "x");
        await Failures.RecordAsync(FailedWork.Clock, "a", "x");
        Assert.That(await Failures.CountAsync(), Is.EqualTo(3));
        await Failures.ResolveAsync(FailedWork.Routing, "a");
        await Failures.ResolveAsync(FailedWork.Routing, "nothing failed");
        Assert.That((await Failures.OpenAsync(10)).Select(f => f.Subject), Is.EqualTo(new[] { "b", "a" }));

        var b = (await Failures.OpenAsync(1)).Single();
        Assert.That(await Failures.HastenAsync(b.Id), Is.True);
        Assert.That((await Failures.OpenAsync(1)).Single().NextAt, Is.EqualTo(database.Time.GetUtcNow()));
        await Failures.ResolveAsync(FailedWork.Routing, "b");
        Assert.That(await Failures.HastenAsync(b.Id), Is.False);

        var wait = await Failures.RecordAsync(FailedWork.Routing, "b", "again");
        Assert.That(wait - database.Time.GetUtcNow(), Is.EqualTo(TimeSpan.FromSeconds(1)));
        Assert.That((await Failures.OpenAsync(10)).Single(f => f.Subject == "b").Attempts, Is.EqualTo(1));
    }

    [Test]
    public async Task HastenedWork_IsWokenFromItsRest()
    {
        var it = await database.First.Shell().CommittedAsync(Samples.Contact());
        var deadline = it.Deadlines[0].Id;
        var until = database.Time.GetUtcNow().AddMinutes(5);
        await database.ExecuteAsync(
            """
            INSERT INTO owed_steps (deadline_id, step, case_id, action, due_at, lease_until)
            VALUES (@deadline, 3, @caseId, 'warnUnit', @until, @until)
            """,
            new
            {
                deadline,
                caseId = it.Id,
                until,
            }
        );
        await database.ExecuteAsync(
            "UPDATE deadlines SET lease_until = @until WHERE id = @deadline",
            new { deadline, until }
        );
        await Failures.RecordAsync(FailedWork.Escalation, $"{deadline}/3", "x");
        await Failures.RecordAsync(FailedWork.Clock, it.Id.ToString("D"), "x");
        const string Resting = "lease_until IS NOT NULL";
        Assert.That(await database.CountAsync("owed_steps", Resting), Is.EqualTo(1));
        Assert.That(await database.CountAsync("deadlines", Resting), Is.EqualTo(1));

        foreach (var work in await Failures.OpenAsync(10))
        {
            Assert.That(await Failures.HastenAsync(work.Id), Is.True);
        }

        Assert.That(await database.CountAsync("owed_steps", Resting), Is.Zero);
        Assert.That(await database.CountAsync("deadlines", Resting), Is.Zero);
    }

    [Test]
    public async Task Heartbeats_TellTheLatestOfAllInstances()
    {
        var hearts = database.First.GetRequiredService<Heartbeats>();
        Assert.That(await hearts.LastAsync(Heartbeats.Clock), Is.Null);
        await hearts.BeatAsync(Heartbeats.Clock, "one");
        database.Time.Advance(TimeSpan.FromSeconds(1));
        await hearts.BeatAsync(Heartbeats.Clock, "two");
        await hearts.BeatAsync("other", "three");
        await hearts.BeatAsync(Heartbeats.Clock, "two");
        Assert.That((await hearts.LastAsync(Heartbeats.Clock))!.At, Is.EqualTo(database.Time.GetUtcNow()));
        Assert.That(await database.CountAsync("heartbeats"), Is.EqualTo(3));
    }

    [Test]
    public async Task ADrill_GoesOnWhereItWas()
    {
        var first = await BeginAsync(Start, 60);
        database.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await BeginAsync(null, null), Is.EqualTo(first));
        Assert.That(await BeginAsync(Start, 60), Is.EqualTo(first));
        Assert.That(first.At(database.Time.GetUtcNow()), Is.EqualTo(Start.AddHours(1)));
    }

    [Test]
    public async Task ADrill_ChangesSpeedWithoutAJump()
    {
        await BeginAsync(Start, 60);
        database.Time.Advance(TimeSpan.FromMinutes(1));
        var faster = await BeginAsync(null, 600);
        Assert.That(faster.At(database.Time.GetUtcNow()), Is.EqualTo(Start.AddHours(1)));
        database.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(faster.At(database.Time.GetUtcNow()), Is.EqualTo(Start.AddHours(11)));
        Assert.That(await BeginAsync(null, null), Is.EqualTo(faster));
    }

    [Test]
    public async Task ADrill_JumpsForwardButNeverBack()
    {
        await BeginAsync(Start, 1);
        var jumped = await BeginAsync(Start.AddDays(1), null);
        Assert.That(jumped.At(database.Time.GetUtcNow()), Is.EqualTo(Start.AddDays(1)));
        Assert.That(
            async () => await BeginAsync(Start.AddHours(-1), null),
            Throws.InstanceOf<ConfigurationException>()
        );
        Assert.That(await BeginAsync(null, null), Is.EqualTo(jumped));
    }

    private Task<DrillClock> BeginAsync(DateTimeOffset? start, double? speed) =>
        DrillStore.BeginAsync(database.Database, new DrillArguments(start, speed), database.Time);
}
