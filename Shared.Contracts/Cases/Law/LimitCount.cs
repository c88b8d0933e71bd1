namespace Shared.Contracts.Cases.Law;

/// <summary>Days a limit is counted in.</summary>
public enum LimitUnit
{
    /// <summary>工作日.</summary>
    WorkingDays,

    /// <summary>日: calendar days.</summary>
    CalendarDays,
}

/// <summary>
/// Time that does not count: appraisal and testing (Order 121 Art. 22, Order 20 Art. 20), or the wait for material where the
/// policy says so. The day it begins is not counted any more, the day it ends is counted again.
/// </summary>
/// <param name="To">Nothing while it lasts.</param>
public sealed record ClockPause(DateTimeOffset From, DateTimeOffset? To, string Reason)
{
    /// <summary>Whether a day is taken out of the count.</summary>
    public bool Covers(DateOnly day) => day >= Shanghai.DayOf(From) && (To is not { } to || day < Shanghai.DayOf(to));
}

/// <summary>Last day of a limit, and whether a year without published holidays made it provisional.</summary>
public readonly record struct LimitEnd(DateOnly LastDay, bool Provisional)
{
    /// <summary>First moment that is too late: midnight after the last day, Shanghai.</summary>
    public DateTimeOffset DueAt => Shanghai.Midnight(LastDay.AddDays(1));
}

/// <summary>
/// Counting by Order 121 Art. 45: the first day is not counted, counting begins on the next working or calendar day; a limit
/// whose last day is a public holiday ends on the first day after it.
/// </summary>
public static class LimitCount
{
    /// <summary>The end of a limit.</summary>
    /// <param name="calendar">Working days and holidays.</param>
    /// <param name="start">Shanghai date of the moment the limit begins.</param>
    /// <param name="count">How many days, at least 1.</param>
    /// <param name="unit">Which days are counted.</param>
    /// <param name="shiftsWeekends">Whether a last day on a plain weekend shifts too; Art. 45 does not say.</param>
    /// <param name="pauses">Time that does not count.</param>
    public static LimitEnd End(
        WorkingCalendar calendar,
        DateOnly start,
        int count,
        LimitUnit unit,
        bool shiftsWeekends,
        IReadOnlyList<ClockPause>? pauses = null
    )
    {
        // While it still lasts nothing can be counted through it: the count stands as if it ended where it began.
        var closed = pauses?.Where(p => p.To is not null).ToList() ?? [];
        var last =
            closed.Count > 0 ? Walk(calendar, start, count, unit, closed)
            : unit == LimitUnit.WorkingDays ? calendar.WorkingDayAfter(start, count)
            : start.AddDays(count);
        if (unit == LimitUnit.WorkingDays)
        {
            return new LimitEnd(last, !calendar.KnowsAll(start.AddDays(1), last));
        }
        var shifted = calendar.Shifted(last, shiftsWeekends);
        while (closed.Exists(p => p.Covers(shifted)))
        {
            shifted = calendar.Shifted(shifted.AddDays(1), shiftsWeekends);
        }
        return new LimitEnd(shifted, !calendar.KnowsAll(last, shifted));
    }

    /// <summary>Day by day, for limits with time taken out.</summary>
    private static DateOnly Walk(
        WorkingCalendar calendar,
        DateOnly start,
        int count,
        LimitUnit unit,
        List<ClockPause> closed
    )
    {
        var day = start;
        for (var left = count; left > 0; )
        {
            day = day.AddDays(1);
            if (!closed.Exists(p => p.Covers(day)) && (unit == LimitUnit.CalendarDays || calendar.IsWorkingDay(day)))
            {
                left--;
            }
        }
        return day;
    }
}
