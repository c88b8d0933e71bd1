namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 要求补充材料: asks the complainant for what Order 121 Art. 10 wants and is missing. Whether the limit to accept rests
/// meanwhile is part of the law's data.
/// </summary>
public sealed record AskMaterial(CaseCall Call) : CaseCommand(Call)
{
    /// <summary>What is asked for.</summary>
    public required string Material { get; init; }

    protected override string Step => Cases.Step.AskMaterial;

    protected override bool Permits(Case it) => IsOfUnit(it);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        var pauses = policy.Law.OrderOf(it).PausesForMaterial;
        if (pauses)
        {
            Mediation.Pause(draft, Stage.Accept, "等待补充材料");
        }
        draft.Set(c => c with { Law = c.Law with { MaterialAskedAt = draft.Now } });
        draft.Event(EventType.MaterialAsked, reason: Material, data: EventData.Of(("pauses", pauses ? true : null)));
        draft.Tell(Recipients.Centre);
        return draft.Done();
    }
}

/// <summary>材料已补: what was asked for has come.</summary>
public sealed record ReceiveMaterial(CaseCall Call) : CaseCommand(Call)
{
    public required string Material { get; init; }

    protected override string Step => Cases.Step.ReceiveMaterial;

    protected override bool Permits(Case it) => IsOfUnit(it) || IsOperator;

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        Mediation.Resume(draft, Stage.Accept);
        draft.Set(c => c with { Law = c.Law with { MaterialAskedAt = null } });
        draft.Event(EventType.MaterialReceived, reason: Material);
        draft.TellHolder(Stage.Accept);
        return draft.Done();
    }
}
