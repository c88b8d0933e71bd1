namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 反馈: the person is told the result; usually this also closes the case, as a second event. Of an accepted complaint that
/// was taken back it says that both sides were told, and the case stays withdrawn.
/// </summary>
public sealed record Reply(CaseCall Call) : CaseCommand(Call)
{
    public required ReplyMethod Method { get; init; }
    public required string Summary { get; init; }

    /// <summary>A code of <see cref="Codes.Satisfactions"/>.</summary>
    public string? Satisfaction { get; init; }
    public bool Close { get; init; } = true;

    protected override string Step => Cases.Step.Reply;

    protected override bool Permits(Case it) => IsOperator || IsOfUnit(it);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        draft.Meet(Stage.Reply, Stage.TellDecision, Stage.Notify, Stage.TellReporter, Stage.Assigned, Stage.Supervised);
        var isWithdrawn = it.Status == CaseStatus.Withdrawn;
        draft.Set(c => c with { Status = isWithdrawn ? c.Status : CaseStatus.Replied });
        draft.Event(
            EventType.Replied,
            isWithdrawn ? Stage.Notify : Stage.Reply,
            Summary,
            EventData.Of(("method", Codes.ReplyMethods.Code(Method)), ("satisfaction", Satisfaction))
        );
        if (Close && !isWithdrawn)
        {
            Steps.Close.End(draft);
        }
        return draft.Done();
    }
}
