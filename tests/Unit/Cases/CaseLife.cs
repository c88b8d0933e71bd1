using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Documents;
using Shared.Contracts.Cases.Duty;
using Shared.Contracts.Cases.Law;
using Shared.Contracts.Cases.Routing;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Hosting;

namespace Unit.Cases;

/// <summary>The life of one case in a test: registers it, gives it commands as time goes on, and keeps what came out.</summary>
internal sealed class CaseLife
{
    public static readonly Actor Operator = new("user:1", "接线员", Role.Operator, null);
    public static readonly Actor Coordinator = new("user:2", "协调员", Role.Coordinator, Team.Coordination);
    public static readonly Actor Enforcer = new("user:3", "执法员", Role.Enforcer, Team.RapidResponse);
    public static readonly Actor EnforcerOfSection = new("user:4", "科执法员", Role.Enforcer, Team.Coordination);
    public static readonly Actor DutyLeader = new("user:5", "带班领导", Role.DutyLeader, null);
    public static readonly Actor Province = new("key:6", "省局", Role.Province, null);
    public static readonly Actor Admin = new("user:7", "管理员", Role.Admin, null);

    public static readonly IReadOnlyList<Actor> People =
    [
        Operator,
        Coordinator,
        Enforcer,
        EnforcerOfSection,
        DutyLeader,
        Province,
        Admin,
    ];

    /// <summary>In the duty window, under Order 20, on a Saturday.</summary>
    public static readonly DateTimeOffset InWindow = Shanghai.At(2026, 3, 14, 9);

    /// <summary>An ordinary Wednesday under Order 121.</summary>
    public static readonly DateTimeOffset OutsideWindow = Shanghai.At(2026, 5, 13, 10);

    public static readonly RuleSet Rules = RuleSet.Parse(Shipped.Read("Cases.Routing.rules.json"));

    public static readonly Policy UsualPolicy = new()
    {
        Windows = new DutyWindows(),
        Duty = new DutyLimits(),
        Law = new StatutoryLimits(
            LawBook.Parse(Shipped.Read("Cases.Law.law.json")),
            WorkingCalendar.Parse(Shipped.Read("Cases.Law.china-workdays.json"))
        ),
        Rules = Rules,
    };

    private CaseLife(CaseChange registration, DateTimeOffset now, Policy policy)
    {
        It = registration.After;
        Now = now;
        Policy = policy;
        Changes = [registration];
    }

    public Case It { get; private set; }

    public DateTimeOffset Now { get; private set; }

    public Policy Policy { get; }

    public List<CaseChange> Changes { get; }

    public CaseChange Last => Changes[^1];

    public IEnumerable<TimelineEvent> Timeline => Changes.SelectMany(c => c.Events);

    public IEnumerable<OwedStep> Owed => Changes.SelectMany(c => c.Owed);

    public static Guid NewId() => Guid.CreateVersion7();

    public static CaseLife Begin(
        DateTimeOffset? at = null,
        Kind kind = Kind.Complaint,
        Facts? facts = null,
        Level? level = null,
        Assignment? assignment = null,
        DateTimeOffset? arrivedAt = null,
        Policy? policy = null,
        bool realName = false
    ) => Begin([kind], at, facts, level, assignment, arrivedAt, policy, realName)[0];

    public static IReadOnlyList<CaseLife> Begin(
        IReadOnlyList<Kind> kinds,
        DateTimeOffset? at = null,
        Facts? facts = null,
        Level? level = null,
        Assignment? assignment = null,
        DateTimeOffset? arrivedAt = null,
        Policy? policy = null,
        bool realName = false
    )
    {
        var now = at ?? InWindow;
        policy ??= UsualPolicy;
        var register = new Register(NewId(), Operator)
        {
            CaseIds = [.. kinds.Select(_ => NewId())],
            Kinds = kinds,
            Channel = assignment is null ? Channel.Phone : Channel.Assigned,
            ArrivedAt = arrivedAt,
            Facts = facts ?? new Facts { Content = "退款" },
            Person = realName ? new Person { Name = "钱八" } : null,
            Level = level,
            Assignment = assignment,
        };
        var day = Shanghai.DayOf(arrivedAt ?? now);
        var numbers = kinds.Select((_, i) => new CaseNumber(policy.Region, day, i + 1)).ToList();
        var decision = register.Decide(numbers, policy, now);
        Assert.That(decision, Is.InstanceOf<Decision.Changed>());
        return [.. ((Decision.Changed)decision).Changes.Select(c => new CaseLife(c, now, policy))];
    }

    public static Assignment FromState(DateTimeOffset? dueAt = null) => new(AssignedBy.State, "总局2026-1", dueAt);

    public CaseLife After(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public CaseLife Minutes(double minutes) => After(TimeSpan.FromMinutes(minutes));

    public CaseLife At(DateTimeOffset moment)
    {
        Now = moment;
        return this;
    }

    public Decision Try(CaseCommand command) => command.Decide(It, Policy, Now);

    public Decision Try(string step, Actor actor, int? ifVersion = null) => Try(Command(step, actor, ifVersion));

    /// <summary>Carries out a command that must change the case.</summary>
    public CaseLife Do(CaseCommand command)
    {
        var decision = Try(command);
        Assert.That(
            decision,
            Is.InstanceOf<Decision.Changed>(),
            $"{command.GetType().Name} in {It.Status}: {(decision as Decision.Refused)?.Refusal}"
        );
        Take((Decision.Changed)decision);
        return this;
    }

    public CaseLife Do(string step, Actor actor) => Do(Command(step, actor));

    public void Take(Decision.Changed changed)
    {
        It = changed.Changes.Single().After;
        Changes.Add(changed.Changes[0]);
    }

    /// <summary>A step that must be refused; the refusal.</summary>
    public Refusal Refused(CaseCommand command)
    {
        var decision = Try(command);
        Assert.That(decision, Is.InstanceOf<Decision.Refused>(), $"{command.GetType().Name} in {It.Status}");
        return ((Decision.Refused)decision).Refusal;
    }

    public Refusal Refused(string step, Actor actor, int? ifVersion = null) => Refused(Command(step, actor, ifVersion));

    public CaseCall Call(Actor actor, int? ifVersion = null) => new(NewId(), actor, It.Id, ifVersion);

    /// <summary>A command for a step, with values that are right for it.</summary>
    public CaseCommand Command(string step, Actor actor, int? ifVersion = null) =>
        CommandOn(It, step, actor, ifVersion);

    /// <summary>The same for a case that went another way.</summary>
    public CaseCommand CommandOn(Case it, string step, Actor actor, int? ifVersion = null)
    {
        var call = new CaseCall(NewId(), actor, it.Id, ifVersion);
        return step switch
        {
            Step.Receive => new Receive(call),
            Step.Route => new Route(call)
            {
                Unit = it.Unit == Team.Coordination ? Team.RapidResponse : Team.Coordination,
                Reason = "职责归属",
            },
            Step.Acknowledge => new Acknowledge(call),
            Step.Return => new Return(call) { ReasonCode = "notCompetent", Reason = "不属本职" },
            Step.Progress => new Progress(call) { Summary = "已联系商家" },
            Step.Accept => new Accept(call),
            Step.Refuse => new Refuse(call) { Ground = "notConsumer", Reason = "非生活消费" },
            Step.Handle => new Handle(call)
            {
                Outcome = it.Kind == Kind.Report ? "substantiated" : "mediated",
                Summary = "商家已退款",
            },
            Step.Reply => new Reply(call) { Method = ReplyMethod.Phone, Summary = "已告知" },
            Step.Close => new Close(call),
            Step.Withdraw => new Withdraw(call) { Reason = "来电人撤回" },
            Step.Important => new FlagImportant(call) { Level = ImportantLevel.Serious, Summary = "多人就医" },
            Step.ReportUpward => new ReportUpward(call)
            {
                Method = ReportMethod.Phone,
                To = "省局值班室",
                Summary = "已电话报告",
            },
            Step.Claim => new Claim(call),
            Step.Amend => new Amend(call) { Facts = new Facts { Content = "补充：当日有小票" } },
            Step.AddContact => new AddContact(call)
            {
                Contact = new FurtherContact(NewId(), ContactPurpose.Chase, Channel.Phone, null, null),
            },
            Step.Attach => new Attach(call)
            {
                Attachment = new Attachment(NewId(), "小票.jpg", "image/jpeg", 1024, "00"),
            },
            Step.AskMaterial => new AskMaterial(call) { Material = "购物小票" },
            Step.ReceiveMaterial => new ReceiveMaterial(call) { Material = "小票照片" },
            Step.BeginAppraisal => new BeginAppraisal(call) { Subject = "送市质检所检测" },
            Step.EndAppraisal => new EndAppraisal(call) { Result = "不合格" },
            Step.Extend => new Extend(call) { ApprovedBy = "陈局长", Reason = "案情复杂" },
            Step.DecideFiling => new DecideFiling(call) { Filed = true, Reason = "有违法事实" },
            Step.Transfer => new Transfer(call)
            {
                To = "police",
                Authority = "市公安局",
                Reason = "涉嫌敲诈勒索",
            },
            Step.FindClue => new FindClue(call) { ReportId = NewId(), Content = "无证经营" },
            Step.AcknowledgeReport => new AcknowledgeReport(call)
            {
                Method = ReportMethod.Phone,
                By = "省局值班室 李某",
            },
            Step.TellDecision => new TellDecision(call) { Method = ReplyMethod.Phone },
            Step.CallBack => new CallBack(call) { Grade = "satisfied", Note = "表示感谢" },
            Step.Supervise => new Supervise(call) { Kind = Supervision.Chase, Content = "请报进展" },
            Step.Anonymise => new Anonymise(call) { Reason = "保存期限届满", WithWords = [1] },
            Step.IssueDocument => new IssueDocument(call) { Kind = DocumentKind.RegistrationForm },
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, "An unknown step."),
        };
    }

    public CaseLife RouteTo(Team unit) => Do(new Route(Call(DutyLeader)) { Unit = unit, Reason = "带班领导指定" });

    public CaseLife RouteByRules(RoutedBy by = RoutedBy.Message) =>
        Do(new RouteByRules(Call(Actor.Router)) { By = by });

    public CaseLife ReplyOnly() =>
        Do(
            new Reply(Call(Operator))
            {
                Method = ReplyMethod.Sms,
                Summary = "已告知",
                Close = false,
            }
        );

    public CaseLife Tick() => Do(new PassTime(Call(Actor.Clock)));

    public CaseLife Walk(OwedStep step) =>
        Do(
            new Escalate(Call(Actor.Escalation))
            {
                DeadlineId = step.DeadlineId,
                LadderStep = step.Step,
                Action = step.Action,
            }
        );

    public Deadline Deadline(Stage stage, Regime regime = Regime.Duty, int round = 1) =>
        It.Deadlines.Single(d => d.Stage == stage && d.Regime == regime && d.Round == round);

    public bool Has(Stage stage, Regime regime = Regime.Duty) =>
        It.Deadlines.Any(d => d.Stage == stage && d.Regime == regime);

    /// <summary>Somebody whose unit holds the case.</summary>
    public Actor OfUnit() => It.Unit == Team.Coordination ? Coordinator : Enforcer;

    /// <summary>Brings a case to a status on the usual way, in the hands of <paramref name="unit"/>.</summary>
    public static CaseLife In(
        CaseStatus status,
        Kind kind = Kind.Complaint,
        Team unit = Team.RapidResponse,
        DateTimeOffset? at = null,
        Level? level = null
    )
    {
        if (status == CaseStatus.Arrived)
        {
            return Begin(at, kind, level: level, assignment: FromState());
        }
        var life = Begin(at, kind, level: level);
        if (status == CaseStatus.Received)
        {
            return life;
        }
        life.RouteTo(unit);
        switch (status)
        {
            case CaseStatus.Routed:
                return life;
            case CaseStatus.Withdrawn:
                return life.Do(Step.Withdraw, Operator);
            case CaseStatus.Returned:
                return life.Do(Step.Return, life.OfUnit());
        }
        life.Do(Step.Acknowledge, life.OfUnit());
        switch (status)
        {
            case CaseStatus.Acknowledged:
                return life;
            case CaseStatus.Refused:
                return life.Do(Step.Refuse, life.OfUnit());
        }
        life.Do(Step.Handle, life.OfUnit());
        return status switch
        {
            CaseStatus.Handled => life,
            CaseStatus.Replied => life.ReplyOnly(),
            CaseStatus.Closed => life.Do(Step.Reply, Operator),
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "An unknown status."),
        };
    }
}
