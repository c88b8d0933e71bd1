namespace Shared.Contracts.Cases.Law;

/// <summary>A limit lengthened with the approval of the head (审批延期).</summary>
/// <param name="Days">Further days, counted as the limit is.</param>
public sealed record LimitExtension(int Days, string ApprovedBy, string Reason, DateTimeOffset At);

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

    /// <summary>Days in all.</summary>
    public int Days => Count + (Extension?.Days ?? 0);

    public bool IsPaused => Pauses.Any(p => p.To is null);

    public LimitEnd End(WorkingCalendar calendar, DateTimeOffset startedAt) =>
        LimitCount.End(calendar, Shanghai.DayOf(startedAt), Days, Unit, ShiftsWeekends, Pauses);
}
