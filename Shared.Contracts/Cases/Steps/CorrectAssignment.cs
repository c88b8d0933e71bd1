namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// Those above sent an assignment again: the case takes what they have changed since they sent it last, and its timeline says
/// what that was. What they do not speak of, and what the bureau has filled in or corrected since, stays. A new upstream date
/// is one more round of the assigned clock. Of a case that was anonymised nothing comes back.
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
        if (it.Facts.AnonymisedAt is not null)
        {
            return new Decision.Unchanged();
        }
        var sent = new SentFacts(Facts, it.Facts.UpstreamMarks);
        var facts = sent.Onto(it.Facts);
        var changed = FactsComparison.Differences(it.Facts, facts);
        var due =
            Assignment.DueAt is not null && it.Assignment?.DueAt != Assignment.DueAt && sent.IsNew(SentFacts.DueAt);
        var isPersonNew = PersonChanged && sent.IsNew(SentFacts.Person);
        var raised = Level > it.Level && sent.IsNew(SentFacts.Level) ? Level : null;
        var channel = sent.IsNew(SentFacts.Channel) ? Channel : it.Channel;
        if (due)
        {
            changed = [.. changed, "upstreamDueAt"];
        }
        if (channel != it.Channel)
        {
            changed = [.. changed, "channel"];
        }
        if (raised is not null)
        {
            changed = [.. changed, "level"];
        }
        if (isPersonNew)
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
                Channel = channel,
                Level = raised ?? c.Level,
                Facts = facts,
                Assignment = due ? Assignment : c.Assignment,
                Incomplete = facts.Incomplete(c.Kind, Person),
                Law = isPersonNew ? c.Law with { RealName = Person is { IsNamed: true } } : c.Law,
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
        return new Decision.Changed([draft.Change() with { Person = isPersonNew ? Person : null }]);
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
