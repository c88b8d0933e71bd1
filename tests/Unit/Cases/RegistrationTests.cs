using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;

namespace Unit.Cases;

/// <summary>登记: what a contact becomes, and which clocks begin.</summary>
public sealed class RegistrationTests
{
    [Test]
    public void Register_OfBoth_MakesTwoLinkedCasesWithOwnNumbersAndClocks()
    {
        var both = CaseLife.Begin([Kind.Complaint, Kind.Report]);
        var (complaint, report) = (both[0].It, both[1].It);

        Assert.That(complaint.Linked, Is.EqualTo(new[] { report.Id }));
        Assert.That(report.Linked, Is.EqualTo(new[] { complaint.Id }));
        Assert.That(complaint.Number, Is.Not.EqualTo(report.Number));
        Assert.That((complaint.Kind, report.Kind), Is.EqualTo((Kind.Complaint, Kind.Report)));
        Assert.That(complaint.Deadlines, Has.All.Matches<Deadline>(d => d.CaseId == complaint.Id));
        Assert.That(report.Deadlines, Has.All.Matches<Deadline>(d => d.CaseId == report.Id));
        Assert.That(both[0].Has(Stage.Accept, Regime.Order20), Is.True);
        Assert.That(both[0].Has(Stage.Verify, Regime.Order20), Is.False);
        Assert.That(both[1].Has(Stage.Verify, Regime.Order20), Is.True);
        Assert.That(both[1].Has(Stage.Accept, Regime.Order20), Is.False);
        Assert.That(
            both.SelectMany(l => l.Last.Messages).Select(m => m.CaseId),
            Is.EqualTo(new[] { complaint.Id, report.Id })
        );
    }

    [Test]
    public void Both_WhenOneEnds_TheOtherRunsOn()
    {
        var both = CaseLife.Begin([Kind.Complaint, Kind.Report]);

        both[0].Do(Step.Withdraw, CaseLife.Operator);

        Assert.That(both[1].It.Status, Is.EqualTo(CaseStatus.Received));
        Assert.That(both[1].It.Deadlines.Count(d => d.IsOpen), Is.EqualTo(4));
    }

    [Test]
    public void Register_OfAConsultation_IsClosedAtOnceWithoutClocksRouteOrFeed()
    {
        var life = CaseLife.Begin(kind: Kind.Consultation);

        Assert.That(life.It.Status, Is.EqualTo(CaseStatus.Closed));
        Assert.That(life.It.Deadlines, Is.Empty);
        Assert.That(life.Last.Messages, Is.Empty);
        Assert.That(life.Last.Feed, Is.Empty);
        Assert.That(life.Timeline.Select(e => e.Type), Is.EqualTo(new[] { EventType.Registered, EventType.Closed }));
        Assert.That(
            life.Try(new RouteByRules(life.Call(Actor.Router)) { By = RoutedBy.Sweep }),
            Is.InstanceOf<Decision.Unchanged>()
        );
    }

    [Test]
    public void Register_InTheWindow_StartsTheDutyClocksBesideTheLaws()
    {
        var life = CaseLife.Begin(CaseLife.InWindow);
        var now = CaseLife.InWindow;

        Assert.That(life.It.Status, Is.EqualTo(CaseStatus.Received));
        Assert.That(life.It.Lane, Is.EqualTo(Lane.Duty));
        Assert.That(life.It.Version, Is.EqualTo(1));
        Assert.That(
            life.It.Deadlines.Select(d => (d.Regime, d.Stage, d.Round, d.IsOpen)),
            Is.EquivalentTo(
                new[]
                {
                    (Regime.Order20, Stage.Accept, 1, true),
                    (Regime.Order20, Stage.Route, 1, true),
                    (Regime.Duty, Stage.Receive, 1, false),
                    (Regime.Duty, Stage.Route, 1, true),
                    (Regime.Duty, Stage.Handle, 1, true),
                }
            )
        );
        Assert.That(life.Deadline(Stage.Receive).MetAt, Is.EqualTo(now));
        Assert.That(life.Deadline(Stage.Route).DueAt, Is.EqualTo(now.AddMinutes(15)));
        Assert.That(life.Deadline(Stage.Handle).DueAt, Is.EqualTo(now.AddHours(24)));
        Assert.That(
            life.Last.Messages.Single(),
            Is.EqualTo(new Shared.Contracts.Messages.RouteCase(life.It.Id, 1, Lane.Duty))
        );
    }

    [Test]
    public void Register_OutsideTheWindow_StartsOnlyTheLawsClocks()
    {
        var life = CaseLife.Begin(CaseLife.OutsideWindow, level: Level.Critical);

        Assert.That(life.It.Lane, Is.EqualTo(Lane.Routine));
        Assert.That(
            life.It.Deadlines.Select(d => (d.Regime, d.Stage)),
            Is.EquivalentTo(new[] { (Regime.Order121, Stage.Accept), (Regime.Order121, Stage.Route) })
        );
        Assert.That(life.Last.Messages.Single().Lane, Is.EqualTo(Lane.Routine));
    }

    [Test]
    public void Register_ByTheTickOfArrival_ChoosesTheLane()
    {
        var opening = Shanghai.At(2026, 3, 14, 8);

        Assert.That(CaseLife.Begin(opening, arrivedAt: opening.AddTicks(-1)).It.Lane, Is.EqualTo(Lane.Routine));
        Assert.That(CaseLife.Begin(opening, arrivedAt: opening).It.Lane, Is.EqualTo(Lane.Duty));
        var end = Shanghai.At(2026, 3, 16, 18);
        Assert.That(CaseLife.Begin(end, arrivedAt: end.AddTicks(-1)).It.Lane, Is.EqualTo(Lane.Duty));
        Assert.That(CaseLife.Begin(end, arrivedAt: end).It.Lane, Is.EqualTo(Lane.Routine));
    }

    [Test]
    public void Register_FiveMinutesAfterArrival_RecordsTheMissedReceiptInItsOwnChange()
    {
        var late = CaseLife.Begin(CaseLife.InWindow, arrivedAt: CaseLife.InWindow.AddMinutes(-5));
        var justInTime = CaseLife.Begin(CaseLife.InWindow, arrivedAt: CaseLife.InWindow.AddMinutes(-5).AddTicks(1));

        Assert.That(late.Deadline(Stage.Receive).MissedAt, Is.EqualTo(CaseLife.InWindow));
        Assert.That(late.Timeline.Count(e => e.Type == EventType.Missed), Is.EqualTo(1));
        Assert.That(late.It.ReceivedAt, Is.EqualTo(CaseLife.InWindow), "routing and handling begin at receipt");
        Assert.That(justInTime.Deadline(Stage.Receive).MissedAt, Is.Null);
    }

    [Test]
    public void Register_OfAnUrgentCaseInTheWindow_OwesAFirstFeedbackInTwoHours()
    {
        var life = CaseLife.Begin(level: Level.Urgent);

        Assert.That(life.Deadline(Stage.FirstFeedback).DueAt, Is.EqualTo(CaseLife.InWindow.AddHours(2)));
        Assert.That(life.Has(Stage.OnSite), Is.False, "only the team visits");
    }

    [TestCase("urban", 30)]
    [TestCase(null, 30)]
    [TestCase("yangcheng", 90)]
    public void Route_OfAnUrgentCaseToTheTeam_OwesAVisitCountedFromReceipt(string? district, int minutes)
    {
        var life = CaseLife.Begin(level: Level.Critical, facts: new Facts { District = district }).Minutes(10);

        life.RouteTo(Team.RapidResponse);

        Assert.That(life.Deadline(Stage.OnSite).StartedAt, Is.EqualTo(CaseLife.InWindow));
        Assert.That(life.Deadline(Stage.OnSite).DueAt, Is.EqualTo(CaseLife.InWindow.AddMinutes(minutes)));
    }

    [Test]
    public void Route_OfAnUrgentCaseToTheSection_OwesNoVisit() =>
        Assert.That(CaseLife.Begin(level: Level.Urgent).RouteTo(Team.Coordination).Has(Stage.OnSite), Is.False);

    [Test]
    public void Progress_MeetsTheFirstFeedbackAndOnSiteOnlyWhenThere()
    {
        var life = CaseLife.Begin(level: Level.Urgent).RouteTo(Team.RapidResponse);
        life.Do(Step.Acknowledge, CaseLife.Enforcer).Minutes(5).Do(Step.Progress, CaseLife.Enforcer);

        Assert.That(life.Deadline(Stage.FirstFeedback).MetAt, Is.EqualTo(life.Now));
        Assert.That(life.Deadline(Stage.OnSite).IsOpen, Is.True);

        life.Minutes(5).Do(new Progress(life.Call(CaseLife.Enforcer)) { Summary = "已到现场", OnSite = true });

        Assert.That(life.Deadline(Stage.OnSite).MetAt, Is.EqualTo(life.Now));
        Assert.That(life.Last.Feed.Single().Stage, Is.EqualTo(Stage.OnSite));
        Assert.That(life.Last.Feed.Single().InTime, Is.True);
    }

    [Test]
    public void Register_WhenTheSerialsOfTheDayAreUsedUp_IsRefused()
    {
        var register = new Register(CaseLife.NewId(), CaseLife.Operator)
        {
            CaseIds = [CaseLife.NewId()],
            Kinds = [Kind.Complaint],
            Channel = Channel.Phone,
            Facts = new Facts(),
        };

        var decision = register.Decide(
            [new CaseNumber("140500", new(2026, 3, 14), 1_000_000)],
            CaseLife.UsualPolicy,
            CaseLife.InWindow
        );

        Assert.That(decision, Is.InstanceOf<Decision.Refused>());
    }

    [Test]
    public void Incomplete_ByKind_NamesWhatTheLawWantsAndRefusesNothing()
    {
        var life = CaseLife.Begin([Kind.Complaint, Kind.Report], facts: new Facts());
        string[] ofTheMatter = ["respondent.name", "respondent.address", "content"];

        Assert.That(
            life[0].It.Incomplete,
            Is.EquivalentTo(
                (string[])["complainant.name", "complainant.phone", "complainant.address", "demands", .. ofTheMatter]
            )
        );
        Assert.That(life[1].It.Incomplete, Is.EquivalentTo(ofTheMatter), "a reporter may be anonymous");
        Assert.That(CaseLife.Begin(kind: Kind.Consultation, facts: new Facts()).It.Incomplete, Is.Empty);
    }

    [Test]
    public void Timeline_OfARegistration_HoldsNoPersonalData()
    {
        var register = new Register(CaseLife.NewId(), CaseLife.Operator)
        {
            CaseIds = [CaseLife.NewId()],
            Kinds = [Kind.Complaint],
            Channel = Channel.Phone,
            Facts = new Facts { Content = "退款" },
            Person = new Person { Name = "王小明", Phone = "13812345678" },
        };

        var change = (
            (Decision.Changed)
                register.Decide(
                    [new CaseNumber("140500", new(2026, 3, 14), 1)],
                    CaseLife.UsualPolicy,
                    CaseLife.InWindow
                )
        ).Changes[0];

        var text = System.Text.Json.JsonSerializer.Serialize(
            new
            {
                change.Events,
                change.Feed,
                change.Messages,
                change.Notifications,
            },
            Shared.Contracts.Cases.Routing.RuleSet.Json
        );
        Assert.That(change.Person, Is.EqualTo(register.Person));
        Assert.That(text, Does.Not.Contain("王小明").And.Not.Contain("13812345678"));
    }
}
