namespace Shared.Contracts.Cases.Law;

/// <summary>A limit lengthened with the approval of the head (审批延期).</summary>
/// <param name="Days">Further days, counted as the limit is.</param>
public sealed record LimitExtension(int Days, string ApprovedBy, string Reason, DateTimeOffset At);

/// <summary>A limit that began anew with a repeated report, merged into this one (Order 121 Art. 35).</summary>
/// <param name="Number">Of the merged report.</param>
public sealed record LimitRestart(string Number, string Article, string Rule);

/// <summary>The article a limit rests on where a step says so, instead of the one its order's data has for the stage.</summary>
public sealed record LimitGround(string Article, string Rule);

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

    public LimitGround? Ground { get; init; }

    /// <summary>
    /// The day on which a change of the data would have ended the limit in the past, though it was in time: it ends no earlier.
    /// </summary>
    public DateOnly? NotBefore { get; init; }

    /// <summary>Why the limit is no longer counted, in Chinese, where a step says so.</summary>
    public string? EndedBecause { get; init; }

    /// <summary>Days in all.</summary>
    public int Days => Count + (Extension?.Days ?? 0);

    public bool IsPaused => Pauses.Any(p => p.To is null);

    /// <summary>The pause, over by now, that takes this day out of the count.</summary>
    public ClockPause? PauseOn(DateOnly day) => Pauses.FirstOrDefault(p => p.To is not null && p.Covers(day));

    public LimitBasis On(LimitGround? ground) =>
        ground is null ? this : this with { Ground = ground, Article = ground.Article, Rule = ground.Rule };

    /// <summary>The same basis, and no pause lasts beyond this moment.</summary>
    public LimitBasis ResumedAt(DateTimeOffset at) =>
        this with
        {
            Pauses = [.. Pauses.Select(p => p.To is null ? p with { To = at } : p)],
        };

    public LimitEnd End(WorkingCalendar calendar, DateTimeOffset startedAt)
    {
        var end = LimitCount.End(calendar, Shanghai.DayOf(startedAt), Days, Unit, ShiftsWeekends, Pauses);
        return Floor(calendar) is { } floor && end.LastDay < floor ? end with { LastDay = floor } : end;
    }

    /// <summary>
    /// The earliest last day, see <see cref="NotBefore"/>: on or after it, the first that no pause takes out and on which a
    /// limit of this kind can end (Art. 45).
    /// </summary>
    public DateOnly? Floor(WorkingCalendar calendar)
    {
        if (NotBefore is not { } day)
        {
            return null;
        }
        while (PauseOn(day) is not null || !CanEndOn(calendar, day))
        {
            day = day.AddDays(1);
        }
        return day;
    }

    private bool CanEndOn(WorkingCalendar calendar, DateOnly day) =>
        Unit == LimitUnit.WorkingDays ? calendar.IsWorkingDay(day) : calendar.Shifted(day, ShiftsWeekends) == day;
}
