namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 补正: facts that were missing or wrong are filled in (Order 121 Art. 10: what an oral complaint leaves open is asked
/// for later). What is given replaces what was there; what is not given stays. The timeline names the fields.
/// </summary>
public sealed record Amend(CaseCall Call) : CaseCommand(Call)
{
    public required Facts Facts { get; init; }

    /// <summary>The person after the change; compared and completed where personal data can be read.</summary>
    public Person? Person { get; init; }
    public bool PersonChanged { get; init; }

    protected override string Step => Cases.Step.Amend;

    protected override bool Permits(Case it) => IsOperator || IsOfUnit(it);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        var facts = it.Facts.CompletedBy(Facts);
        IReadOnlyList<string> changed =
        [
            .. FactsComparison.Differences(it.Facts, facts),
            .. PersonChanged ? (string[])["complainant"] : [],
        ];
        if (changed.Count == 0)
        {
            return new Decision.Unchanged();
        }
        draft.Set(c =>
            c with
            {
                Facts = facts,
                Incomplete = facts.Incomplete(c.Kind, Person),
                Law = PersonChanged ? c.Law with { RealName = Person is { IsNamed: true } } : c.Law,
            }
        );
        draft.Event(EventType.Corrected, data: EventData.Of(("fields", changed)));
        draft.TellHolder();
        if (it.Unit is not null)
        {
            var danger = Common.RaiseByRules(draft, policy);
            Common.OpenUrgentClocks(draft, policy);
            Common.FlagByRules(draft, policy, danger);
        }
        return new Decision.Changed([draft.Change() with { Person = PersonChanged ? Person : null }]);
    }
}
