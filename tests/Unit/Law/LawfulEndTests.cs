using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Documents;
using Shared.Contracts.Cases.Steps;
using Unit.Cases;

namespace Unit.Law;

/// <summary>What the case's own order does not know, or what contradicts an earlier decision, is refused by its field.</summary>
public sealed class LawfulEndTests
{
    private static readonly DateTimeOffset Under20 = Shanghai.At(2026, 3, 17, 10);
    private static readonly DateTimeOffset Under121 = CaseLife.OutsideWindow;

    [TestCase("identityRefused", false)]
    [TestCase("notConsumer", true)]
    public void Refuse_OnlyOnAGroundOfItsOrder(string ground, bool allowedUnder20)
    {
        foreach (var (at, isAllowed) in new[] { (Under20, allowedUnder20), (Under121, true) })
        {
            var life = Acknowledged(Kind.Complaint, at);
            var decision = life.Try(new Refuse(life.Call(life.OfUnit())) { Ground = ground, Reason = "如所述" });

            Assert.That(decision, isAllowed ? Is.InstanceOf<Decision.Changed>() : Is.InstanceOf<Decision.Refused>());
            if (decision is Decision.Refused { Refusal: var refusal })
            {
                Assert.That((refusal.Kind, refusal.Field), Is.EqualTo((RefusalKind.Invalid, "ground")));
                Assert.That(refusal.Message, Does.Contain("第十五条没有这一情形"));
            }
        }
    }

    [Test]
    public void AMediation_EndsOnlyOnAGroundOfItsOrder_AndNeverWithout()
    {
        var by20 = Accepted(Under20);
        var by121 = Accepted(Under121);

        Assert.That(Ended(by20, "partyGone").Field, Is.EqualTo("ground"));
        Assert.That(Ended(by20, "partyGone").Message, Does.Contain("第二十一条没有这一情形"));
        Assert.That(by121.Try(End(by121, "partyGone")), Is.InstanceOf<Decision.Changed>());
        Assert.That(Ended(by20, null).Field, Is.EqualTo("ground"));
        Assert.That(Ended(by121, null).Message, Does.Contain("第二十三条"));
    }

    [Test]
    public void WhatAPageOffers_IsWhatTheOrderKnows()
    {
        var by20 = OrderWords.Of(Accepted(Under20).It);
        var by121 = OrderWords.Of(Accepted(Under121).It);

        Assert.That(by20.EndChoices.Entries.Select(e => e.Code), Has.No.Member("partyGone"));
        Assert.That(by20.RefusalChoices.Entries.Select(e => e.Code), Has.No.Member("identityRefused"));
        Assert.That(by121.EndChoices.Entries, Has.Count.EqualTo(8));
        Assert.That(by121.RefusalChoices.Entries, Has.Count.EqualTo(7));
    }

    [Test]
    public void TimeUp_IsTakenOnlyWhenTheMediationLimitHasPassed()
    {
        foreach (var at in new[] { Under20, Under121 })
        {
            var life = Accepted(at);
            var due = life.It.Deadlines.Single(d => d.Stage == Stage.Mediate).DueAt;

            Assert.That(Ended(life, "timeUp").Message, Does.Contain("（含当日）尚未届满"));
            Assert.That(Ended(life.At(due.AddSeconds(-1)), "timeUp").Field, Is.EqualTo("ground"));
            Assert.That(life.At(due).Try(End(life, "timeUp")), Is.InstanceOf<Decision.Changed>());
        }
    }

    [Test]
    public void TimeUp_WhileAppraisalRuns_HasNotCome()
    {
        var life = Accepted(Under121).Do(Step.BeginAppraisal, CaseLife.Coordinator).After(TimeSpan.FromDays(200));

        Assert.That(Ended(life, "timeUp").Message, Does.Contain("暂停"));
    }

    [Test]
    public void AComplaintNeverAccepted_HasNoMediationToEnd()
    {
        var life = Acknowledged(Kind.Complaint, Under121);

        var refusal = life.Refused(End(life, "noAgreement"));

        Assert.That((refusal.Kind, refusal.Field), Is.EqualTo((RefusalKind.Invalid, "outcome")));
        Assert.That(Handle.Choices(life.It).Entries.Select(e => e.Code), Has.No.Member("mediationEnded"));
    }

    [TestCase("caseFiled", false, "outcome")]
    [TestCase("substantiated", true, "filedAsCase")]
    public void NotFiled_AndThenFiled_IsAContradiction(string outcome, bool filedAsCase, string field)
    {
        var life = Acknowledged(Kind.Report, Under121);
        life.Do(new DecideFiling(life.Call(life.OfUnit())) { Filed = false, Reason = "没有违法事实" });

        var refusal = life.Refused(
            new Handle(life.Call(life.OfUnit()))
            {
                Outcome = outcome,
                FiledAsCase = filedAsCase,
                Summary = "已核查",
            }
        );

        Assert.That((refusal.Kind, refusal.Field), Is.EqualTo((RefusalKind.Invalid, field)));
        Assert.That(Handle.Choices(life.It).Entries.Select(e => e.Code), Has.No.Member("caseFiled"));
    }

    [Test]
    public void AnAcceptedComplaintTakenBack_OwesBothSidesWord_UntilTheyAreTold()
    {
        foreach (var at in new[] { Under20, Under121 })
        {
            var life = Accepted(at).After(TimeSpan.FromDays(1));
            life.Do(Step.Withdraw, CaseLife.Operator);

            var notify = life.It.Deadlines.Single(d => d.Stage == Stage.Notify);
            Assert.That(
                (life.It.Status, notify.IsOpen, life.It.OwesWord),
                Is.EqualTo((CaseStatus.Withdrawn, true, true))
            );
            Assert.That(life.It.Law.MediationEnd, Is.EqualTo("withdrawnOrSettled"));
            Assert.That(life.It.Deadlines.Single(d => d.Stage == Stage.Mediate).MetAt, Is.EqualTo(life.Now));
            Assert.That(Rights.SeesPeople(CaseLife.Operator, life.It), Is.True, "whoever tells must know whom");

            life.Do(Step.Reply, CaseLife.Operator);
            Assert.That(life.It.Deadlines.Single(d => d.Stage == Stage.Notify).MetAt, Is.EqualTo(life.Now));
            Assert.That((life.It.Status, life.It.OwesWord), Is.EqualTo((CaseStatus.Withdrawn, false)));
            Assert.That(life.Refused(Step.Reply, CaseLife.Operator).Kind, Is.EqualTo(RefusalKind.NotAllowedNow));
        }
    }

    [Test]
    public void AComplaintTakenBackBeforeItWasAccepted_OwesNothing()
    {
        var life = Acknowledged(Kind.Complaint, Under121).Do(Step.Withdraw, CaseLife.Operator);

        Assert.That(life.It.Deadlines.All(d => !d.IsOpen), Is.True);
        Assert.That(life.It.Deadlines.Any(d => d.Stage == Stage.Notify), Is.False);
    }

    [Test]
    public void WhoFindsALimitRunOut_IsTheClock_WhoeverActs()
    {
        var life = Acknowledged(Kind.Complaint, Under121);
        life.At(life.It.Deadlines.Single(d => d.Stage == Stage.Accept).DueAt.AddDays(1));

        life.Do(Step.Accept, life.OfUnit());

        var found = life.Last.Events.Where(e => e.Type is EventType.Warned or EventType.Missed).ToList();
        Assert.That(found, Is.Not.Empty);
        Assert.That(found.Select(e => e.Actor), Is.All.EqualTo(Actor.Clock));
        Assert.That(life.Last.Events[^1].Actor, Is.EqualTo(life.OfUnit()));
    }

    private static Handle End(CaseLife life, string? ground) =>
        new(life.Call(life.OfUnit()))
        {
            Outcome = "mediationEnded",
            Ground = ground,
            Summary = "终止",
        };

    private static Refusal Ended(CaseLife life, string? ground) => life.Refused(End(life, ground));

    private static CaseLife Accepted(DateTimeOffset at)
    {
        var life = Acknowledged(Kind.Complaint, at);
        return life.Do(Step.Accept, life.OfUnit());
    }

    private static CaseLife Acknowledged(Kind kind, DateTimeOffset at)
    {
        var life = CaseLife.Begin(at, kind).RouteTo(Team.Coordination);
        return life.Do(Step.Acknowledge, life.OfUnit());
    }
}
