using Intake.Api.Reports;
using Integration.Storage;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;

namespace Integration.Province.Reports;

/// <summary>
/// What a report says of limits that are open, where no clock runs and no miss is recorded: past means not in time, not yet
/// due or resting means in no denominator.
/// </summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Configured))]
public sealed class OpenLimitTests(string engine)
{
    private static readonly Actor Section = new("key:section", "科员", Role.Coordinator, Unit.Coordination);
    private TestDatabase database = null!;
    private Case it = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        database = await TestDatabase.CreateAsync(engine);
        var shell = database.First.Shell();
        var facts = new Facts { Content = "商家不给退款", District = "urban" };
        it = await shell.CommittedAsync(Samples.Contact() with { Facts = facts });
        await shell.CommittedAsync(new RouteByRules(Samples.Call(Actor.Router, it.Id)) { By = RoutedBy.Message });
        it = await shell.CommittedAsync(new Acknowledge(Samples.Call(Section, it.Id)));
    }

    [TearDown]
    public async Task TearDownAsync() => await database.DisposeAsync();

    [Test]
    public async Task AnOpenLimit_IsPendingUntilItIsDue_AndLateFromThatMomentOn()
    {
        var due = it.Deadlines.Single(d => d is { Regime: Regime.Duty, Stage: Stage.Handle }).DueAt;

        Assert.That(await HandleAsync(due.AddTicks(-1)), Is.EqualTo(new LimitCount(0, 0, 1)));
        Assert.That(await HandleAsync(due), Is.EqualTo(new LimitCount(0, 1, 0)));
        Assert.That(await MissesAsync(), Is.Zero, "no clock has recorded it");
    }

    [Test]
    public async Task ALimitMetInTime_IsInTime_HoweverLateItIsCounted()
    {
        await database.First.Shell().CommittedAsync(Handling());

        Assert.That(await HandleAsync(database.Time.GetUtcNow().AddYears(1)), Is.EqualTo(new LimitCount(1, 0, 0)));
    }

    [Test]
    public async Task ALimitThatRests_IsInNoDenominator()
    {
        var shell = database.First.Shell();
        await shell.CommittedAsync(new Accept(Samples.Call(Section, it.Id)));
        await shell.CommittedAsync(new BeginAppraisal(Samples.Call(Section, it.Id)) { Subject = "送检" });

        var counts = await CountAsync(database.Time.GetUtcNow().AddYears(1));

        Assert.That(
            counts.Limits(Stage.Mediate, Kind.Complaint, Regime.Order20, Regime.Order121),
            Is.EqualTo(new LimitCount(0, 0, 1))
        );
    }

    [Test]
    public async Task AWithdrawnCase_OwesNothing()
    {
        await database
            .First.Shell()
            .CommittedAsync(new Withdraw(Samples.Call(Section, it.Id)) { Reason = "来电人撤回" });

        Assert.That(await HandleAsync(database.Time.GetUtcNow().AddYears(1)), Is.EqualTo(LimitCount.None));
    }

    private Handle Handling() => new(Samples.Call(Section, it.Id)) { Outcome = "mediated", Summary = "已退款" };

    private async Task<LimitCount> HandleAsync(DateTimeOffset now) =>
        (await CountAsync(now)).Limits(Stage.Handle, Kind.Complaint, Regime.Duty);

    private Task<ReportCounts> CountAsync(DateTimeOffset now) =>
        new ReportReader(database.Database).CountAsync(ReportPeriod.Duty("2026")!, now, CancellationToken.None);

    private async Task<int> MissesAsync() =>
        (
            await database.QueryAsync<int>("SELECT COUNT(*) FROM deadlines WHERE missed_at IS NOT NULL", new { })
        ).Single();
}
