using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Unit.Cases;

namespace Unit.Law;

/// <summary>The complainant is told within the days of the decision itself (Order 121 Art. 15).</summary>
public sealed class TellDecisionTests
{
    [TestCase(Step.Accept)]
    [TestCase(Step.Refuse)]
    public void ADecision_IsOwedToTheComplainant_ToTheSameLastDay(string step)
    {
        var life = Acknowledged();
        life.Do(step, life.OfUnit());

        var tell = Tell(life);
        var decided = life.It.Deadlines.Single(d => d.Stage == Stage.Accept);
        Assert.That((tell.IsOpen, tell.LastDay, tell.DueAt), Is.EqualTo((true, decided.LastDay, decided.DueAt)));
        Assert.That(tell.Basis!.Article, Is.EqualTo("第十五条"));
        Assert.That(Lifecycle.Allowed(life.It), Does.Not.Contain(Step.Anonymise), "something is still owed");

        life.Do(Step.TellDecision, CaseLife.Operator);

        Assert.That(Tell(life).MetAt, Is.EqualTo(life.Now));
        Assert.That(life.Last.Feed, Is.Empty, "the province reads the decision, not the call");
        Assert.That(life.Refused(Step.TellDecision, CaseLife.Operator).Kind, Is.EqualTo(RefusalKind.NotAllowedNow));
    }

    [Test]
    public void WhatIsNotTold_IsMissedOnce_AndClimbsTheLadder()
    {
        var life = Acknowledged();
        life.Do(Step.Refuse, life.OfUnit()).After(TimeSpan.FromDays(20));

        life.Do(new PassTime(life.Call(Actor.Clock)));

        Assert.That(Tell(life).MissedAt, Is.EqualTo(Tell(life).DueAt));
        Assert.That(
            life.Last.Events.Count(e => e.Type == EventType.Missed),
            Is.EqualTo(1),
            "the decision itself was in time"
        );
        Assert.That(life.Last.Owed, Is.Not.Empty);
    }

    [Test]
    public void AWithdrawal_EndsIt()
    {
        var life = Acknowledged();
        life.Do(Step.Accept, life.OfUnit()).Do(Step.Withdraw, life.OfUnit());

        Assert.That(Tell(life).CancelledAt, Is.EqualTo(life.Now));
    }

    [Test]
    public void Handling_TellsNobodyOfTheDecision_ButTheReplyDoes()
    {
        var life = Acknowledged();
        life.Do(Step.Accept, life.OfUnit()).Do(Step.Handle, life.OfUnit());
        Assert.That(Tell(life).IsOpen, Is.True);

        life.Do(Step.Reply, CaseLife.Operator);
        Assert.That(Tell(life).MetAt, Is.EqualTo(life.Now), "the reply says it");
    }

    [Test]
    public void ADecisionThatCameTooLate_IsToldTooLateFromTheStart_AndClimbsTheLadderOnce()
    {
        var life = Acknowledged();
        life.After(TimeSpan.FromDays(20)).Do(Step.Accept, life.OfUnit());

        var tell = Tell(life);
        Assert.That(
            (tell.MissedAt, tell.FoundLate, tell.IsOpen),
            Is.EqualTo(((DateTimeOffset?)tell.DueAt, false, true))
        );
        Assert.That(life.Timeline.Count(e => e.Type == EventType.Missed), Is.EqualTo(2), "each miss stands there");
        Assert.That(life.Owed.Select(o => o.DeadlineId), Has.None.EqualTo(tell.Id));
        life.After(TimeSpan.FromDays(1));
        Assert.That(life.Try(new PassTime(life.Call(Actor.Clock))), Is.InstanceOf<Decision.Unchanged>());
    }

    private static CaseLife Acknowledged()
    {
        var life = CaseLife.Begin(CaseLife.OutsideWindow).RouteTo(Team.Coordination);
        return life.Do(Step.Acknowledge, life.OfUnit());
    }

    private static Deadline Tell(CaseLife life) => life.It.Deadlines.Single(d => d.Stage == Stage.TellDecision);
}
