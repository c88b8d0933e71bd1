namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 移送: to the police, where a complaint is itself fraud or extortion (Order 121 Art. 42), or to another authority. Ends
/// the handling; who complained or reported is owed the reply.
/// </summary>
public sealed record Transfer(CaseCall Call) : CaseCommand(Call)
{
    /// <summary>A code of <see cref="Codes.TransferTargets"/>.</summary>
    public required string To { get; init; }

    /// <summary>The authority's name.</summary>
    public required string Authority { get; init; }
    public required string Reason { get; init; }

    protected override string Step => Cases.Step.Transfer;

    protected override bool Permits(Case it) => IsOfUnit(it);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        Handling.End(draft, policy, "transferred", it.Kind == Kind.Complaint ? "notAcceptable" : null, c => c);
        draft.Event(
            EventType.Transferred,
            Stage.Handle,
            Reason,
            EventData.Of(("to", To), ("authority", Authority), ("outcome", "transferred"))
        );
        draft.Tell(Recipients.Centre, Stage.Reply);
        draft.Tell(Recipients.DutyLeader);
        return draft.Done();
    }
}
