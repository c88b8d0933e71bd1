namespace Shared.Contracts.Cases.Duty;

/// <summary>What happens when a limit is missed.</summary>
public enum EscalationAction
{
    /// <summary>Warns the unit that holds the case, or the centre while no unit does.</summary>
    WarnUnit,

    /// <summary>Routes a waiting case at once by the last rule.</summary>
    RouteByLastRule,
    TellDutyLeader,

    /// <summary>Lets the coordination section take the case.</summary>
    OpenToCoordination,

    /// <summary>Puts the miss on the duty day's list (日报).</summary>
    AddToDailyList,
}

/// <summary>One step of the ladder.</summary>
/// <param name="Stage">The missed stage.</param>
/// <param name="FirstRoundOnly">True: only round 1; false: only later rounds; nothing: every round.</param>
/// <param name="AfterLimits">How many further lengths of the same limit pass before the step, 0 = at once.</param>
public sealed record EscalationStep(Stage Stage, bool? FirstRoundOnly, double AfterLimits, EscalationAction Action);

/// <summary>
/// The ladder as data: first the unit is warned, then each stage has steps of its own. A step is recorded as owed
/// together with the miss, and walked by a Hangfire job.
/// </summary>
public static class EscalationLadder
{
    public static readonly IReadOnlyList<EscalationStep> Default =
    [
        new(Stage.Receive, null, 0, EscalationAction.WarnUnit),
        new(Stage.Receive, null, 1, EscalationAction.TellDutyLeader),
        new(Stage.Route, null, 0, EscalationAction.WarnUnit),
        new(Stage.Route, true, 0, EscalationAction.RouteByLastRule),
        new(Stage.Route, false, 0, EscalationAction.TellDutyLeader),
        new(Stage.Acknowledge, null, 0, EscalationAction.WarnUnit),
        new(Stage.Acknowledge, null, 0, EscalationAction.TellDutyLeader),
        new(Stage.Acknowledge, null, 1, EscalationAction.OpenToCoordination),
        new(Stage.FirstFeedback, null, 0, EscalationAction.WarnUnit),
        new(Stage.FirstFeedback, null, 0, EscalationAction.TellDutyLeader),
        new(Stage.OnSite, null, 0, EscalationAction.WarnUnit),
        new(Stage.OnSite, null, 0, EscalationAction.TellDutyLeader),
        new(Stage.Handle, null, 0, EscalationAction.WarnUnit),
        new(Stage.Handle, null, 0, EscalationAction.TellDutyLeader),
        new(Stage.Handle, null, 0, EscalationAction.AddToDailyList),
        new(Stage.Reply, null, 0, EscalationAction.WarnUnit),
        new(Stage.Reply, null, 0, EscalationAction.TellDutyLeader),
        new(Stage.Reply, null, 0, EscalationAction.AddToDailyList),
        new(Stage.ReportByPhone, null, 0, EscalationAction.TellDutyLeader),
        new(Stage.ReportInWriting, null, 0, EscalationAction.TellDutyLeader),
        new(Stage.Accept, null, 0, EscalationAction.WarnUnit),
        new(Stage.Accept, null, 0, EscalationAction.TellDutyLeader),
        new(Stage.Verify, null, 0, EscalationAction.WarnUnit),
        new(Stage.Verify, null, 0, EscalationAction.TellDutyLeader),
        new(Stage.Assigned, null, 0, EscalationAction.WarnUnit),
        new(Stage.Assigned, null, 0, EscalationAction.TellDutyLeader),
        new(Stage.Supervised, null, 0, EscalationAction.WarnUnit),
        new(Stage.Supervised, null, 0, EscalationAction.TellDutyLeader),
        // The number of a step is its place, and stands in the database: new ones go behind the others.
        new(Stage.TellDecision, null, 0, EscalationAction.WarnUnit),
        new(Stage.TellDecision, null, 0, EscalationAction.TellDutyLeader),
        new(Stage.Mediate, null, 0, EscalationAction.WarnUnit),
        new(Stage.Mediate, null, 0, EscalationAction.TellDutyLeader),
        new(Stage.Notify, null, 0, EscalationAction.WarnUnit),
        new(Stage.Notify, null, 0, EscalationAction.TellDutyLeader),
        new(Stage.TellReporter, null, 0, EscalationAction.WarnUnit),
        new(Stage.TellReporter, null, 0, EscalationAction.TellDutyLeader),
    ];

    /// <summary>The steps a miss owes, in order; the number of a step is its place in the ladder's data.</summary>
    public static IEnumerable<OwedStep> StepsFor(Deadline missed) =>
        Default
            .Select((step, number) => (step, number))
            .Where(s =>
                s.step.Stage == missed.Stage
                && (s.step.FirstRoundOnly is null || s.step.FirstRoundOnly == (missed.Round == 1))
            )
            .Select(s => new OwedStep(
                missed.Id,
                s.number,
                s.step.Action,
                missed.DueAt + ((missed.DueAt - missed.StartedAt) * s.step.AfterLimits)
            ));
}

/// <summary>A step of the ladder that a recorded miss owes.</summary>
public sealed record OwedStep(string DeadlineId, int Step, EscalationAction Action, DateTimeOffset DueAt);

/// <summary>Codes of the ladder's actions.</summary>
public static class EscalationActions
{
    private static readonly CodeTable<EscalationAction> Table = new(
        "escalationAction",
        (EscalationAction.WarnUnit, "警示承办单位"),
        (EscalationAction.RouteByLastRule, "按最后一条规则立即分流"),
        (EscalationAction.TellDutyLeader, "报告带班领导"),
        (EscalationAction.OpenToCoordination, "执法协调科可接办"),
        (EscalationAction.AddToDailyList, "列入日报")
    );

    public static string Code(EscalationAction action) => Table.Code(action);

    public static EscalationAction Value(string code) => Table.Value(code);

    /// <summary>In Chinese.</summary>
    public static string NameOf(string code) => Table.NameOf(code);
}
