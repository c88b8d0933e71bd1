using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;

namespace Unit.Cases;

/// <summary>督办, 催办 from above: an answer is owed by a clock of its own.</summary>
public sealed class SupervisionTests
{
    private static readonly Actor Province = new("key:province", "省局", Role.Province, null);

    private static CaseLife Assigned() =>
        CaseLife
            .Begin(assignment: new Assignment(AssignedBy.Province, "P-1", null))
            .Do(Step.Receive, CaseLife.Operator)
            .RouteTo(Team.Coordination)
            .Do(Step.Acknowledge, CaseLife.Coordinator);

    [TestCase(Step.Progress)]
    [TestCase(Step.Handle)]
    public void TheNextWord_AnswersIt(string word)
    {
        var life = Assigned().Do(Step.Supervise, Province);
        var owed = life.Deadline(Stage.Supervised, Regime.Assigned);
        Assert.That(owed.DueAt, Is.EqualTo(life.Now.AddHours(24)));
        Assert.That(
            life.Last.Notifications.Select(n => n.Recipient),
            Is.EquivalentTo([Recipients.Of(Team.Coordination), Recipients.DutyLeader])
        );
        Assert.That(life.Last.Feed.Single().Event, Is.EqualTo(EventType.Supervised));

        life.Do(word, CaseLife.Coordinator);

        Assert.That(life.Deadline(Stage.Supervised, Regime.Assigned).MetAt, Is.EqualTo(life.Now));
    }

    [Test]
    public void TheWordOfProgress_SaysInTheFeedWhetherItWasInTime()
    {
        var life = Assigned().Do(Step.Supervise, Province);
        var due = life.Deadline(Stage.Supervised, Regime.Assigned).DueAt;

        life.Do(Step.Progress, CaseLife.Coordinator);

        var entry = life.Last.Feed.Single();
        Assert.That((entry.Stage, entry.DueAt, entry.InTime), Is.EqualTo((Stage.Supervised, due, true)));
    }

    [Test]
    public void OfSeveralAsks_TheEarliestCounts_AndNoOtherClockMoves()
    {
        var life = Assigned();
        var before = life.It.Deadlines;
        life.Do(Step.Supervise, Province);
        var usual = life.Deadline(Stage.Supervised, Regime.Assigned);
        var soon = life.Now.AddHours(2);

        life.Do(
            new Supervise(life.Call(Province))
            {
                Kind = Supervision.Supervise,
                Content = "专报",
                DueAt = soon,
            }
        );
        life.Do(Step.Supervise, Province);

        Assert.That(
            life.Deadline(Stage.Supervised, Regime.Assigned, 1),
            Is.EqualTo(usual with { CancelledAt = life.Now })
        );
        Assert.That(
            life.Deadline(Stage.Supervised, Regime.Assigned, 2).DueAt,
            Is.EqualTo(soon),
            "a later time loosens nothing"
        );
        Assert.That(life.It.Deadlines.Take(before.Count), Is.EqualTo(before));
    }

    [Test]
    public void AnAskAfterAMissedOne_BeginsAnew_AndTheMissStays()
    {
        var life = Assigned().Do(Step.Supervise, Province).After(TimeSpan.FromHours(25));

        life.Do(Step.Supervise, Province);

        Assert.That(life.Deadline(Stage.Supervised, Regime.Assigned, 1).MissedAt, Is.Not.Null);
        Assert.That(life.Deadline(Stage.Supervised, Regime.Assigned, 2).DueAt, Is.EqualTo(life.Now.AddHours(24)));
    }

    [Test]
    public void WhatIsNotAssigned_OrHasEnded_OrIsDueBeforeNow_IsRefused()
    {
        var own = CaseLife.In(CaseStatus.Acknowledged);
        Assert.That(own.Refused(Step.Supervise, CaseLife.Operator).Kind, Is.EqualTo(RefusalKind.NotAllowedNow));

        var life = Assigned();
        var late = new Supervise(life.Call(Province))
        {
            Kind = Supervision.Chase,
            Content = "催",
            DueAt = life.Now,
        };
        Assert.That(life.Refused(late).Field, Is.EqualTo("dueAt"));
        Assert.That(life.Refused(Step.Supervise, CaseLife.Coordinator).Kind, Is.EqualTo(RefusalKind.NotPermitted));

        life.Do(Step.Withdraw, CaseLife.Operator);
        Assert.That(life.Refused(Step.Supervise, Province).Kind, Is.EqualTo(RefusalKind.NotAllowedNow));
    }
}
