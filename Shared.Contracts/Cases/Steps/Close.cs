namespace Shared.Contracts.Cases.Steps;

/// <summary>办结: the case is at its end.</summary>
public sealed record Close(CaseCall Call) : CaseCommand(Call)
{
    protected override string Step => Cases.Step.Close;

    protected override bool Permits(Case it) => IsOperator || IsOfUnit(it);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        End(draft);
        return draft.Done();
    }

    internal static void End(CaseDraft draft)
    {
        draft.CancelAll();
        draft.Set(c => c with { Status = CaseStatus.Closed });
        draft.Event(EventType.Closed);
    }
}
