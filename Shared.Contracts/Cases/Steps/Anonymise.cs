namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 匿名化: once a case has ended and nothing of it is owed, everything that may tell who complained or reported is erased,
/// for good, in the name of a duty leader (personal data is kept no longer than its purpose needs). Codes, amounts, limits
/// and the trader stay, so that reports count as before; the timeline keeps when what was done, and names what was erased.
/// </summary>
public sealed record Anonymise(CaseCall Call) : CaseCommand(Call)
{
    public required string Reason { get; init; }

    /// <summary>Events that hold people's words; read by the shell in the transaction that erases them.</summary>
    public IReadOnlyList<int> WithWords { get; init; } = [];

    protected override string Step => Cases.Step.Anonymise;

    protected override bool Permits(Case it) => Actor.Role == Role.DutyLeader;

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        draft.Set(c =>
            c with
            {
                Facts = c.Facts.Anonymised(draft.Now),
                Incomplete = [],
                Routing = c.Routing is { By: RoutedBy.Hand } byHand ? byHand with { Reason = "" } : c.Routing,
            }
        );
        draft.Event(EventType.Anonymised, reason: Reason, data: EventData.Of(("events", WithWords)));
        return new Decision.Changed([draft.Change() with { Erased = WithWords }]);
    }
}
