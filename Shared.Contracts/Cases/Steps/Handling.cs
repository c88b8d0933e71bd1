namespace Shared.Contracts.Cases.Steps;

/// <summary>The end of handling, whichever step brings it.</summary>
internal static class Handling
{
    /// <summary>Outcomes after which both sides are owed word that mediation has ended.</summary>
    public static bool EndsMediation(Kind kind, string outcome) =>
        kind == Kind.Complaint && outcome is "notMediated" or "mediationEnded" or "transferred";

    /// <summary>
    /// The matter is dealt with. That implies that the complaint was accepted and mediated, the report verified and decided,
    /// and the unit's first word given: their clocks are met with it.
    /// </summary>
    public static void End(CaseDraft draft, Policy policy, string outcome, string? ground, Func<Case, Case> more)
    {
        Mediation.Resume(draft, Stage.Accept);
        Mediation.Resume(draft, Stage.Mediate);
        draft.Meet(Stage.Accept, Stage.Mediate, Stage.Verify, Stage.FirstFeedback, Stage.Handle);
        draft.Cancel(d => d.Stage == Stage.OnSite);
        draft.Set(c =>
            more(c) with
            {
                Status = CaseStatus.Handled,
                HandledAt = draft.Now,
                AcceptedAt = c.AcceptedAt ?? (c.Kind == Kind.Complaint ? draft.Now : null),
                Outcome = outcome,
                Law = c.Law with { AppraisalSince = null, MaterialAskedAt = null },
            }
        );
        if (EndsMediation(draft.It.Kind, outcome))
        {
            Mediation.End(draft, ground);
        }
        if (draft.It is { Kind: Kind.Report, Law.Filed: null })
        {
            DecideFiling.Decided(draft, draft.It.FiledAsCase || outcome == "caseFiled");
        }
        draft.OpenDuty(Stage.Reply, draft.Now, policy.Duty.Reply);
    }
}
