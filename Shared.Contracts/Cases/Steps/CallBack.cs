namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 回访 (Order 121 Art. 26): after the case is closed the person is asked how it was dealt with, in four grades; whoever was
/// not reached may be called again. The last grade counts in the statistics.
/// </summary>
public sealed record CallBack(CaseCall Call) : CaseCommand(Call)
{
    /// <summary>A code of <see cref="Codes.Satisfactions"/>; nothing when nobody was reached.</summary>
    public string? Grade { get; init; }

    /// <summary>What the person said.</summary>
    public string? Note { get; init; }

    protected override string Step => Cases.Step.CallBack;

    protected override bool Permits(Case it) => Actor.Role is Role.Operator or Role.DutyLeader;

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        draft.Set(c => c with { Law = c.Law with { CalledBack = Grade ?? c.Law.CalledBack } });
        draft.Event(
            EventType.CalledBack,
            reason: Note,
            data: EventData.Of(("reached", Grade is not null), ("satisfaction", Grade))
        );
        return draft.Done();
    }
}
