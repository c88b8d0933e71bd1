using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Duty;

namespace Unit.Cases;

/// <summary>The escalation ladder: what a miss owes, and what walking each step does.</summary>
public sealed class EscalationTests
{
    private static readonly DateTimeOffset Start = CaseLife.InWindow;

    [Test]
    public void RouteMissed_InTheFirstRound_RoutesAtOnceByTheLastRule()
    {
        var life = CaseLife.Begin().Minutes(15).Tick();

        life.Walk(Step(life, EscalationAction.RouteByLastRule));

        Assert.That(life.It.Status, Is.EqualTo(CaseStatus.Routed));
        Assert.That(life.It.Unit, Is.EqualTo(Team.Coordination));
        Assert.That(life.It.Routing!.By, Is.EqualTo(RoutedBy.Escalation));
        Assert.That(life.It.Routing.RuleId, Is.EqualTo("g"));
        Assert.That(life.Last.Events.Select(e => e.Type), Is.EqualTo(new[] { EventType.Escalated, EventType.Routed }));
        Assert.That(life.Deadline(Stage.Acknowledge).IsOpen, Is.True);
    }

    [Test]
    public void RouteMissed_OfAnInjury_StillRaisesAndFlagsWhenRoutedByTheLastRule()
    {
        var life = CaseLife.Begin(facts: new Facts { Injured = true }).Minutes(15).Tick();

        life.Walk(Step(life, EscalationAction.RouteByLastRule));

        Assert.That(life.It.Level, Is.EqualTo(Level.Urgent));
        Assert.That(life.It.Important, Is.EqualTo(ImportantLevel.Major));
    }

    [Test]
    public void RouteMissed_OfAReturnedCase_TellsTheDutyLeaderAndRoutesNothing()
    {
        var life = CaseLife.In(CaseStatus.Returned).Minutes(15).Tick();
        var owed = life.Last.Owed.ToList();

        Assert.That(
            owed.Select(o => o.Action),
            Is.EqualTo(new[] { EscalationAction.WarnUnit, EscalationAction.TellDutyLeader })
        );
        life.Walk(owed[1]);
        Assert.That(life.It.Status, Is.EqualTo(CaseStatus.Returned));
        Assert.That(life.Last.Notifications.Single().Recipient, Is.EqualTo(Recipients.DutyLeader));
    }

    [Test]
    public void AcknowledgeMissed_TellsTheDutyLeaderAndAfterAsLongAgainOpensToTheSection()
    {
        var life = CaseLife.In(CaseStatus.Routed).Minutes(15).Tick();

        Assert.That(
            life.Last.Owed.Select(o => (o.Action, o.DueAt)),
            Is.EqualTo(
                new[]
                {
                    (EscalationAction.WarnUnit, Start.AddMinutes(15)),
                    (EscalationAction.TellDutyLeader, Start.AddMinutes(15)),
                    (EscalationAction.OpenToCoordination, Start.AddMinutes(30)),
                }
            )
        );
        life.Walk(Step(life, EscalationAction.WarnUnit));
        Assert.That(life.Last.Notifications.Single().Recipient, Is.EqualTo("rapidResponse"));
        life.Walk(Step(life, EscalationAction.TellDutyLeader));
        Assert.That(life.Last.Notifications.Single().Recipient, Is.EqualTo(Recipients.DutyLeader));
        Assert.That(
            life.Refused(Shared.Contracts.Cases.Step.Acknowledge, CaseLife.Coordinator).Kind,
            Is.EqualTo(RefusalKind.NotPermitted),
            "not yet open"
        );

        life.At(Start.AddMinutes(30)).Walk(Step(life, EscalationAction.OpenToCoordination));
        Assert.That(life.It.OpenTo, Is.EqualTo(Team.Coordination));
        Assert.That(life.It.Unit, Is.EqualTo(Team.RapidResponse));
        Assert.That(life.Last.Notifications.Single().Recipient, Is.EqualTo("coordination"));

        life.Do(Shared.Contracts.Cases.Step.Acknowledge, CaseLife.Coordinator);
        Assert.That(life.It.Unit, Is.EqualTo(Team.Coordination));
        Assert.That(life.It.OpenTo, Is.Null);
        Assert.That(life.Last.Events.Single().Data["takenFrom"], Is.EqualTo("rapidResponse"));
        Assert.That(life.Last.Notifications.Select(n => n.Recipient), Is.EqualTo(new[] { "rapidResponse" }));
        Assert.That(
            life.Refused(Shared.Contracts.Cases.Step.Handle, CaseLife.Enforcer).Kind,
            Is.EqualTo(RefusalKind.NotFound)
        );
    }

    [Test]
    public void AcknowledgeMissed_WhenOpenToTheSection_TheUnitItselfMayStillAcknowledge()
    {
        var life = CaseLife.In(CaseStatus.Routed).Minutes(15).Tick().Minutes(15);
        life.Walk(Step(life, EscalationAction.OpenToCoordination));

        life.Do(Shared.Contracts.Cases.Step.Acknowledge, CaseLife.Enforcer);

        Assert.That(life.It.Unit, Is.EqualTo(Team.RapidResponse));
        Assert.That(life.It.OpenTo, Is.Null);
        Assert.That(life.Last.Events.Single().Data.ContainsKey("takenFrom"), Is.False);
    }

    [TestCase(CaseStatus.Acknowledged, Stage.Handle, 24 * 60)]
    [TestCase(CaseStatus.Handled, Stage.Reply, 120)]
    public void HandleOrReplyMissed_TellsTheDutyLeaderAndEntersTheDailyList(CaseStatus status, Stage stage, int minutes)
    {
        var life = CaseLife.In(status).Minutes(minutes).Tick();
        var owed = life.Last.Owed.Where(o => o.DeadlineId == life.Deadline(stage).Id).ToList();

        Assert.That(
            owed.Select(o => o.Action),
            Is.EqualTo(
                new[] { EscalationAction.WarnUnit, EscalationAction.TellDutyLeader, EscalationAction.AddToDailyList }
            )
        );
        foreach (var step in owed)
        {
            life.Walk(step);
            Assert.That(life.Last.Events.Single().Type, Is.EqualTo(EventType.Escalated));
            Assert.That(life.Last.Walked, Is.EqualTo(new[] { (step.DeadlineId, step.Step) }));
        }
        Assert.That(life.Timeline.Count(e => e.Type == EventType.Escalated), Is.EqualTo(3));
    }

    [Test]
    public void Walk_WhenTheDeadlineHasEndedMeanwhile_CountsWithoutAnEvent()
    {
        var life = CaseLife.Begin().Minutes(15).Tick();
        var step = Step(life, EscalationAction.RouteByLastRule);
        life.RouteTo(Team.RapidResponse);
        var routing = life.It.Routing;

        life.Walk(step);

        Assert.That(life.Last.Events, Is.Empty);
        Assert.That(life.Last.Notifications, Is.Empty);
        Assert.That(life.Last.Walked, Is.EqualTo(new[] { (step.DeadlineId, step.Step) }));
        Assert.That(life.It.Routing, Is.SameAs(routing));
        Assert.That(life.It.Unit, Is.EqualTo(Team.RapidResponse));
    }

    [Test]
    public void Walk_OfTheDailyList_IsWrittenEvenAfterTheStepWasTaken()
    {
        var life = CaseLife.In(CaseStatus.Handled).Minutes(120).Tick();
        var step = Step(life, EscalationAction.AddToDailyList);
        life.Do(Shared.Contracts.Cases.Step.Reply, CaseLife.Operator);

        life.Walk(step);

        Assert.That(life.Last.Events.Single().Data["action"], Is.EqualTo("addToDailyList"));
    }

    [Test]
    public void Escalated_NeverEntersTheProvincesFeed()
    {
        var life = CaseLife.In(CaseStatus.Routed).Minutes(15).Tick();

        life.Walk(Step(life, EscalationAction.TellDutyLeader));

        Assert.That(life.Last.Feed, Is.Empty);
    }

    [Test]
    public void Ladder_OfEveryMissThatTheDutyPlanNames_TellsSomebody()
    {
        foreach (
            var stage in Enum.GetValues<Stage>()
                .Where(s => s is not (Stage.DailyReport or Stage.Mediate or Stage.Notify or Stage.TellReporter))
        )
        {
            Assert.That(EscalationLadder.Default, Has.Some.Matches<EscalationStep>(s => s.Stage == stage), $"{stage}");
        }
    }

    private static OwedStep Step(CaseLife life, EscalationAction action) => life.Owed.Last(o => o.Action == action);
}
