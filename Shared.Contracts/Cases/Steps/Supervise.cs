namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 督办, 催办: those above ask after a case they assigned. Whoever holds it and the duty leader are told at once, and an
/// answer is owed by a time of their own, one more clock beside the others: the next word of progress, of handling or of
/// the reply, which they read in their feed.
/// </summary>
public sealed record Supervise(CaseCall Call) : CaseCommand(Call)
{
    public required Supervision Kind { get; init; }

    /// <summary>What they want to know, in their words.</summary>
    public required string Content { get; init; }

    /// <summary>By when they want an answer; <see cref="Duty.DutyLimits.Supervision"/> from now where they do not say.</summary>
    public DateTimeOffset? DueAt { get; init; }

    protected override string Step => Cases.Step.Supervise;

    protected override bool Permits(Case it) => Actor.Role is Role.Province or Role.Operator;

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        if (DueAt <= draft.Now)
        {
            return Decision.Refuse(RefusalKind.Invalid, "答复期限应晚于现在", "dueAt");
        }
        var dueAt = DueAt ?? draft.Now + policy.Duty.Supervision;
        OpenClock(draft, dueAt);
        draft.Event(
            EventType.Supervised,
            reason: Content,
            data: EventData.Of(("supervision", Codes.Supervisions.Code(Kind)), ("dueAt", Shanghai.In(dueAt)))
        );
        draft.TellHolder(Stage.Supervised);
        draft.Tell(Recipients.DutyLeader, Stage.Supervised);
        return draft.Done();
    }

    /// <summary>An answer answers all that was asked: of several times the earliest that is still to come counts.</summary>
    private static void OpenClock(CaseDraft draft, DateTimeOffset dueAt)
    {
        if (
            draft.It.Deadlines.Any(d =>
                d is { IsOpen: true, Stage: Stage.Supervised } && draft.Now < d.DueAt && d.DueAt <= dueAt
            )
        )
        {
            return;
        }
        draft.Cancel(d => d.Stage == Stage.Supervised);
        draft.Open(
            new Deadline
            {
                CaseId = draft.It.Id,
                Regime = Regime.Assigned,
                Stage = Stage.Supervised,
                Round = draft.RoundsOf(Regime.Assigned, Stage.Supervised) + 1,
                StartedAt = draft.Now,
                DueAt = dueAt,
            }
        );
    }
}
