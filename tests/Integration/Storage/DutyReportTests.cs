using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage.Duty;

namespace Integration.Storage;

/// <summary>The clock of daily reports: opened each day of duty, missed once, met by the day's submission.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Configured))]
public sealed class DutyReportTests(string engine)
{
    private static readonly DateOnly First = new(2026, 3, 14);
    private TestDatabase database = null!;

    [SetUp]
    public async Task SetUpAsync() => database = await TestDatabase.CreateAsync(engine);

    [TearDown]
    public async Task TearDownAsync() => await database.DisposeAsync();

    private DutyReports Reports => database.First.GetRequiredService<DutyReports>();

    [Test]
    public async Task EachDayOfDuty_IsOpenedOnce_AndMissedOnceAtItsTime()
    {
        await Reports.TickAsync();
        await database.Node().GetRequiredService<DutyReports>().TickAsync();
        Assert.That(
            (await Reports.OwedAsync()).Select(r => (r.Day, r.MissedAt)),
            Is.EqualTo([(First, (DateTimeOffset?)null)])
        );

        await ToAsync(Shanghai.At(2026, 3, 14, 16).AddMinutes(30).AddTicks(-1));
        Assert.That((await Reports.OwedAsync()).Single().MissedAt, Is.Null, "not a moment early");
        await ToAsync(Shanghai.At(2026, 3, 14, 16).AddMinutes(30));
        var missed = (await Reports.OwedAsync()).Single();
        Assert.That(missed.MissedAt, Is.EqualTo(missed.DueAt));
        await ToAsync(Shanghai.At(2026, 3, 15, 9));
        var days = await Reports.OwedAsync();
        Assert.That(days.Select(r => r.Day), Is.EqualTo([First, First.AddDays(1)]));
        Assert.That(days[0].RecordedAt, Is.EqualTo(missed.RecordedAt), "recorded once");
    }

    [Test]
    public async Task AReportInTime_IsMet_AndOneTooLateStaysMissed()
    {
        await Reports.TickAsync();
        await MeetAsync(First, Shanghai.At(2026, 3, 14, 16));
        await ToAsync(Shanghai.At(2026, 3, 15, 17));
        await MeetAsync(First.AddDays(1), Shanghai.At(2026, 3, 15, 17));

        var days = await Reports.NewestAsync(10);

        Assert.That(await Reports.OwedAsync(), Is.Empty);
        Assert.That(days.Select(r => r.MissedAt is not null), Is.EqualTo([true, false]));
    }

    [Test]
    public async Task AWindowThatPassedWithoutAClock_IsFoundLate_IfDutyWasDoneInIt()
    {
        await database.First.Shell().CommittedAsync(Samples.Contact());
        await ToAsync(Shanghai.At(2026, 3, 20, 9));

        Assert.That((await Reports.OwedAsync()).Select(r => r.MissedAt is not null), Is.EqualTo([true, true, true]));
    }

    [Test]
    public async Task AWindowFromBeforeTheService_OwesNothing()
    {
        await ToAsync(Shanghai.At(2026, 3, 20, 9));
        Assert.That(await Reports.OwedAsync(), Is.Empty);
    }

    private async Task ToAsync(DateTimeOffset at)
    {
        database.Time.Advance(at - database.Time.GetUtcNow());
        await Reports.TickAsync();
    }

    private Task MeetAsync(DateOnly day, DateTimeOffset at) =>
        database.Database.WriteAsync(s => DutyReports.MeetAsync(s, day, at));
}
