namespace Shared.Contracts.Cases.Steps;

/// <summary>撤回: the person takes the contact back before it is handled.</summary>
public sealed record Withdraw(CaseCall Call) : CaseCommand(Call)
{
    public required string Reason { get; init; }

    protected override string Step => Cases.Step.Withdraw;

    protected override bool Permits(Case it) => IsOperator || IsOfUnit(it);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        draft.CancelAll();
        draft.Set(c => c with { Status = CaseStatus.Withdrawn });
        draft.Event(EventType.Withdrawn, reason: Reason);
        if (it.Unit is { } unit)
        {
            draft.Tell(Recipients.Of(unit));
        }
        return draft.Done();
    }
}
