namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 告知投诉人: the complainant was told that the complaint is accepted, or why it is not. The seven working days hold for the
/// decision and for the telling of it (Order 121 Art. 15, Order 20 Art. 14), so a clock of its own runs to the same last day.
/// </summary>
public sealed record TellDecision(CaseCall Call) : CaseCommand(Call)
{
    public required ReplyMethod Method { get; init; }

    /// <summary>What the complainant said to it.</summary>
    public string? Note { get; init; }

    protected override string Step => Cases.Step.TellDecision;

    protected override bool Permits(Case it) => IsOperator || IsOfUnit(it);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        draft.Meet(Stage.TellDecision);
        draft.Event(
            EventType.DecisionTold,
            Stage.TellDecision,
            Note,
            EventData.Of(("method", Codes.ReplyMethods.Code(Method)))
        );
        return draft.Done();
    }

    /// <summary>Whether the complainant is yet to be told.</summary>
    public static bool IsOwed(Case it) => it.Deadlines.Any(d => d is { IsOpen: true, Stage: Stage.TellDecision });

    /// <summary>The decision is made: it must be told within what is left of the limit it was made under.</summary>
    internal static void Owe(CaseDraft draft)
    {
        if (draft.It.Deadlines.LastOrDefault(d => d is { Stage: Stage.Accept, Basis: not null }) is { } decided)
        {
            draft.OpenLate(
                new Deadline
                {
                    CaseId = decided.CaseId,
                    Regime = decided.Regime,
                    Stage = Stage.TellDecision,
                    Round = draft.RoundsOf(decided.Regime, Stage.TellDecision) + 1,
                    StartedAt = decided.StartedAt,
                    LastDay = decided.LastDay,
                    DueAt = decided.DueAt,
                    Provisional = decided.Provisional,
                    Warned = decided.WarningAt(draft.Now),
                    Basis = decided.Basis,
                }
            );
        }
    }
}
