using Shared.Contracts.Cases.Documents;
using Shared.Contracts.Cases.Law;

namespace Shared.Contracts.Cases.Steps;

/// <summary>What the steps of a complaint's mediation do alike.</summary>
internal static class Mediation
{
    /// <summary>Codes of <see cref="Codes.MediationEndGrounds"/> that steps know by themselves.</summary>
    public const string WithdrawnOrSettled = "withdrawnOrSettled";
    public const string TimeUp = "timeUp";
    public const string NotAcceptable = "notAcceptable";
    public const string OtherByLaw = "otherByLaw";

    /// <summary>Whether after this outcome both sides are owed word that mediation has ended.</summary>
    public static bool IsEndedBy(Kind kind, string outcome) =>
        kind == Kind.Complaint && outcome is "notMediated" or "mediationEnded" or "transferred";

    /// <summary>Why mediation cannot end on this ground yet; nothing where it can.</summary>
    public static string? TooEarly(Case it, string ground, DateTimeOffset at)
    {
        if (ground != TimeUp)
        {
            return null;
        }
        if (it.Deadlines.LastOrDefault(d => d.Stage == Stage.Mediate) is not { } limit)
        {
            return "投诉尚未受理，调解期限还没有起算";
        }
        return limit.MissedAt is not null || (!limit.IsPaused && limit.DueAt <= at) ? null
            : limit.IsPaused ? "鉴定、检测期间调解期限暂停，尚未届满"
            : $"调解期限{(limit.LastDay is { } day ? Filling.Latest(day) : "")}尚未届满";
    }

    /// <summary>The limit of this stage rests from now on.</summary>
    public static void Pause(CaseDraft draft, Stage stage, string reason) =>
        draft.Recount(
            d => d.Stage == stage && !d.IsPaused,
            basis => basis with { Pauses = [.. basis.Pauses, new ClockPause(draft.Now, null, reason)] }
        );

    /// <summary>The limit of this stage, if it rests, runs on; the days between are taken out of its count.</summary>
    public static void Resume(CaseDraft draft, Stage stage) =>
        draft.Recount(d => d.Stage == stage && d.IsPaused, basis => basis.ResumedAt(draft.Now));

    /// <summary>
    /// Mediation of an accepted complaint has failed or was ended: both sides must be told (Order 121 Art. 23, Order 20
    /// Art. 21).
    /// </summary>
    public static void End(CaseDraft draft, string? ground)
    {
        draft.Set(c => c with { Law = c.Law with { MediationEnd = ground } });
        draft.OpenLaw(Stage.Notify, draft.Now);
    }
}
