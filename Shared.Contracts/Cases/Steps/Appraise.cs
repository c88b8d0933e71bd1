namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 鉴定、检测开始: the quality of goods or service is appraised or tested. That time does not count for the mediation limit
/// (Order 121 Art. 22, Order 20 Art. 20).
/// </summary>
public sealed record BeginAppraisal(CaseCall Call) : CaseCommand(Call)
{
    /// <summary>What is appraised, and by whom.</summary>
    public required string Subject { get; init; }

    protected override string Step => Cases.Step.BeginAppraisal;

    protected override bool Permits(Case it) => IsOfUnit(it);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        Mediation.Pause(draft, Stage.Mediate, "鉴定、检测");
        draft.Set(c => c with { Law = c.Law with { AppraisalSince = draft.Now } });
        draft.Event(EventType.AppraisalBegun, reason: Subject);
        return draft.Done();
    }
}

/// <summary>鉴定、检测结束: the result has come, and the mediation limit runs on.</summary>
public sealed record EndAppraisal(CaseCall Call) : CaseCommand(Call)
{
    public required string Result { get; init; }

    protected override string Step => Cases.Step.EndAppraisal;

    protected override bool Permits(Case it) => IsOfUnit(it);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        Mediation.Resume(draft, Stage.Mediate);
        draft.Set(c => c with { Law = c.Law with { AppraisalSince = null } });
        draft.Event(EventType.AppraisalEnded, reason: Result);
        return draft.Done();
    }
}
