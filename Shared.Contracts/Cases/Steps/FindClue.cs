namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 调解中发现违法线索: what the unit finds while it mediates becomes a report of its own, to be verified within fifteen working
/// days of the finding (Order 121 Art. 27, Order 20 Art. 23). The mediation runs on.
/// </summary>
public sealed record FindClue(CaseCall Call) : CaseCommand(Call)
{
    public required Guid ReportId { get; init; }

    /// <summary>What was found.</summary>
    public required string Content { get; init; }

    protected override string Step => Cases.Step.FindClue;

    protected override bool Permits(Case it) => IsOfUnit(it);

    /// <summary>The report's registration, once its number is known.</summary>
    public Decision Register(Case it, CaseNumber number, Policy policy, DateTimeOffset now) =>
        new Register(Id, Actor)
        {
            CaseIds = [ReportId],
            Kinds = [Kind.Report],
            Channel = it.Channel,
            Facts = it.Facts with { Content = Content, Demands = [], Amount = null, CallRef = null },
            FoundIn = it.Id,
        }.Decide([number], policy, now);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        draft.Set(c => c with { Linked = [.. c.Linked, ReportId] });
        draft.Event(EventType.ClueFound, reason: Content);
        draft.Tell(Recipients.Centre);
        return draft.Done();
    }
}
