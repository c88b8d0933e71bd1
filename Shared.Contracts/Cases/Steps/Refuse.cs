using Shared.Contracts.Cases.Documents;

namespace Shared.Contracts.Cases.Steps;

/// <summary>不予受理: the complaint is not accepted, on a ground of its order (Order 121 Art. 16, Order 20 Art. 15); the case ends, and the complainant
/// must be told.</summary>
public sealed record Refuse(CaseCall Call) : CaseCommand(Call)
{
    /// <summary>A code of <see cref="Codes.RefusalGrounds"/>.</summary>
    public required string Ground { get; init; }
    public required string Reason { get; init; }

    protected override string Step => Cases.Step.Refuse;

    protected override bool Permits(Case it) => IsOfUnit(it);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        var law = OrderWords.Of(it);
        if (OrderWords.Find(law.RefusalGrounds, Ground) is null)
        {
            return Decision.Refuse(RefusalKind.Invalid, $"本案适用{law.Name}，{law.Refuse}没有这一情形", "ground");
        }
        draft.Meet(Stage.Accept);
        draft.CancelAll();
        TellDecision.Owe(draft);
        draft.Set(c => c with { Status = CaseStatus.Refused, Law = c.Law with { MaterialAskedAt = null } });
        draft.Event(EventType.Refused, Stage.Accept, Reason, EventData.Of(("ground", Ground)));
        draft.Tell(Recipients.Centre);
        return draft.Done();
    }
}
