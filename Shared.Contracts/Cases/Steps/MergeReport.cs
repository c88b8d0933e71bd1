namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 重复举报: the same reporter reports the same matter of the same party again (Order 121 Art. 35). Without new facts it is not
/// handled anew; with new facts it is merged, and the limit to verify runs from the last report. Decided by a person, never
/// by the service.
/// </summary>
public sealed record MergeReport(CaseCall Call) : CaseCommand(Call)
{
    /// <summary>The earlier report.</summary>
    public required Guid Into { get; init; }

    /// <summary>Its number, where that is what the person knows; <see cref="Into"/> is then found by it.</summary>
    public string? IntoNumber { get; init; }
    public required bool NewFacts { get; init; }
    public required string Reason { get; init; }

    protected override string Step => Cases.Step.MergeReport;

    protected override bool Permits(Case it) =>
        Actor.Role is Role.Coordinator or Role.DutyLeader || IsOfUnit(it) || (IsOperator && it.Unit is null);

    /// <summary>Decides over both reports together.</summary>
    public Decision Decide(Case it, Case? earlier, Policy policy, DateTimeOffset now)
    {
        var decision = Decide(it, policy, now);
        if (decision is not Decision.Changed repeat)
        {
            return decision;
        }
        if (earlier is null || !Rights.Reads(Actor, earlier) || earlier.Kind != Kind.Report)
        {
            return Decision.Refuse(RefusalKind.Invalid, "没有这件举报，或您无权查看", "into");
        }
        if (earlier.Id == it.Id || earlier.ArrivedAt > it.ArrivedAt)
        {
            return Decision.Refuse(RefusalKind.Invalid, "应并入更早的举报", "into");
        }
        if (NewFacts && (earlier.IsFinal || earlier.Status is CaseStatus.Handled or CaseStatus.Replied))
        {
            return Decision.Refuse(RefusalKind.Invalid, "原举报已处置，有新事实的应另行处理", "into");
        }
        return new Decision.Changed([.. repeat.Changes, Restart(it, earlier, policy, now)]);
    }

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        draft.CancelAll();
        draft.Set(c => c with { Status = CaseStatus.Closed, Law = c.Law with { MergedInto = Into } });
        draft.Set(c => c with { Linked = [.. c.Linked.Union([Into])] });
        draft.Event(EventType.Merged, reason: Reason, data: EventData.Of(("newFacts", NewFacts)));
        return draft.Done();
    }

    private CaseChange Restart(Case repeat, Case earlier, Policy policy, DateTimeOffset now)
    {
        var draft = new CaseDraft(earlier, Actor, policy, now);
        draft.Set(c => c with { Linked = [.. c.Linked.Union([repeat.Id])] });
        if (NewFacts)
        {
            draft.Cancel(d => d.Stage == Stage.Verify);
            draft.Set(c => c with { Law = c.Law with { Filed = null } });
            draft.OpenLaw(Stage.Verify, repeat.ArrivedAt);
        }
        draft.Event(
            EventType.RepeatMerged,
            NewFacts ? Stage.Verify : null,
            Reason,
            EventData.Of(("number", repeat.Number.ToString()), ("newFacts", NewFacts))
        );
        draft.TellHolder(NewFacts ? Stage.Verify : null);
        return draft.Change();
    }
}
