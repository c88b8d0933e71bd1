using Shared.Contracts.Cases;

namespace Unit.Cases;

/// <summary>Who may take which step, see which case, and whose personal data.</summary>
public sealed class RightsTests
{
    private const string OfTheUnit = "enforcer-of-unit,coordinator-of-unit";

    /// <summary>Each step, a status that allows it, and the roles that may take it (api.md).</summary>
    private static readonly (string Step, CaseStatus Status, string Who)[] Table =
    [
        (Step.Receive, CaseStatus.Arrived, "operator"),
        (Step.Route, CaseStatus.Received, "coordinator,dutyLeader"),
        (Step.Route, CaseStatus.Acknowledged, "coordinator,dutyLeader"),
        (Step.Acknowledge, CaseStatus.Routed, OfTheUnit),
        (Step.Return, CaseStatus.Routed, OfTheUnit),
        (Step.Return, CaseStatus.Acknowledged, OfTheUnit),
        (Step.Progress, CaseStatus.Acknowledged, OfTheUnit),
        (Step.Accept, CaseStatus.Acknowledged, OfTheUnit),
        (Step.Refuse, CaseStatus.Acknowledged, OfTheUnit),
        (Step.Handle, CaseStatus.Acknowledged, OfTheUnit),
        (Step.Reply, CaseStatus.Handled, $"operator,{OfTheUnit}"),
        (Step.Close, CaseStatus.Replied, $"operator,{OfTheUnit}"),
        (Step.Withdraw, CaseStatus.Routed, $"operator,{OfTheUnit}"),
        (Step.Important, CaseStatus.Routed, "operator,coordinator,enforcer-of-unit,dutyLeader"),
        (Step.ReportUpward, CaseStatus.Routed, "operator,dutyLeader"),
        (Step.Claim, CaseStatus.Acknowledged, OfTheUnit),
        (Step.Amend, CaseStatus.Routed, $"operator,{OfTheUnit}"),
        (Step.AddContact, CaseStatus.Routed, $"operator,{OfTheUnit}"),
        (Step.Attach, CaseStatus.Routed, $"operator,{OfTheUnit}"),
        (Step.AskMaterial, CaseStatus.Acknowledged, OfTheUnit),
        (Step.Transfer, CaseStatus.Acknowledged, OfTheUnit),
        (Step.IssueDocument, CaseStatus.Routed, $"operator,{OfTheUnit}"),
        (Step.Supervise, CaseStatus.Arrived, "operator,province"),
        (Step.TellDecision, CaseStatus.Refused, $"operator,{OfTheUnit}"),
        (Step.CallBack, CaseStatus.Closed, "operator,dutyLeader"),
        (Step.Anonymise, CaseStatus.Closed, "dutyLeader"),
    ];

    private static IEnumerable<TestCaseData> Rows() =>
        from row in Table
        from unit in new[] { Team.Coordination, Team.RapidResponse }
        from actor in CaseLife.People
        select new TestCaseData(row.Step, row.Status, row.Who, unit, actor).SetArgDisplayNames(
            row.Step,
            $"{row.Status}",
            $"{unit}",
            actor.Name
        );

    [TestCaseSource(nameof(Rows))]
    public void Decide_ByRoleAndUnit_PermitsOrRefuses(
        string step,
        CaseStatus status,
        string who,
        Team unit,
        Actor actor
    )
    {
        var life = CaseLife.In(status, unit: unit);
        if (step == Step.ReportUpward)
        {
            life.Do(Step.Important, CaseLife.Operator);
        }
        var may = IsAmong(who, actor, life.It.Unit);

        var decision = life.Try(step, actor);

        if (may)
        {
            Assert.That(decision, Is.InstanceOf<Decision.Changed>());
            return;
        }
        Assert.That(decision, Is.InstanceOf<Decision.Refused>());
        Assert.That(((Decision.Refused)decision).Refusal.Kind, Is.EqualTo(ExpectedRefusal(actor, life.It)));
    }

    [Test]
    public void Decide_ByAForeignUnitsEnforcer_FindsNothing() =>
        Assert.That(
            CaseLife.In(CaseStatus.Routed).Refused(Step.Acknowledge, CaseLife.EnforcerOfSection).Kind,
            Is.EqualTo(RefusalKind.NotFound)
        );

    [Test]
    public void Decide_ByAForeignUnitsEnforcer_TellsNothingOfVersionOrStatus()
    {
        var refusal = CaseLife.In(CaseStatus.Closed).Refused(Step.Handle, CaseLife.EnforcerOfSection, ifVersion: 99);

        Assert.That(refusal.Kind, Is.EqualTo(RefusalKind.NotFound));
        Assert.That(refusal.Status, Is.Null);
        Assert.That(refusal.Allowed, Is.Null);
    }

    [TestCase(-1)]
    [TestCase(1)]
    public void Decide_WhenIfVersionIsNotTheCases_IsStale(int off)
    {
        var life = CaseLife.In(CaseStatus.Routed);

        var refusal = life.Refused(Step.Acknowledge, CaseLife.Enforcer, life.It.Version + off);

        Assert.That(refusal.Kind, Is.EqualTo(RefusalKind.Stale));
    }

    [Test]
    public void Decide_WhenIfVersionIsTheCases_GoesOn()
    {
        var life = CaseLife.In(CaseStatus.Routed);

        Assert.That(life.Try(Step.Acknowledge, CaseLife.Enforcer, life.It.Version), Is.InstanceOf<Decision.Changed>());
    }

    [Test]
    public void Decide_WhenStaleAndNotPermitted_SaysNotPermitted() =>
        Assert.That(
            CaseLife.In(CaseStatus.Routed).Refused(Step.Acknowledge, CaseLife.Operator, 77).Kind,
            Is.EqualTo(RefusalKind.NotPermitted)
        );

    [Test]
    public void ServicesOwnCommands_ByAnyPerson_AreNotPermitted()
    {
        var life = CaseLife.Begin();
        foreach (var actor in CaseLife.People.Where(a => Rights.Reads(a, life.It)))
        {
            var refusal = life.Refused(new Shared.Contracts.Cases.Steps.PassTime(life.Call(actor)));
            Assert.That(refusal.Kind, Is.EqualTo(RefusalKind.NotPermitted), actor.Name);
        }
    }

    [Test]
    public void Reads_ByRole_FollowsTheContract()
    {
        var held = CaseLife.In(CaseStatus.Routed).It;
        var assigned = CaseLife.In(CaseStatus.Arrived).It;

        Assert.That(
            CaseLife.People.Where(a => Rights.Reads(a, held)).Select(a => a.Name),
            Is.EqualTo(new[] { "接线员", "协调员", "执法员", "带班领导" })
        );
        Assert.That(
            CaseLife.People.Where(a => Rights.Reads(a, assigned)).Select(a => a.Name),
            Is.EqualTo(new[] { "接线员", "协调员", "带班领导", "省局" })
        );
    }

    [Test]
    public void SeesPeople_IsOnlyWhoeverWorksTheCase([Values] CaseStatus status)
    {
        var it = CaseLife.In(status).It;

        var sees = CaseLife.People.Where(a => Rights.SeesPeople(a, it)).Select(a => a.Name);

        Assert.That(
            sees,
            Is.EqualTo(
                status switch
                {
                    CaseStatus.Arrived or CaseStatus.Received or CaseStatus.Returned => new[] { "接线员" },
                    CaseStatus.Handled => ["接线员", "执法员"],
                    CaseStatus.Routed or CaseStatus.Acknowledged or CaseStatus.Replied => ["执法员"],
                    _ => Array.Empty<string>(),
                }
            )
        );
    }

    private static RefusalKind ExpectedRefusal(Actor actor, Case it) =>
        actor.Role switch
        {
            Role.Admin => RefusalKind.NotFound,
            Role.Province when it.Assignment is null => RefusalKind.NotFound,
            Role.Enforcer when actor.Unit != it.Unit => RefusalKind.NotFound,
            _ => RefusalKind.NotPermitted,
        };

    private static bool IsAmong(string who, Actor actor, Team? unit) =>
        who.Split(',')
            .Any(w =>
                w switch
                {
                    "operator" => actor.Role == Role.Operator,
                    "coordinator" => actor.Role == Role.Coordinator,
                    "province" => actor.Role == Role.Province,
                    "dutyLeader" => actor.Role == Role.DutyLeader,
                    "coordinator-of-unit" => actor.Role == Role.Coordinator && actor.Unit == unit,
                    "enforcer-of-unit" => actor.Role == Role.Enforcer && actor.Unit == unit,
                    _ => throw new ArgumentOutOfRangeException(nameof(who), w, "An unknown word."),
                }
            );
}
