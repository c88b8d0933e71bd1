namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 撤回: the person takes the contact back before it is handled. Of an accepted complaint that ends the mediation, and both
/// sides must be told (Order 121 Art. 23, Order 20 Art. 21).
/// </summary>
public sealed record Withdraw(CaseCall Call) : CaseCommand(Call)
{
    public required string Reason { get; init; }

    protected override string Step => Cases.Step.Withdraw;

    protected override bool Permits(Case it) => IsOperator || IsOfUnit(it);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        var endsMediation = it is { Kind: Kind.Complaint, AcceptedAt: not null };
        if (endsMediation)
        {
            draft.Meet(Stage.Mediate);
        }
        draft.CancelAll("撤回");
        draft.Set(c =>
            c with
            {
                Status = CaseStatus.Withdrawn,
                Law = c.Law with { AppraisalSince = null, MaterialAskedAt = null },
            }
        );
        if (endsMediation)
        {
            Mediation.End(draft, Mediation.WithdrawnOrSettled);
        }
        draft.Event(EventType.Withdrawn, reason: Reason);
        if (it.Unit is { } unit)
        {
            draft.Tell(Recipients.Of(unit), endsMediation ? Stage.Notify : null);
        }
        return draft.Done();
    }
}
