using Shared.Contracts.Cases.Duty;
using Shared.Contracts.Cases.Routing;

namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// Walks one owed step of the escalation ladder. A step whose deadline has ended meanwhile has no one left to push and
/// only counts as walked; the daily list keeps every miss.
/// </summary>
public sealed record Escalate(CaseCall Call) : CaseCommand(Call)
{
    public required string DeadlineId { get; init; }

    /// <summary>Number of the step in the ladder.</summary>
    public required int LadderStep { get; init; }
    public required EscalationAction Action { get; init; }

    protected override bool Permits(Case it) => false;

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        var deadline = it.Deadlines.Single(d => string.Equals(d.Id, DeadlineId, StringComparison.Ordinal));
        if (deadline.IsOpen || Action == EscalationAction.AddToDailyList)
        {
            Push(it, draft, policy, deadline);
        }
        return new Decision.Changed([draft.Change() with { Walked = [(DeadlineId, LadderStep)] }]);
    }

    private void Push(Case it, CaseDraft draft, Policy policy, Deadline deadline)
    {
        if (Action == EscalationAction.RouteByLastRule && it.Status == CaseStatus.Received)
        {
            Write(draft, deadline, null);
            RouteByRules.Apply(draft, policy, Router.LastRule(it, policy, draft.Now), RoutedBy.Escalation);
            return;
        }
        var recipient = Action switch
        {
            EscalationAction.WarnUnit => it.Unit is { } unit ? Recipients.Of(unit) : Recipients.Centre,
            EscalationAction.OpenToCoordination => Recipients.Of(Unit.Coordination),
            _ => Recipients.DutyLeader,
        };
        if (Action == EscalationAction.OpenToCoordination && it.Unit != Unit.Coordination)
        {
            draft.Set(c => c with { OpenTo = Unit.Coordination });
        }
        Write(draft, deadline, recipient);
        draft.Tell(recipient, deadline.Stage);
    }

    private void Write(CaseDraft draft, Deadline deadline, string? to) =>
        draft.Event(
            EventType.Escalated,
            deadline.Stage,
            data: EventData.Of(
                ("action", EscalationActions.Code(Action)),
                ("regime", Codes.Regimes.Code(deadline.Regime)),
                ("stage", Codes.Stages.Code(deadline.Stage)),
                ("round", deadline.Round),
                ("dueAt", Shanghai.In(deadline.DueAt)),
                ("to", to)
            )
        );
}
