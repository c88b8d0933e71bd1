using System.Text.Json;

namespace Shared.Contracts.Cases.Law;

/// <summary>Last day of a limit, and whether a year without published holidays made it provisional.</summary>
public readonly record struct LimitEnd(DateOnly LastDay, bool Provisional)
{
    /// <summary>First moment that is too late: midnight after the last day, Shanghai.</summary>
    public DateTimeOffset DueAt => Shanghai.Midnight(LastDay.AddDays(1));
}

/// <summary>
/// Public holidays (法定节假日) and make-up workdays (调休) by year, and counting by Order 121 Art. 45: the first day is
/// not counted; a limit whose last day is a public holiday ends on the first day after it.
/// </summary>
public sealed class WorkingCalendar
{
    private readonly HashSet<DateOnly> holidays = [];
    private readonly HashSet<DateOnly> makeUpWorkdays = [];
    private readonly HashSet<int> years = [];

    /// <summary>Reads the shipped format: <c>{years: {"2026": {holidays: {date: name}, makeUpWorkdays: {…}}}}</c>.</summary>
    /// <exception cref="JsonException">The text is not JSON of that form.</exception>
    public static WorkingCalendar Parse(string json)
    {
        var calendar = new WorkingCalendar();
        using var document = JsonDocument.Parse(json);
        foreach (var year in document.RootElement.GetProperty("years").EnumerateObject())
        {
            calendar.years.Add(int.Parse(year.Name));
            AddDays(calendar.holidays, year.Value.GetProperty("holidays"));
            AddDays(calendar.makeUpWorkdays, year.Value.GetProperty("makeUpWorkdays"));
        }
        return calendar;
    }

    /// <summary>Whether a last day on a plain weekend shifts too; Art. 45 does not say. Default: on.</summary>
    public bool ShiftWeekends { get; init; } = true;

    public bool Knows(int year) => years.Contains(year);

    public bool IsWorkingDay(DateOnly day) =>
        makeUpWorkdays.Contains(day)
        || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day));

    /// <summary>The last day of a limit of <paramref name="count"/> working days; the start is not counted.</summary>
    public LimitEnd AddWorkingDays(DateOnly start, int count)
    {
        var day = start;
        var known = true;
        for (var left = count; left > 0; )
        {
            day = day.AddDays(1);
            known &= Knows(day.Year);
            if (IsWorkingDay(day))
            {
                left--;
            }
        }
        return new LimitEnd(day, !known);
    }

    /// <summary>The last day of a limit of <paramref name="count"/> calendar days, shifted past a holiday.</summary>
    public LimitEnd AddCalendarDays(DateOnly start, int count)
    {
        var day = start.AddDays(count);
        while (holidays.Contains(day) || (ShiftWeekends && !IsWorkingDay(day)))
        {
            day = day.AddDays(1);
        }
        return new LimitEnd(day, !Knows(day.Year));
    }

    private static void AddDays(HashSet<DateOnly> days, JsonElement byDate)
    {
        foreach (var day in byDate.EnumerateObject())
        {
            days.Add(DateOnly.ParseExact(day.Name, "yyyy-MM-dd"));
        }
    }
}
