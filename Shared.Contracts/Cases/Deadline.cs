using Shared.Contracts.Cases.Law;

namespace Shared.Contracts.Cases;

/// <summary>
/// A limit that a case runs under: opened, then met or cancelled, and recorded once when missed. In time means
/// <c>at &lt; DueAt</c>.
/// </summary>
public sealed record Deadline
{
    public required Guid CaseId { get; init; }
    public required Regime Regime { get; init; }
    public required Stage Stage { get; init; }

    /// <summary>1 for the first time a stage runs, 2 when it runs again (a returned case is routed again).</summary>
    public required int Round { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Last day in which the step is in time, for limits counted in days.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>First moment that is too late.</summary>
    public required DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? MetAt { get; init; }
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>Equal to <see cref="DueAt"/> once a miss is recorded.</summary>
    public DateTimeOffset? MissedAt { get; init; }
    public DateTimeOffset? RecordedAt { get; init; }

    /// <summary>The miss was recorded later than the clock's tolerance, after an outage or by back-entry.</summary>
    public bool FoundLate { get; init; }

    /// <summary>The limit reaches into a year whose public holidays are not known yet.</summary>
    public bool Provisional { get; init; }

    /// <summary>Highest warning recorded, percent of the limit: 0, 50 or 80; 100 where it began too late for any.</summary>
    public int Warned { get; init; }

    /// <summary>It began when its end had passed already: missed from the start, which whoever is responsible has been told.</summary>
    public bool IsBornLate => Stage == Stage.TellDecision && RecordedAt is not null && !FoundLate && Warned == 100;

    /// <summary>What a limit of the law was counted from; nothing for limits in clock time.</summary>
    public LimitBasis? Basis { get; init; }

    public string Id => IdOf(CaseId, Regime, Stage, Round);

    public bool IsOpen => MetAt is null && CancelledAt is null;

    /// <summary>The clock rests, for appraisal or testing (Order 121 Art. 22): nothing falls due meanwhile.</summary>
    public bool IsPaused => IsOpen && Basis is { IsPaused: true };

    /// <summary>Nothing has come of it yet: a change of calendar or law counts it anew.</summary>
    public bool MayBeRecounted => IsOpen && MissedAt is null;

    /// <summary>It may still move with the holidays of a year that is not known.</summary>
    public bool MayStillMove => Provisional && MayBeRecounted;

    /// <summary>When the clock has to look at this deadline again; nothing once all is recorded.</summary>
    public DateTimeOffset? NextAt =>
        !IsOpen || IsPaused || MissedAt is not null ? null
        : Warned < 50 ? At(50)
        : Warned < 80 ? At(80)
        : DueAt;

    public static string IdOf(Guid caseId, Regime regime, Stage stage, int round) =>
        $"{caseId:D}/{Codes.Regimes.Code(regime)}/{Codes.Stages.Code(stage)}/{round}";

    /// <summary>The moment at which <paramref name="percent"/> of the limit has passed.</summary>
    public DateTimeOffset At(int percent) => StartedAt + ((DueAt - StartedAt) * (percent / 100.0));

    /// <summary>The highest warning whose moment has come, percent of the limit: 0, 50 or 80.</summary>
    public int WarningAt(DateTimeOffset now) =>
        At(80) <= now ? 80
        : At(50) <= now ? 50
        : 0;

    /// <summary>Ends the deadline at <paramref name="at"/>; too late, it stays missed all the same.</summary>
    public Deadline Meet(DateTimeOffset at) => this with { MetAt = at };

    /// <param name="why">In Chinese, for the trace of a limit of the law.</param>
    public Deadline Cancel(DateTimeOffset at, string? why = null) =>
        this with
        {
            CancelledAt = at,
            Basis = why is null || Basis is null ? Basis : Basis with { EndedBecause = why },
        };

    /// <summary>
    /// As it begins: one whose end has passed by then is missed from the start. Nobody is told again, since what made it late
    /// was missed and told before.
    /// </summary>
    public Deadline BornBy(DateTimeOffset now) =>
        DueAt <= now ? this with { MissedAt = DueAt, RecordedAt = now, Warned = 100 } : this;

    /// <summary>Records the miss with its true time, and how late it was found.</summary>
    public Deadline Miss(DateTimeOffset now, TimeSpan tolerance) =>
        this with
        {
            MissedAt = DueAt,
            RecordedAt = now,
            FoundLate = now - DueAt > tolerance,
        };
}
