using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Duty;
using Shared.Contracts.Cases.Steps;

namespace Unit.Cases;

/// <summary>Deadlines as a case lives on: rounds, misses, warnings, reports upward, assignments.</summary>
public sealed class DeadlineTests
{
    private static readonly DateTimeOffset Start = CaseLife.InWindow;

    [Test]
    public void Handle_AfterAReturnAndReRoute_IsTheSameRow()
    {
        var life = CaseLife.Begin();
        var before = life.Deadline(Stage.Handle);

        life.Minutes(5).RouteTo(Team.RapidResponse).Minutes(5).Do(Step.Acknowledge, CaseLife.Enforcer);
        life.Minutes(5).Do(Step.Return, CaseLife.Enforcer).Minutes(5).RouteTo(Team.Coordination);
        life.Minutes(5).Do(Step.Acknowledge, CaseLife.Coordinator).Do(Step.Route, CaseLife.DutyLeader);

        Assert.That(life.It.Deadlines.Count(d => d.Stage == Stage.Handle), Is.EqualTo(1));
        Assert.That(life.Deadline(Stage.Handle), Is.EqualTo(before));
    }

    [Test]
    public void Return_OpensARoundTwoOfRoutingInDutyAndLaw()
    {
        var life = CaseLife.In(CaseStatus.Routed).Minutes(7);

        life.Do(Step.Return, CaseLife.Enforcer);

        var duty = life.Deadline(Stage.Route, Regime.Duty, 2);
        var law = life.Deadline(Stage.Route, Regime.Order20, 2);
        Assert.That((duty.StartedAt, duty.DueAt), Is.EqualTo((life.Now, life.Now.AddMinutes(15))));
        Assert.That(law.StartedAt, Is.EqualTo(life.Now));
        Assert.That(law.LastDay, Is.EqualTo(new DateOnly(2026, 3, 17)), "Monday and Tuesday");
        Assert.That(duty.IsOpen && law.IsOpen, Is.True);
        Assert.That(life.Deadline(Stage.Acknowledge).CancelledAt, Is.EqualTo(life.Now));
    }

    [Test]
    public void Return_OutsideTheWindow_OpensARoundOfTheLawOnly()
    {
        var life = CaseLife.In(CaseStatus.Routed, unit: Team.Coordination, at: CaseLife.OutsideWindow);

        life.Do(Step.Return, CaseLife.Coordinator);

        Assert.That(life.It.Deadlines, Has.None.Matches<Deadline>(d => d.Regime == Regime.Duty));
        Assert.That(life.Deadline(Stage.Route, Regime.Order121, 2).IsOpen, Is.True);
    }

    [Test]
    public void Route_Again_StartsASecondRoundOfAcknowledgement()
    {
        var life = CaseLife.In(CaseStatus.Returned).Minutes(3).RouteTo(Team.Coordination);

        Assert.That(life.Deadline(Stage.Acknowledge, round: 2).DueAt, Is.EqualTo(life.Now.AddMinutes(15)));
        Assert.That(life.Deadline(Stage.Route, Regime.Duty, 2).MetAt, Is.EqualTo(life.Now));
        Assert.That(life.Deadline(Stage.Route, Regime.Order20, 2).MetAt, Is.EqualTo(life.Now));

        life.Do(Step.Acknowledge, CaseLife.Coordinator);

        Assert.That(life.Deadline(Stage.Acknowledge, round: 2).MetAt, Is.EqualTo(life.Now));
        Assert.That(life.Deadline(Stage.Acknowledge).MetAt, Is.Null, "the first round was cancelled");
    }

    [Test]
    public void Handle_StartsTheReplyInTheWindowOnly()
    {
        var duty = CaseLife.In(CaseStatus.Handled);
        var routine = CaseLife.In(CaseStatus.Handled, unit: Team.Coordination, at: CaseLife.OutsideWindow);

        Assert.That(duty.Deadline(Stage.Reply).DueAt, Is.EqualTo(duty.Now.AddHours(2)));
        Assert.That(routine.Has(Stage.Reply), Is.False);
    }

    [Test]
    public void Handle_ImpliesAcceptanceOrVerification([Values(Kind.Complaint, Kind.Report)] Kind kind)
    {
        var life = CaseLife.In(CaseStatus.Handled, kind);

        var stage = kind == Kind.Complaint ? Stage.Accept : Stage.Verify;
        Assert.That(life.Deadline(stage, Regime.Order20).MetAt, Is.EqualTo(life.Now));
    }

    [Test]
    public void Close_LeavesNothingOpen(
        [Values(CaseStatus.Closed, CaseStatus.Withdrawn, CaseStatus.Refused)] CaseStatus end
    ) =>
        Assert.That(
            CaseLife.In(end, level: Level.Urgent).It.Deadlines,
            Has.None.Matches<Deadline>(d => d.IsOpen && d.Stage != Stage.TellDecision),
            "but for the word that a refusal owes"
        );

    [Test]
    public void Refuse_MeetsTheLimitOfAcceptance() =>
        Assert.That(CaseLife.In(CaseStatus.Refused).Deadline(Stage.Accept, Regime.Order20).MetAt, Is.Not.Null);

    [TestCase(false)]
    [TestCase(true)]
    public void Important_OpensBothReports_EachMetByItsOwnMethod(bool outsideTheWindow)
    {
        var life = CaseLife.In(
            CaseStatus.Routed,
            unit: Team.Coordination,
            at: outsideTheWindow ? CaseLife.OutsideWindow : Start
        );
        life.Minutes(1)
            .Do(new FlagImportant(life.Call(CaseLife.Coordinator)) { Level = ImportantLevel.Major, Summary = "舆情" });
        var flagged = life.Now;

        Assert.That(life.Deadline(Stage.ReportByPhone).DueAt, Is.EqualTo(flagged.AddMinutes(30)));
        Assert.That(life.Deadline(Stage.ReportInWriting).DueAt, Is.EqualTo(flagged.AddHours(1)));
        Assert.That(
            life.Last.Notifications.Select(n => n.Recipient),
            Is.EquivalentTo(new[] { Recipients.DutyLeader, Recipients.Publicity })
        );

        life.Minutes(10).Do(Report(life, ReportMethod.Writing));
        Assert.That(life.Deadline(Stage.ReportInWriting).MetAt, Is.EqualTo(life.Now));
        Assert.That(life.Deadline(Stage.ReportByPhone).IsOpen, Is.True);

        life.Minutes(10).Do(Report(life, ReportMethod.Phone));
        Assert.That(life.Deadline(Stage.ReportByPhone).MetAt, Is.EqualTo(life.Now));
    }

    [Test]
    public void Important_RaisedToSerious_StartsNoSecondClockAndNeverSinks()
    {
        var life = CaseLife.In(CaseStatus.Routed);
        life.Do(new FlagImportant(life.Call(CaseLife.Enforcer)) { Level = ImportantLevel.Major, Summary = "舆情" });
        life.Do(new FlagImportant(life.Call(CaseLife.Enforcer)) { Level = ImportantLevel.Serious, Summary = "扩大" });

        Assert.That(
            life.It.Deadlines.Count(d => d.Stage is Stage.ReportByPhone or Stage.ReportInWriting),
            Is.EqualTo(2)
        );
        Assert.That(
            life.Refused(
                new FlagImportant(life.Call(CaseLife.Enforcer)) { Level = ImportantLevel.Major, Summary = "降" }
            ).Kind,
            Is.EqualTo(RefusalKind.NotAllowedNow)
        );
    }

    [Test]
    public void Important_ReportsStayOwedAfterTheEndOfTheCase()
    {
        var life = CaseLife
            .In(CaseStatus.Routed)
            .Do(Step.Important, CaseLife.Operator)
            .Do(Step.Withdraw, CaseLife.Operator);

        Assert.That(
            life.It.Deadlines.Where(d => d.IsOpen).Select(d => d.Stage),
            Is.EquivalentTo(new[] { Stage.ReportByPhone, Stage.ReportInWriting })
        );
        Assert.That(life.Do(Step.ReportUpward, CaseLife.Operator).Deadline(Stage.ReportByPhone).MetAt, Is.Not.Null);
    }

    [Test]
    public void Assignment_ArrivesAndWaitsToBeReceived_UnderTheUpstreamClock()
    {
        var dueAt = Start.AddDays(3);
        var life = CaseLife.Begin(assignment: CaseLife.FromState(dueAt));

        Assert.That(life.It.Status, Is.EqualTo(CaseStatus.Arrived));
        Assert.That(life.Last.Messages, Is.Empty, "not routed before it is received");
        Assert.That(life.Deadline(Stage.Receive).DueAt, Is.EqualTo(Start.AddMinutes(5)));
        Assert.That(life.Deadline(Stage.Assigned, Regime.Assigned).DueAt, Is.EqualTo(dueAt));
        Assert.That(life.Has(Stage.Handle), Is.False);

        life.Minutes(4).Do(Step.Receive, CaseLife.Operator);

        Assert.That(life.It.Status, Is.EqualTo(CaseStatus.Received));
        Assert.That(life.Deadline(Stage.Receive).MetAt, Is.EqualTo(life.Now));
        Assert.That(life.Deadline(Stage.Handle).StartedAt, Is.EqualTo(life.Now));
        Assert.That(life.Last.Messages, Has.Count.EqualTo(1));

        life.RouteTo(Team.Coordination)
            .Do(Step.Acknowledge, CaseLife.Coordinator)
            .Do(Step.Handle, CaseLife.Coordinator);
        Assert.That(life.Deadline(Stage.Assigned, Regime.Assigned).IsOpen, Is.True);
        life.Do(Step.Reply, CaseLife.Coordinator);
        Assert.That(life.Deadline(Stage.Assigned, Regime.Assigned).MetAt, Is.EqualTo(life.Now));
    }

    [Test]
    public void CorrectAssignment_WithOtherContentAndDate_SaysWhatChangedAndStartsARoundTwo()
    {
        var facts = new Facts { Content = "退款", Goods = "手机" };
        var life = CaseLife.Begin(assignment: CaseLife.FromState(Start.AddDays(3)), facts: facts).Minutes(30);

        life.Do(Correction(life, facts with { Content = "退一赔三" }, Start.AddDays(2)));

        Assert.That(life.Last.Events.Select(e => e.Type), Has.Member(EventType.Corrected));
        var fields = life.Last.Events.Single(e => e.Type == EventType.Corrected).Data["fields"];
        Assert.That(fields, Is.EqualTo(new[] { "content", "upstreamDueAt" }));
        Assert.That(life.Deadline(Stage.Assigned, Regime.Assigned).CancelledAt, Is.EqualTo(life.Now));
        Assert.That(life.Deadline(Stage.Assigned, Regime.Assigned, 2).DueAt, Is.EqualTo(Start.AddDays(2)));
        Assert.That(life.It.Facts.Content, Is.EqualTo("退一赔三"));
        Assert.That(life.It.Status, Is.EqualTo(CaseStatus.Arrived));
    }

    [Test]
    public void CorrectAssignment_WithTheSameContent_ChangesNothing()
    {
        var facts = new Facts
        {
            Content = "退款",
            Demands = ["refund"],
            Vulnerable = ["child"],
        };
        var life = CaseLife.Begin(assignment: CaseLife.FromState(Start.AddDays(3)), facts: facts);

        var again = Correction(life, facts with { Demands = ["refund"], Vulnerable = ["child"] }, Start.AddDays(3));

        Assert.That(life.Try(again), Is.InstanceOf<Decision.Unchanged>());
    }

    [Test]
    public void CorrectAssignment_OfAnEndedCase_OpensNoClock()
    {
        var life = CaseLife
            .Begin(assignment: CaseLife.FromState(Start.AddDays(3)))
            .Do(Step.Withdraw, CaseLife.Operator);

        life.Do(Correction(life, new Facts { Content = "退款" }, Start.AddDays(9)));

        Assert.That(life.It.Deadlines, Has.None.Matches<Deadline>(d => d.IsOpen));
    }

    [Test]
    public void AStepTakenLate_RecordsTheMissInItsOwnChange()
    {
        var life = CaseLife.Begin().Minutes(25);

        life.RouteTo(Team.RapidResponse);

        var route = life.Deadline(Stage.Route);
        Assert.That(route.MissedAt, Is.EqualTo(Start.AddMinutes(15)));
        Assert.That(route.MissedAt, Is.EqualTo(route.DueAt));
        Assert.That(route.RecordedAt, Is.EqualTo(life.Now));
        Assert.That(route.FoundLate, Is.True);
        Assert.That(route.MetAt, Is.EqualTo(life.Now));
        Assert.That(life.Last.Events.Count(e => e.Type == EventType.Missed), Is.EqualTo(1));
        Assert.That(
            life.Last.Owed.Select(o => (o.Action, o.DueAt)),
            Is.EqualTo(
                new[]
                {
                    (EscalationAction.WarnUnit, Start.AddMinutes(15)),
                    (EscalationAction.RouteByLastRule, Start.AddMinutes(15)),
                }
            )
        );
        Assert.That(life.Last.Feed.Single(f => f.Event == EventType.Routed).InTime, Is.False);
        Assert.That(life.Deadline(Stage.Route, Regime.Order20).MissedAt, Is.Null, "the law's clock is its own");
    }

    [Test]
    public void AStepTakenLate_AfterTheClockRecordedTheMiss_RecordsNoSecond()
    {
        var life = CaseLife.Begin().Minutes(15).Tick();
        var recorded = life.Deadline(Stage.Route);

        life.Minutes(10).RouteTo(Team.RapidResponse);

        Assert.That(life.Timeline.Count(e => e.Type == EventType.Missed), Is.EqualTo(1));
        Assert.That(life.Deadline(Stage.Route).RecordedAt, Is.EqualTo(recorded.RecordedAt));
        Assert.That(life.Last.Owed, Is.Empty);
    }

    [TestCase(0, true)]
    [TestCase(-1, false)]
    public void AStep_AtTheTickOfTheDeadline_IsTooLateAndOneTickBeforeInTime(long ticks, bool missed)
    {
        var life = CaseLife.Begin().At(Start.AddMinutes(15).AddTicks(ticks));

        life.RouteTo(Team.RapidResponse);

        Assert.That(life.Deadline(Stage.Route).MissedAt, missed ? Is.EqualTo(Start.AddMinutes(15)) : Is.Null);
        Assert.That(life.Last.Feed.Single(f => f.Event == EventType.Routed).InTime, Is.EqualTo(!missed));
        Assert.That(life.Deadline(Stage.Route).FoundLate, Is.False);
    }

    [Test]
    public void PassTime_RecordsHalfFourFifthsAndMissOnceEach()
    {
        var life = CaseLife.Begin();
        var clock = () => life.Try(new PassTime(life.Call(Actor.Clock)));

        life.At(Start.AddMinutes(7.5).AddTicks(-1));
        Assert.That(clock(), Is.InstanceOf<Decision.Unchanged>());
        life.At(Start.AddMinutes(7.5)).Tick();
        Assert.That(
            life.Last.Events.Select(e => (e.Type, e.Data["percent"])),
            Is.EqualTo(new[] { (EventType.Warned, (object?)50) })
        );
        Assert.That(life.Last.Notifications.Single().Recipient, Is.EqualTo(Recipients.Centre));
        Assert.That(clock(), Is.InstanceOf<Decision.Unchanged>());
        life.At(Start.AddMinutes(12)).Tick();
        Assert.That(life.Last.Events.Select(e => e.Data["percent"]), Is.EqualTo(new object[] { 80 }));
        life.At(Start.AddMinutes(15).AddTicks(-1));
        Assert.That(clock(), Is.InstanceOf<Decision.Unchanged>());
        life.At(Start.AddMinutes(15)).Tick();
        Assert.That(life.Last.Events.Select(e => e.Type), Is.EqualTo(new[] { EventType.Missed }));
        Assert.That(life.Last.Feed.Single().InTime, Is.False);
        Assert.That(life.Deadline(Stage.Route).IsOpen, Is.True, "missed, and still owed");
        Assert.That(clock(), Is.InstanceOf<Decision.Unchanged>());
    }

    [Test]
    public void PassTime_AfterAnOutage_RecordsAllThatFellDueWithItsTrueTime()
    {
        var life = CaseLife.Begin().After(TimeSpan.FromDays(4)).Tick();

        var missed = life.It.Deadlines.Where(d => d.MissedAt is not null).ToList();
        Assert.That(
            missed.Select(d => (d.Regime, d.Stage)),
            Is.EquivalentTo(
                new[] { (Regime.Duty, Stage.Route), (Regime.Duty, Stage.Handle), (Regime.Order20, Stage.Route) }
            )
        );
        Assert.That(
            missed,
            Has.All.Matches<Deadline>(d => d.MissedAt == d.DueAt && d.FoundLate && d.RecordedAt == life.Now)
        );
        Assert.That(life.Last.Events.Count(e => e.Type == EventType.Missed), Is.EqualTo(3));
    }

    [TestCase(5, 0, false)]
    [TestCase(5, 1, true)]
    [TestCase(300, 0, false)]
    [TestCase(300, 1, true)]
    public void FoundLate_IsLaterThanTheTolerance(int toleranceSeconds, long ticksMore, bool foundLate)
    {
        var policy = CaseLife.UsualPolicy with { Tolerance = TimeSpan.FromSeconds(toleranceSeconds) };
        var life = CaseLife.Begin(policy: policy);

        life.At(Start.AddMinutes(15).AddSeconds(toleranceSeconds).AddTicks(ticksMore)).Tick();

        Assert.That(life.Deadline(Stage.Route).FoundLate, Is.EqualTo(foundLate));
    }

    [Test]
    public void TheDaysLimitOfTheLaw_EndsAtMidnightAfterItsLastDay()
    {
        var life = CaseLife.Begin(CaseLife.OutsideWindow);
        var route = life.Deadline(Stage.Route, Regime.Order121);

        Assert.That(route.DueAt, Is.EqualTo(Shanghai.At(2026, 5, 16, 0)));
        life.At(route.DueAt.AddTicks(-1)).RouteTo(Team.Coordination);
        Assert.That(life.Deadline(Stage.Route, Regime.Order121).MissedAt, Is.Null);
    }

    [Test]
    public void Deadline_Id_NamesCaseRegimeStageAndRound() =>
        Assert.That(
            Deadline.IdOf(
                Guid.Parse("01890000-0000-7000-8000-000000000001"),
                Regime.Order121,
                Stage.ReportInWriting,
                3
            ),
            Is.EqualTo("01890000-0000-7000-8000-000000000001/order121/reportInWriting/3")
        );

    private static ReportUpward Report(CaseLife life, ReportMethod method) =>
        new(life.Call(CaseLife.DutyLeader))
        {
            Method = method,
            To = "省局值班室",
            Summary = "已报告",
        };

    private static CorrectAssignment Correction(CaseLife life, Facts facts, DateTimeOffset dueAt) =>
        new(life.Call(CaseLife.Province))
        {
            Kind = life.It.Kind,
            Channel = life.It.Channel,
            Facts = facts,
            Assignment = CaseLife.FromState(dueAt),
        };
}
