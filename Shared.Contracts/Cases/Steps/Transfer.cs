using Shared.Contracts.Cases.Documents;

namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 移送: to the police, where a complaint is itself fraud or extortion (Order 121 Art. 42), or to another authority. Ends
/// the handling; who complained or reported is owed the reply. Of an accepted complaint it ends the mediation too.
/// </summary>
public sealed record Transfer(CaseCall Call) : CaseCommand(Call)
{
    private const string Police = "police";

    /// <summary>A code of <see cref="Codes.TransferTargets"/>.</summary>
    public required string To { get; init; }

    /// <summary>The authority's name.</summary>
    public required string Authority { get; init; }
    public required string Reason { get; init; }

    protected override string Step => Cases.Step.Transfer;

    protected override bool Permits(Case it) => IsOfUnit(it);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        var law = OrderWords.Of(it);
        var ground =
            it is not { Kind: Kind.Complaint, AcceptedAt: not null } ? null
            : To == Police && law.Police is null ? Mediation.OtherByLaw
            : Mediation.NotAcceptable;
        var article = To == Police && law.Police is { } police ? $"（{police}）" : "";
        Handling.End(draft, policy, "transferred", ground, c => c, $"{Authority}{article}");
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
