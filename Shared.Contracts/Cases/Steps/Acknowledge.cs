namespace Shared.Contracts.Cases.Steps;

/// <summary>签收: the unit takes the case on. After an acknowledgement missed twice over the section may take it.</summary>
public sealed record Acknowledge(CaseCall Call) : CaseCommand(Call)
{
    protected override string Step => Cases.Step.Acknowledge;

    protected override bool Permits(Case it) =>
        IsOfUnit(it) || (Actor.Role == Role.Coordinator && it.OpenTo is { } open && Actor.Unit == open);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        var takenFrom = it.Unit != Actor.Unit ? it.Unit : null;
        draft.Meet(Stage.Acknowledge);
        draft.Set(c => c with { Status = CaseStatus.Acknowledged, Unit = Actor.Unit, OpenTo = null, Handler = null });
        Common.CancelVisit(draft);
        draft.Event(
            EventType.Acknowledged,
            Stage.Acknowledge,
            data: EventData.Of(("takenFrom", takenFrom is { } unit ? Codes.Units.Code(unit) : null))
        );
        if (takenFrom is { } loser)
        {
            draft.Tell(Recipients.Of(loser));
        }
        return draft.Done();
    }
}
