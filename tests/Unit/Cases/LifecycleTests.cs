using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;

namespace Unit.Cases;

/// <summary>Which step a case allows in which status, and how all others are refused.</summary>
public sealed class LifecycleTests
{
    private static readonly string[] AllSteps =
    [
        Step.Receive,
        Step.Route,
        Step.Acknowledge,
        Step.Return,
        Step.Progress,
        Step.Accept,
        Step.Refuse,
        Step.Handle,
        Step.Reply,
        Step.Close,
        Step.Withdraw,
        Step.Important,
        Step.ReportUpward,
        Step.Claim,
        Step.Amend,
        Step.AddContact,
        Step.Attach,
        Step.AskMaterial,
        Step.Transfer,
        Step.IssueDocument,
        Step.CallBack,
        Step.Supervise,
        Step.TellDecision,
        Step.Anonymise,
    ];

    /// <summary>What a case allows until its end, whatever its status.</summary>
    private static readonly string[] UntilTheEnd = [Step.Important, Step.Amend, Step.AddContact, Step.Attach];

    /// <summary>The same once it is received: then there is something to put on paper.</summary>
    private static readonly string[] OnceReceived = [.. UntilTheEnd, Step.IssueDocument];

    /// <summary>The life of a complaint nobody flagged, as the duty plan and the law tell it.</summary>
    private static readonly Dictionary<CaseStatus, string[]> Life = new()
    {
        // Only what those above have assigned waits to be received.
        [CaseStatus.Arrived] = [Step.Receive, Step.Withdraw, Step.Supervise, .. UntilTheEnd],
        [CaseStatus.Received] = [Step.Route, Step.Withdraw, .. OnceReceived],
        [CaseStatus.Routed] = [Step.Acknowledge, Step.Return, Step.Route, Step.Withdraw, .. OnceReceived],
        [CaseStatus.Acknowledged] =
        [
            Step.Handle,
            Step.Progress,
            Step.Accept,
            Step.Refuse,
            Step.Return,
            Step.Route,
            Step.Withdraw,
            Step.Claim,
            Step.AskMaterial,
            Step.Transfer,
            .. OnceReceived,
        ],
        [CaseStatus.Returned] = [Step.Route, Step.Withdraw, .. OnceReceived],
        [CaseStatus.Handled] = [Step.Reply, Step.Progress, .. OnceReceived],
        [CaseStatus.Replied] = [Step.Close, .. OnceReceived],
        [CaseStatus.Closed] = [Step.IssueDocument, Step.CallBack, Step.Anonymise],
        [CaseStatus.Withdrawn] = [Step.IssueDocument, Step.Anonymise],
        [CaseStatus.Refused] = [Step.IssueDocument, Step.TellDecision],
    };

    private static IEnumerable<TestCaseData> Pairs(bool allowed) =>
        from status in Enum.GetValues<CaseStatus>()
        from step in AllSteps
        where Life[status].Contains(step) == allowed
        select new TestCaseData(status, step);

    private static IEnumerable<TestCaseData> AllowedPairs() => Pairs(true);

    private static IEnumerable<TestCaseData> OtherPairs() => Pairs(false);

    [TestCaseSource(nameof(AllowedPairs))]
    public void Decide_WhenTheStatusAllowsTheStep_ChangesTheCase(CaseStatus status, string step)
    {
        var life = CaseLife.In(status);
        var version = life.It.Version;

        life.Do(step, WhoTakes(step, life.It));

        Assert.That(life.It.Version, Is.EqualTo(version + 1));
        Assert.That(life.Last.Events, Is.Not.Empty);
    }

    [TestCaseSource(nameof(OtherPairs))]
    public void Decide_WhenTheStatusDoesNotAllowTheStep_RefusesAndSaysWhatIsAllowed(CaseStatus status, string step)
    {
        var life = CaseLife.In(status);

        var refusal = life.Refused(step, WhoTakes(step, life.It));

        Assert.That(refusal.Kind, Is.EqualTo(RefusalKind.NotAllowedNow));
        Assert.That(refusal.Status, Is.EqualTo(status));
        Assert.That(refusal.Allowed, Is.EquivalentTo(Life[status]));
        Assert.That(refusal.Message, Does.Match(@"\p{IsCJKUnifiedIdeographs}"));
    }

    [Test]
    public void Allowed_WhenFlaggedImportant_HoldsReportsUpwardAlsoAfterTheEnd([Values] CaseStatus status)
    {
        var flagged = CaseLife.In(status).It with { Important = ImportantLevel.Major };

        Assert.That(Lifecycle.Allows(flagged, Step.ReportUpward), Is.True);
        Assert.That(
            Lifecycle.Allows(flagged, Step.Important),
            Is.EqualTo(!flagged.IsFinal),
            "may be raised to serious"
        );
        Assert.That(
            Lifecycle.Allows(flagged with { Important = ImportantLevel.Serious }, Step.Important),
            Is.False,
            "nothing weighs more"
        );
    }

    [Test]
    public void Allowed_OfAConsultation_IsToForgetWhoCalled() =>
        Assert.That(Lifecycle.Allowed(CaseLife.Begin(kind: Kind.Consultation).It), Is.EqualTo([Step.Anonymise]));

    [Test]
    public void Anonymise_LeavesWhatIsCounted_AndNobodysWords_AndAllowsNothingMore()
    {
        var facts = new Facts
        {
            Content = "王五在某饭店就餐后不适",
            CallRef = "T-1",
            Category = "catering",
            Amount = 128.5m,
            Vulnerable = ["elderly"],
            Respondent = new Respondent { Name = "某饭店" },
        };
        var life = CaseLife.Begin(facts: facts).RouteTo(Team.Coordination);
        life.Do(Step.Withdraw, CaseLife.Operator).Do(Step.Anonymise, CaseLife.DutyLeader);

        Assert.That(
            life.It.Facts,
            Is.EqualTo(
                new Facts
                {
                    Category = "catering",
                    Amount = 128.5m,
                    Respondent = facts.Respondent,
                    AnonymisedAt = life.Now,
                    Demands = life.It.Facts.Demands,
                    Vulnerable = life.It.Facts.Vulnerable,
                }
            )
        );
        Assert.That(life.It.Facts.Vulnerable, Is.Empty);
        Assert.That(life.It.Routing!.Reason, Is.Empty, "a person's words");
        Assert.That(life.Last.Erased, Is.EqualTo([1]));
        Assert.That(life.Last.Feed, Is.Empty);
        Assert.That(Lifecycle.Allowed(life.It), Is.Empty);
    }

    [Test]
    public void Anonymise_WaitsForEverythingThatIsOwed()
    {
        var life = CaseLife.In(CaseStatus.Routed).Do(Step.Important, CaseLife.Operator);
        life.Do(Step.Withdraw, CaseLife.Operator);

        Assert.That(
            life.Refused(Step.Anonymise, CaseLife.DutyLeader).Kind,
            Is.EqualTo(RefusalKind.NotAllowedNow),
            "both reports upward are owed"
        );
    }

    [Test]
    public void Allowed_OfAReport_NeverHoldsAcceptOrRefuse([Values] CaseStatus status)
    {
        var report = CaseLife.In(status).It with { Kind = Kind.Report };

        Assert.That(Lifecycle.Allowed(report), Has.No.Member(Step.Accept).And.No.Member(Step.Refuse));
    }

    [Test]
    public void Accept_WhenAcceptedBefore_IsNotAllowedAgainNorIsRefusal()
    {
        var life = CaseLife.In(CaseStatus.Acknowledged).Do(Step.Accept, CaseLife.Enforcer);

        Assert.That(life.Refused(Step.Accept, CaseLife.Enforcer).Kind, Is.EqualTo(RefusalKind.NotAllowedNow));
        Assert.That(life.Refused(Step.Refuse, CaseLife.Enforcer).Kind, Is.EqualTo(RefusalKind.NotAllowedNow));
    }

    [TestCase(CaseStatus.Arrived, Step.Receive, CaseStatus.Received, EventType.Received)]
    [TestCase(CaseStatus.Received, Step.Route, CaseStatus.Routed, EventType.Routed)]
    [TestCase(CaseStatus.Routed, Step.Acknowledge, CaseStatus.Acknowledged, EventType.Acknowledged)]
    [TestCase(CaseStatus.Routed, Step.Return, CaseStatus.Returned, EventType.Returned)]
    [TestCase(CaseStatus.Acknowledged, Step.Progress, CaseStatus.Acknowledged, EventType.Progressed)]
    [TestCase(CaseStatus.Acknowledged, Step.Accept, CaseStatus.Acknowledged, EventType.Accepted)]
    [TestCase(CaseStatus.Acknowledged, Step.Refuse, CaseStatus.Refused, EventType.Refused)]
    [TestCase(CaseStatus.Acknowledged, Step.Return, CaseStatus.Returned, EventType.Returned)]
    [TestCase(CaseStatus.Acknowledged, Step.Handle, CaseStatus.Handled, EventType.Handled)]
    [TestCase(CaseStatus.Acknowledged, Step.Route, CaseStatus.Routed, EventType.Routed)]
    [TestCase(CaseStatus.Returned, Step.Route, CaseStatus.Routed, EventType.Routed)]
    [TestCase(CaseStatus.Handled, Step.Reply, CaseStatus.Closed, EventType.Replied)]
    [TestCase(CaseStatus.Replied, Step.Close, CaseStatus.Closed, EventType.Closed)]
    [TestCase(CaseStatus.Received, Step.Withdraw, CaseStatus.Withdrawn, EventType.Withdrawn)]
    public void Decide_OfEachStep_MovesToItsStatusAndWritesItsEvent(
        CaseStatus from,
        string step,
        CaseStatus to,
        string eventType
    )
    {
        var life = CaseLife.In(from);

        life.Do(step, WhoTakes(step, life.It));

        Assert.That(life.It.Status, Is.EqualTo(to));
        Assert.That(life.Last.Events[0].Type, Is.EqualTo(eventType));
        Assert.That(life.Last.Events[0].At, Is.EqualTo(life.Now));
    }

    [Test]
    public void Reply_WhenNothingIsSaid_ClosesAsASecondEvent()
    {
        var life = CaseLife.In(CaseStatus.Handled).Do(Step.Reply, CaseLife.Operator);

        Assert.That(life.Last.Events.Select(e => e.Type), Is.EqualTo(new[] { EventType.Replied, EventType.Closed }));
        Assert.That(
            life.Last.Feed.Select(f => (f.Event, f.Status)),
            Is.EqualTo(new[] { (EventType.Replied, CaseStatus.Replied), (EventType.Closed, CaseStatus.Closed) })
        );
    }

    [Test]
    public void Reply_WhenItShallNotClose_LeavesTheCaseReplied()
    {
        var life = CaseLife.In(CaseStatus.Handled).ReplyOnly();

        Assert.That(life.It.Status, Is.EqualTo(CaseStatus.Replied));
        Assert.That(life.Last.Events.Select(e => e.Type), Is.EqualTo(new[] { EventType.Replied }));
    }

    [Test]
    public void Handle_WhenTheOutcomeIsOfAnotherKind_IsInvalidAndNamesTheField()
    {
        var life = CaseLife.In(CaseStatus.Acknowledged);

        var refusal = life.Refused(
            new Handle(life.Call(CaseLife.Enforcer)) { Outcome = "caseFiled", Summary = "立案" }
        );

        Assert.That(refusal.Kind, Is.EqualTo(RefusalKind.Invalid));
        Assert.That(refusal.Field, Is.EqualTo("outcome"));
        Assert.That(refusal.Message, Does.Contain("达成调解"));
    }

    [Test]
    public void Handle_WhenTheOutcomeIsAChineseName_StoresItsCode()
    {
        var life = CaseLife.In(CaseStatus.Acknowledged);

        life.Do(
            new Handle(life.Call(CaseLife.Enforcer))
            {
                Outcome = "达成调解",
                Summary = "已退款",
                RecoveredAmount = 120m,
                FiledAsCase = true,
            }
        );

        Assert.That(life.It.Outcome, Is.EqualTo("mediated"));
        Assert.That(life.It.RecoveredAmount, Is.EqualTo(120m));
        Assert.That(life.It.FiledAsCase, Is.True);
        Assert.That(life.It.AcceptedAt, Is.EqualTo(life.Now), "handling implies acceptance");
    }

    [Test]
    public void Route_ToTheTeamOutsideTheWindow_IsNotAllowedNow()
    {
        var life = CaseLife.Begin(CaseLife.OutsideWindow);

        var refusal = life.Refused(
            new Route(life.Call(CaseLife.Coordinator)) { Unit = Team.RapidResponse, Reason = "应急" }
        );

        Assert.That(refusal.Kind, Is.EqualTo(RefusalKind.NotAllowedNow));
        Assert.That(refusal.Message, Does.Contain("值班时段"));
    }

    [Test]
    public void TheTeam_AtTheEndOfTheWindow_KeepsAndFinishesWhatItHolds()
    {
        var life = CaseLife.In(CaseStatus.Acknowledged).At(Shanghai.At(2026, 3, 16, 18));

        life.Do(Step.Progress, CaseLife.Enforcer).Do(Step.Handle, CaseLife.Enforcer).Do(Step.Reply, CaseLife.Enforcer);

        Assert.That(life.It.Status, Is.EqualTo(CaseStatus.Closed));
        Assert.That(life.It.Unit, Is.EqualTo(Team.RapidResponse));
    }

    [Test]
    public void Route_ToTheUnitThatHoldsTheCase_IsNotAllowedNow(
        [Values(CaseStatus.Routed, CaseStatus.Acknowledged)] CaseStatus status
    )
    {
        var life = CaseLife.In(status);

        var refusal = life.Refused(
            new Route(life.Call(CaseLife.DutyLeader)) { Unit = Team.RapidResponse, Reason = "再次" }
        );

        Assert.That(refusal.Kind, Is.EqualTo(RefusalKind.NotAllowedNow));
    }

    [Test]
    public void Return_LeavesTheCaseWithNoUnitAndOnlyRoutingByHand()
    {
        var life = CaseLife.In(CaseStatus.Returned);

        Assert.That(life.It.Unit, Is.Null);
        Assert.That(
            life.Try(new RouteByRules(life.Call(Actor.Router)) { By = RoutedBy.Sweep }),
            Is.InstanceOf<Decision.Unchanged>(),
            "the router leaves a returned case to people"
        );
        life.RouteTo(Team.RapidResponse);
        Assert.That(life.It.Routing!.By, Is.EqualTo(RoutedBy.Hand));
        Assert.That(life.It.Routing.RuleId, Is.Null);
    }

    [Test]
    public void RouteByRules_WhenDoneTwice_RoutesOnce()
    {
        var life = CaseLife.Begin().RouteByRules();

        Assert.That(
            life.Try(new RouteByRules(life.Call(Actor.Router)) { By = RoutedBy.Sweep }),
            Is.InstanceOf<Decision.Unchanged>()
        );
        Assert.That(life.Timeline.Count(e => e.Type == EventType.Routed), Is.EqualTo(1));
        Assert.That(life.It.Routing!.By, Is.EqualTo(RoutedBy.Message));
    }

    /// <summary>A person who may take the step; where no unit holds the case, the service itself, which needs no right.</summary>
    private static Actor WhoTakes(string step, Case it) =>
        step switch
        {
            Step.Receive
            or Step.Reply
            or Step.Close
            or Step.Withdraw
            or Step.ReportUpward
            or Step.Amend
            or Step.AddContact
            or Step.Attach
            or Step.IssueDocument
            or Step.CallBack
            or Step.TellDecision
            or Step.Supervise => CaseLife.Operator,
            Step.Route or Step.Important or Step.Anonymise => CaseLife.DutyLeader,
            _ when it.Unit == Team.Coordination => CaseLife.Coordinator,
            _ when it.Unit == Team.RapidResponse => CaseLife.Enforcer,
            _ => Actor.Clock,
        };
}
