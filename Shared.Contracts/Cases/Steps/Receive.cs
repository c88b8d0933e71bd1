namespace Shared.Contracts.Cases.Steps;

/// <summary>接收: the centre takes a case that was assigned from above.</summary>
public sealed record Receive(CaseCall Call) : CaseCommand(Call)
{
    protected override string Step => Cases.Step.Receive;

    protected override bool Permits(Case it) => IsOperator;

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        draft.Meet(Stage.Receive);
        Common.BeginReceived(draft, policy);
        draft.Event(EventType.Received, Stage.Receive);
        return draft.Done();
    }
}
