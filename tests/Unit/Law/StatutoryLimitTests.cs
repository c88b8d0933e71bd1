using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Law;
using Unit.Cases;

namespace Unit.Law;

/// <summary>Which order rules a case, and which of its limits begin at receipt.</summary>
public sealed class StatutoryLimitTests
{
    private static readonly StatutoryLimits Law = CaseLife.UsualPolicy.Law;

    [TestCase("2026-04-14T23:59:59.9999999+08:00", Regime.Order20)]
    [TestCase("2026-04-15T00:00:00+08:00", Regime.Order121)]
    [TestCase("2026-04-14T15:59:59.9999999Z", Regime.Order20)]
    [TestCase("2026-04-14T16:00:00Z", Regime.Order121)]
    [TestCase("2026-04-15T01:30:00+10:00", Regime.Order20)]
    [TestCase("2020-01-01T00:00:00+08:00", Regime.Order20)]
    public void RegimeOf_ByTheShanghaiDayOfReceipt_ChoosesTheOrder(string arrivedAt, Regime expected) =>
        Assert.That(Law.Book.OrderOf(At(arrivedAt)).Regime, Is.EqualTo(expected));

    [Test]
    public void AtReceipt_OfAComplaint_OpensAcceptInSevenAndRouteInTwoWorkingDays()
    {
        var rows = Law.AtReceipt(CaseLife.NewId(), Kind.Complaint, At("2026-09-24T23:30:00+08:00")).ToList();

        Assert.That(
            rows.Select(d => (d.Stage, d.Regime)),
            Is.EqualTo(new[] { (Stage.Accept, Regime.Order121), (Stage.Route, Regime.Order121) })
        );
        Assert.That(rows[0].LastDay, Is.EqualTo(new DateOnly(2026, 10, 12)));
        Assert.That(rows[0].DueAt, Is.EqualTo(At("2026-10-13T00:00:00+08:00")));
        Assert.That(rows[0].StartedAt, Is.EqualTo(At("2026-09-24T23:30:00+08:00")));
        Assert.That(
            rows[1].LastDay,
            Is.EqualTo(new DateOnly(2026, 9, 29)),
            "25 to 27 September is the Mid-Autumn holiday"
        );
    }

    [Test]
    public void AtReceipt_OfAReport_OpensVerifyInFifteenWorkingDays()
    {
        var rows = Law.AtReceipt(CaseLife.NewId(), Kind.Report, At("2026-09-18T10:00:00+08:00")).ToList();

        Assert.That(rows.Select(d => d.Stage), Is.EqualTo(new[] { Stage.Verify, Stage.Route }));
        Assert.That(rows[0].LastDay, Is.EqualTo(new DateOnly(2026, 10, 15)));
    }

    [Test]
    public void AtReceipt_WhenArrivedLateInUtc_CountsFromTheShanghaiDay()
    {
        // 16:30 UTC on the 13th is already the 14th in Shanghai.
        var rows = Law.AtReceipt(CaseLife.NewId(), Kind.Complaint, At("2026-03-13T16:30:00Z")).ToList();

        Assert.That(rows[0].Regime, Is.EqualTo(Regime.Order20));
        Assert.That(rows[0].LastDay, Is.EqualTo(new DateOnly(2026, 3, 24)));
    }

    [Test]
    public void AtReceipt_WhenTheYearHasNoData_IsProvisional() =>
        Assert.That(
            Law.AtReceipt(CaseLife.NewId(), Kind.Complaint, At("2027-03-14T09:00:00+08:00")),
            Has.All.Matches<Deadline>(d => d.Provisional)
        );

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text);
}
