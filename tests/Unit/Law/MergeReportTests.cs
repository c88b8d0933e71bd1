using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Unit.Cases;

namespace Unit.Law;

/// <summary>A repeated report: who must say what, and by which rule the limit begins again.</summary>
public sealed class MergeReportTests
{
    private static readonly Respondent Trader = new() { Name = "某作坊", CreditCode = "91140500MA0000000X" };

    [TestCase(true, "某作坊", null)]
    [TestCase(false, "某作坊", "举报人")]
    [TestCase(true, "另一作坊", "被举报人")]
    [TestCase(true, null, "被举报人")]
    public void WhatDoesNotLookLikeOneReporterAndOneParty_WantsAConfirmation(bool same, string? name, string? doubt)
    {
        var earlier = Report(CaseLife.OutsideWindow, Trader);
        var repeat = Report(CaseLife.OutsideWindow.AddDays(3), name is null ? null : new Respondent { Name = name });

        var first = Merge(repeat, earlier, same, confirmed: false);
        Assert.That(first, doubt is null ? Is.InstanceOf<Decision.Changed>() : Is.InstanceOf<Decision.Refused>());
        if (first is Decision.Refused { Refusal: var refusal })
        {
            Assert.That((refusal.Kind, refusal.Field), Is.EqualTo((RefusalKind.Invalid, "confirmed")));
            Assert.That(refusal.Message, Does.Contain(doubt));
        }
        Assert.That(Merge(repeat, earlier, same, confirmed: true), Is.InstanceOf<Decision.Changed>());
    }

    [Test]
    public void Order20_KnowsNoRestart_SoTheLimitStaysAsItIs()
    {
        var earlier = Report(Shanghai.At(2026, 3, 17, 10), Trader);
        var repeat = Report(Shanghai.At(2026, 3, 20, 10), Trader);

        var changed = (Decision.Changed)Merge(repeat, earlier, same: true, confirmed: false);

        Assert.That(changed.Changes[1].After.Deadlines, Is.EqualTo(earlier.It.Deadlines));
        Assert.That(changed.Changes[1].Events.Single().Data["limitKept"], Is.EqualTo(true));
    }

    [Test]
    public void ReportsMergedOutOfOrder_LeaveTheLimitAtTheLastOne()
    {
        var earlier = Report(Shanghai.At(2026, 5, 13, 10), Trader);
        var second = Report(Shanghai.At(2026, 5, 18, 10), Trader);
        var third = Report(Shanghai.At(2026, 5, 20, 10), Trader);

        earlier.Take(new Decision.Changed([((Decision.Changed)Merge(third, earlier, true, false)).Changes[1]]));
        var restarted = earlier.It.Deadlines.Single(d => d is { Stage: Stage.Verify, IsOpen: true });
        Assert.That(restarted.StartedAt, Is.EqualTo(Shanghai.At(2026, 5, 20, 10)));

        var merged = ((Decision.Changed)Merge(second, earlier, true, false)).Changes[1];
        Assert.That(
            merged.After.Deadlines,
            Is.EqualTo(earlier.It.Deadlines),
            "the last report was received on the 20th"
        );
        Assert.That(merged.Events.Single().Data["limitKept"], Is.EqualTo(true));
    }

    [Test]
    public void NewFactsOfAnEarlierReport_AfterTheDecision_AreVerifiedFromTheLastReport()
    {
        var earlier = Report(Shanghai.At(2026, 5, 13, 10), Trader).RouteTo(Team.Coordination);
        earlier.Do(Step.Acknowledge, earlier.OfUnit());
        var second = Report(Shanghai.At(2026, 5, 18, 10), Trader);
        var third = Report(Shanghai.At(2026, 5, 20, 10), Trader);
        earlier.Take(new Decision.Changed([((Decision.Changed)Merge(third, earlier, true, false)).Changes[1]]));
        earlier.Do(Step.DecideFiling, earlier.OfUnit());

        var merged = ((Decision.Changed)Merge(second, earlier, true, false)).Changes[1].After;

        Assert.That(
            merged.Deadlines.Last(d => d.Stage == Stage.Verify).Basis!.Restart!.Number,
            Is.EqualTo(third.It.Number.ToString()),
            "named by the report it runs from"
        );
        Assert.That(
            merged.Deadlines.Last(d => d.Stage == Stage.Verify),
            Has.Property("IsOpen").True.And.Property("StartedAt").EqualTo(Shanghai.At(2026, 5, 20, 10))
        );
    }

    [Test]
    public void ALaterReport_EndsWhatWasExtended_AndTheTimelineSaysSo()
    {
        var earlier = Report(Shanghai.At(2026, 5, 13, 10), Trader).RouteTo(Team.Coordination);
        earlier.Do(Step.Acknowledge, earlier.OfUnit()).Do(Step.Extend, earlier.OfUnit());
        var repeat = Report(Shanghai.At(2026, 5, 23, 10), Trader);

        var merged = ((Decision.Changed)Merge(repeat, earlier, true, false)).Changes[1];

        var verify = merged.After.Deadlines.Last(d => d.Stage == Stage.Verify);
        Assert.That(verify.Basis!.Extension, Is.Null, "counted anew from the last report");
        Assert.That(merged.Events.Single().Data["extensionEnds"], Is.EqualTo(true));
        Assert.That(Lifecycle.Allowed(merged.After), Does.Contain(Step.Extend), "it can be lengthened anew");
    }

    [Test]
    public void OnePerson_IsKnownByPaper_ThenTelephone_ThenName()
    {
        var person = new Person
        {
            Name = "钱八",
            Phone = "13900000001",
            IdNumber = "140502198001011234",
        };

        Assert.Multiple(() =>
        {
            Assert.That(person.IsSameAs(person with { Name = "钱老八", Phone = "13900000002" }), Is.True);
            Assert.That(person.IsSameAs(person with { IdNumber = null, Name = "钱先生" }), Is.True);
            Assert.That(person.IsSameAs(person with { IdNumber = null, Phone = "13900000002" }), Is.False);
            Assert.That(person.IsSameAs(new Person { Name = "钱八" }), Is.True);
            Assert.That(person.IsSameAs(person with { Anonymous = true }), Is.False);
            Assert.That(person.IsSameAs(null), Is.False);
        });
    }

    private static Decision Merge(CaseLife repeat, CaseLife earlier, bool same, bool confirmed) =>
        new MergeReport(repeat.Call(CaseLife.Coordinator))
        {
            Into = earlier.It.Id,
            NewFacts = true,
            Reason = "补充照片",
            HasSameReporter = same,
            Confirmed = confirmed,
        }.Decide(repeat.It, earlier.It, repeat.Policy, repeat.Now);

    private static CaseLife Report(DateTimeOffset at, Respondent? party) =>
        CaseLife.Begin(at, Kind.Report, new Facts { Content = "生产假酒", Respondent = party });
}
