namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 分流 by hand: the coordination section or the duty leader gives the case to a unit. The rapid-response team exists
/// only in the duty window and takes no new case outside it.
/// </summary>
public sealed record Route(CaseCall Call) : CaseCommand(Call)
{
    public required Unit Unit { get; init; }
    public required string Reason { get; init; }

    protected override string Step => Cases.Step.Route;

    protected override bool Permits(Case it) => Actor.Role is Role.Coordinator or Role.DutyLeader;

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        if (Unit == Unit.RapidResponse && !policy.Windows.Contains(draft.Now))
        {
            return NotNow(it, "现在不在值班时段，快速反应执法应急队伍不接收新案件，请分流到执法协调科");
        }
        if (it.Status is CaseStatus.Routed or CaseStatus.Acknowledged && it.Unit == Unit)
        {
            return NotNow(it, $"案件已在{Codes.Units.Name(Unit)}");
        }
        var from = it.Unit is { } unit ? Codes.Units.Code(unit) : null;
        var danger = Common.RaiseByRules(draft, policy);
        Common.RouteTo(draft, policy, Unit, new RoutingRecord(null, null, RoutedBy.Hand, Reason), from);
        Common.FlagByRules(draft, policy, danger);
        return draft.Done();
    }
}
