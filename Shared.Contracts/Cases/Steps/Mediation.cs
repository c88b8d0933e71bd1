using Shared.Contracts.Cases.Law;

namespace Shared.Contracts.Cases.Steps;

/// <summary>What the steps of a complaint's mediation do alike.</summary>
internal static class Mediation
{
    /// <summary>The limit of this stage rests from now on.</summary>
    public static void Pause(CaseDraft draft, Stage stage, string reason) =>
        draft.Recount(
            d => d.Stage == stage && !d.IsPaused,
            basis => basis with { Pauses = [.. basis.Pauses, new ClockPause(draft.Now, null, reason)] }
        );

    /// <summary>The limit of this stage, if it rests, runs on; the days between are taken out of its count.</summary>
    public static void Resume(CaseDraft draft, Stage stage) =>
        draft.Recount(
            d => d.Stage == stage && d.IsPaused,
            basis => basis with { Pauses = [.. basis.Pauses.Select(p => p.To is null ? p with { To = draft.Now } : p)] }
        );

    /// <summary>
    /// Mediation has failed or was ended: both sides must be told (Order 121 Art. 23, Order 20 Art. 21). Ending it meets the
    /// limits of acceptance and mediation.
    /// </summary>
    public static void End(CaseDraft draft, string? ground)
    {
        draft.Set(c => c with { Law = c.Law with { MediationEnd = ground } });
        draft.OpenLaw(Stage.Notify, draft.Now);
    }
}
