using Shared.Contracts.Cases.Law;

namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 延长核查期限: the head has approved that verifying a report takes longer, once, by the days its order allows (Order 121
/// Art. 27 and the rules on administrative penalties). What is missed already is not lengthened.
/// </summary>
public sealed record Extend(CaseCall Call) : CaseCommand(Call)
{
    /// <summary>Who approved it, by name and office.</summary>
    public required string ApprovedBy { get; init; }
    public required string Reason { get; init; }

    protected override string Step => Cases.Step.Extend;

    protected override bool Permits(Case it) => IsOfUnit(it) || Actor.Role == Role.DutyLeader;

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        var days = policy.Law.OrderOf(it).Find(Stage.Verify, it.Kind)?.Extension;
        var before = it.Deadlines.LastOrDefault(d => CanExtend(d) && d.DueAt > draft.Now);
        if (days is null || before is null)
        {
            return NotNow(it, "核查期限已届满，不能再延长");
        }
        draft.Recount(
            CanExtend,
            basis => basis with { Extension = new LimitExtension(days.Value, ApprovedBy, Reason, draft.Now) }
        );
        var after = draft.It.Deadlines.Single(d => string.Equals(d.Id, before.Id, StringComparison.Ordinal));
        draft.Event(
            EventType.Extended,
            Stage.Verify,
            Reason,
            EventData.Of(
                ("stage", Codes.Stages.Code(Stage.Verify)),
                ("days", days),
                ("approvedBy", ApprovedBy),
                ("from", Shanghai.In(before.DueAt)),
                ("to", Shanghai.In(after.DueAt))
            )
        );
        return draft.Done();
    }

    /// <summary>Whether a limit may still be lengthened.</summary>
    public static bool CanExtend(Deadline d) =>
        d is { Stage: Stage.Verify, IsOpen: true, MissedAt: null, Basis.Extension: null };
}
