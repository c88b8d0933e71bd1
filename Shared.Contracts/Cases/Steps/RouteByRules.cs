using Shared.Contracts.Cases.Routing;

namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 分流 by the rules. Idempotent: a case that is not waiting any more is left alone, so a doubled message or a sweep at
/// the same time never dispatches twice.
/// </summary>
public sealed record RouteByRules(CaseCall Call) : CaseCommand(Call)
{
    public required RoutedBy By { get; init; }

    protected override bool Permits(Case it) => false;

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        if (it.Status != CaseStatus.Received)
        {
            return new Decision.Unchanged();
        }
        Apply(draft, policy, Router.Advise(it, policy, draft.Now), By);
        return draft.Done();
    }

    internal static void Apply(CaseDraft draft, Policy policy, RoutingAdvice advice, RoutedBy by)
    {
        var danger = Common.RaiseByRules(draft, policy);
        var routing = new RoutingRecord(advice.Rule.Id, advice.RuleVersion, by, advice.Reason);
        Common.RouteTo(draft, policy, advice.Rule.Unit, routing);
        Common.FlagByRules(draft, policy, danger);
    }
}
