namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// Those above sent an assignment again, with other content: the case takes the new content, and its timeline says what
/// changed. A new upstream date is one more round of the assigned clock.
/// </summary>
public sealed record CorrectAssignment(CaseCall Call) : CaseCommand(Call)
{
    public required Kind Kind { get; init; }
    public required Channel Channel { get; init; }
    public Level? Level { get; init; }
    public required Facts Facts { get; init; }
    public Person? Person { get; init; }

    /// <summary>Whether the personal data differs from what is stored; compared where it can be read.</summary>
    public bool PersonChanged { get; init; }
    public required Assignment Assignment { get; init; }

    protected override bool Permits(Case it) => Actor.Role is Role.Province or Role.Operator;

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        if (Kind != it.Kind)
        {
            return Decision.Refuse(
                RefusalKind.Invalid,
                $"这个上级编号已登记为{Codes.Kinds.Name(it.Kind)}，类型不能更改；请退回或另行交办",
                "kind"
            );
        }
        var facts = Facts with { UpstreamTexts = Facts.UpstreamTexts ?? it.Facts.UpstreamTexts };
        var changed = FactsComparison.Differences(it.Facts, facts);
        var due = it.Assignment?.DueAt != Assignment.DueAt;
        if (due)
        {
            changed = [.. changed, "upstreamDueAt"];
        }
        if (Channel != it.Channel)
        {
            changed = [.. changed, "channel"];
        }
        if (Level is { } level && level > it.Level)
        {
            changed = [.. changed, "level"];
        }
        if (PersonChanged)
        {
            changed = [.. changed, "complainant"];
        }
        if (changed.Count == 0)
        {
            return new Decision.Unchanged();
        }
        if (due && !it.IsFinal && it.Status != CaseStatus.Replied)
        {
            Restart(draft);
        }
        draft.Set(c =>
            c with
            {
                Channel = Channel,
                Level = Level > c.Level ? Level.Value : c.Level,
                Facts = facts,
                Assignment = Assignment,
                Incomplete = facts.Incomplete(c.Kind, Person),
            }
        );
        draft.Event(EventType.Corrected, data: EventData.Of(("fields", changed)));
        draft.TellHolder();
        if (it.Unit is not null && !it.IsFinal)
        {
            var danger = Common.RaiseByRules(draft, policy);
            Common.OpenUrgentClocks(draft, policy);
            Common.FlagByRules(draft, policy, danger);
        }
        return new Decision.Changed([draft.Change() with { Person = PersonChanged ? Person : null }]);
    }

    private void Restart(CaseDraft draft)
    {
        draft.Cancel(d => d.Stage == Stage.Assigned);
        if (Assignment.DueAt is { } dueAt)
        {
            draft.Open(
                new Deadline
                {
                    CaseId = draft.It.Id,
                    Regime = Regime.Assigned,
                    Stage = Stage.Assigned,
                    Round = draft.RoundsOf(Regime.Assigned, Stage.Assigned) + 1,
                    StartedAt = draft.It.ArrivedAt,
                    DueAt = dueAt,
                }
            );
        }
    }
}
