namespace Shared.Contracts.Cases.Steps;

/// <summary>认领: a named member of the unit works the case from now on, and takes it over from whoever had it.</summary>
public sealed record Claim(CaseCall Call) : CaseCommand(Call)
{
    protected override string Step => Cases.Step.Claim;

    protected override bool Permits(Case it) => IsOfUnit(it);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        if (it.Handler?.Id == Actor.Id)
        {
            return new Decision.Unchanged();
        }
        draft.Set(c => c with { Handler = new CaseHandler(Actor.Id, Actor.Name) });
        draft.Event(EventType.Claimed, data: EventData.Of(("from", it.Handler?.Name)));
        return draft.Done();
    }
}
