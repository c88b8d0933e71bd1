namespace Shared.Contracts.Cases.Steps;

/// <summary>The end of handling, whichever step brings it.</summary>
internal static class Handling
{
    /// <summary>
    /// The matter is dealt with. That implies that the complaint was accepted and mediated, the report verified and decided,
    /// and the unit's first word given: their clocks are met with it. A complaint that is handed over before it was decided
    /// on is never accepted: that limit is no longer owed, and no mediation has ended.
    /// </summary>
    /// <param name="to">To whom the case is handed over, where it is.</param>
    public static void End(
        CaseDraft draft,
        Policy policy,
        string outcome,
        string? ground,
        Func<Case, Case> more,
        string? to = null
    )
    {
        var isUndecided = LeavesUndecided(draft.It, outcome);
        if (isUndecided)
        {
            draft.Cancel(d => d.Stage == Stage.Accept, $"案件移送{to ?? "其他机关"}，本机关不再作出是否受理的决定");
        }
        if (draft.It is { Kind: Kind.Complaint, AcceptedAt: null } && !isUndecided)
        {
            // Accepted with its end, and so within its limit: it counts as closed in time like any other.
            draft.OpenLaw(Stage.Mediate, draft.Now);
        }
        draft.Meet(Stage.Accept, Stage.Mediate, Stage.Verify, Stage.FirstFeedback, Stage.Handle, Stage.Supervised);
        draft.Cancel(d => d.Stage == Stage.OnSite);
        draft.Set(c =>
            more(c) with
            {
                Status = CaseStatus.Handled,
                HandledAt = draft.Now,
                AcceptedAt = c.AcceptedAt ?? (c.Kind == Kind.Complaint && !isUndecided ? draft.Now : null),
                Outcome = outcome,
                Law = c.Law with { AppraisalSince = null, MaterialAskedAt = null },
            }
        );
        if (!isUndecided && Mediation.IsEndedBy(draft.It.Kind, outcome))
        {
            Mediation.End(draft, ground);
        }
        if (draft.It is { Kind: Kind.Report, Law.Filed: null })
        {
            DecideFiling.Decided(draft, draft.It.FiledAsCase || outcome == "caseFiled");
        }
        draft.OpenDuty(Stage.Reply, draft.Now, policy.Duty.Reply);
    }

    /// <summary>Whether a complaint goes to another authority before it was accepted.</summary>
    public static bool LeavesUndecided(Case it, string outcome) =>
        it is { Kind: Kind.Complaint, AcceptedAt: null } && outcome == "transferred";
}
