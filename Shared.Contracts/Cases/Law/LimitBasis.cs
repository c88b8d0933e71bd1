namespace Shared.Contracts.Cases.Law;

/// <summary>A limit lengthened with the approval of the head (审批延期).</summary>
/// <param name="Days">Further days, counted as the limit is.</param>
public sealed record LimitExtension(int Days, string ApprovedBy, string Reason, DateTimeOffset At);

/// <summary>A limit that began anew with a repeated report, merged into this one (Order 121 Art. 35).</summary>
/// <param name="Number">Of the merged report.</param>
public sealed record LimitRestart(string Number, string Article, string Rule);

/// <summary>What a limit of the law was counted from: enough to count it again and to show how.</summary>
/// <param name="Count">Days the article gives, without the extension.</param>
public sealed record LimitBasis(
    string Order,
    string Article,
    string Rule,
    int Count,
    LimitUnit Unit,
    bool ShiftsWeekends,
    int LawVersion,
    int CalendarVersion
)
{
    public LimitExtension? Extension { get; init; }

    public IReadOnlyList<ClockPause> Pauses { get; init; } = [];

    public LimitRestart? Restart { get; init; }

    /// <summary>Why the limit is no longer counted, in Chinese, where a step says so.</summary>
    public string? EndedBecause { get; init; }

    /// <summary>Days in all.</summary>
    public int Days => Count + (Extension?.Days ?? 0);

    public bool IsPaused => Pauses.Any(p => p.To is null);

    public LimitEnd End(WorkingCalendar calendar, DateTimeOffset startedAt) =>
        LimitCount.End(calendar, Shanghai.DayOf(startedAt), Days, Unit, ShiftsWeekends, Pauses);
}
