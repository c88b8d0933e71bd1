namespace Shared.Contracts.Cases.Steps;

/// <summary>受理: the complaint is accepted (Order 121 Art. 15); mediation must end within its limit from now on.</summary>
public sealed record Accept(CaseCall Call) : CaseCommand(Call)
{
    protected override string Step => Cases.Step.Accept;

    protected override bool Permits(Case it) => IsOfUnit(it);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        draft.Meet(Stage.Accept);
        draft.Set(c => c with { AcceptedAt = draft.Now, Law = c.Law with { MaterialAskedAt = null } });
        draft.OpenLaw(Stage.Mediate, draft.Now);
        TellDecision.Owe(draft);
        draft.Event(EventType.Accepted, Stage.Accept);
        return draft.Done();
    }
}
