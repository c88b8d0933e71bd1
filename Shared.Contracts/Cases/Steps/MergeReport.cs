using Shared.Contracts.Cases.Documents;
using Shared.Contracts.Cases.Law;

namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 重复举报: the same reporter reports the same matter of the same party again (Order 121 Art. 35). Without new facts it is not
/// handled anew; with new facts it is merged, and the limit to verify runs from the last report. Order 20 has no such rule:
/// a limit of its stays as it is. Decided by a person, never by the service; where the two do not look like one reporter and
/// one party, the person must say that this was looked into.
/// </summary>
public sealed record MergeReport(CaseCall Call) : CaseCommand(Call)
{
    /// <summary>The earlier report.</summary>
    public required Guid Into { get; init; }

    /// <summary>Its number, where that is what the person knows; <see cref="Into"/> is then found by it.</summary>
    public string? IntoNumber { get; init; }
    public required bool NewFacts { get; init; }
    public required string Reason { get; init; }

    /// <summary>Looked into, and to be merged although reporter or party seem to differ.</summary>
    public bool Confirmed { get; init; }

    /// <summary>Whether both were made by one named person; read by the shell.</summary>
    public bool HasSameReporter { get; init; }

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
        if (!Confirmed && Doubts(it, earlier).ToList() is { Count: > 0 } doubts)
        {
            return Decision.Refuse(
                RefusalKind.Invalid,
                $"{string.Join('；', doubts)}。核对后仍要并入的，请勾选确认",
                "confirmed"
            );
        }
        return new Decision.Changed([.. repeat.Changes, Restart(it, earlier, policy, now)]);
    }

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        draft.CancelAll("并入原举报");
        draft.Set(c => c with { Status = CaseStatus.Closed, Law = c.Law with { MergedInto = Into } });
        draft.Set(c => c with { Linked = [.. c.Linked.Union([Into])] });
        draft.Event(EventType.Merged, reason: Reason, data: EventData.Of(("newFacts", NewFacts)));
        return draft.Done();
    }

    private IEnumerable<string> Doubts(Case repeat, Case earlier)
    {
        if (!HasSameReporter)
        {
            yield return "两件举报的举报人匿名或者不同，不能认定为同一举报人";
        }
        if (!IsSameParty(repeat.Facts.Respondent, earlier.Facts.Respondent))
        {
            yield return "两件举报的被举报人不详或者不同";
        }
    }

    private static bool IsSameParty(Respondent? one, Respondent? other) =>
        one?.CreditCode is { Length: > 0 } code && other?.CreditCode is { Length: > 0 } otherCode
            ? string.Equals(code, otherCode, StringComparison.OrdinalIgnoreCase)
            : one?.Name is { Length: > 0 } name && string.Equals(name, other?.Name, StringComparison.Ordinal);

    private CaseChange Restart(Case repeat, Case earlier, Policy policy, DateTimeOffset now)
    {
        var draft = new CaseDraft(earlier, Actor, policy, now);
        draft.Set(c => c with { Linked = [.. c.Linked.Union([repeat.Id])] });
        // The limit runs from the last report: one that is merged after a later one does not move it back.
        var running = earlier.Deadlines.LastOrDefault(d => d.Stage == Stage.Verify);
        var isLast = running is null || repeat.ArrivedAt > running.StartedAt;
        var rule = NewFacts && (isLast || running is { IsOpen: false }) ? OrderWords.Of(earlier).Repeat : null;
        if (rule is not null)
        {
            var number = repeat.Number.ToString();
            draft.Cancel(
                d => d.Stage == Stage.Verify,
                $"合并重复举报{number}，依据{rule.Article}自收到该次举报之日重新计算"
            );
            draft.Set(c => c with { Law = c.Law with { Filed = null } });
            var startedBy = isLast ? number : running!.Basis?.Restart?.Number ?? earlier.Number.ToString();
            draft.OpenLaw(
                Stage.Verify,
                isLast ? repeat.ArrivedAt : running!.StartedAt,
                new LimitRestart(startedBy, rule.Article, rule.Words)
            );
        }
        draft.Event(
            EventType.RepeatMerged,
            rule is null ? null : Stage.Verify,
            Reason,
            EventData.Of(
                ("number", repeat.Number.ToString()),
                ("newFacts", NewFacts),
                ("article", rule?.Article),
                ("limitKept", NewFacts && rule is null ? true : null),
                // The limit that was lengthened is no longer the one that runs; a new one is lengthened anew.
                ("extensionEnds", rule is not null && running?.Basis?.Extension is not null ? true : null),
                ("confirmed", Confirmed ? true : null)
            )
        );
        draft.TellHolder(rule is null ? null : Stage.Verify);
        return draft.Change();
    }
}
