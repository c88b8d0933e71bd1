using System.Text.Json;

namespace Shared.Contracts.Cases.Law;

/// <summary>What a day is to the law: works or rests, and why.</summary>
public enum DayKind
{
    /// <summary>Monday to Friday.</summary>
    WorkingDay,

    /// <summary>调休上班: a Saturday or Sunday that works in exchange for a holiday.</summary>
    MakeUpWorkday,
    Weekend,

    /// <summary>法定节假日, with the days of rest the State Council's notice joins to it.</summary>
    Holiday,
}

/// <summary>One year's public holidays and make-up workdays, by date with their names.</summary>
public sealed record CalendarYear(
    int Year,
    IReadOnlyDictionary<DateOnly, string> Holidays,
    IReadOnlyDictionary<DateOnly, string> MakeUpWorkdays
)
{
    /// <summary>Who has checked the year against the State Council's notice; nothing for a year that came with the software.</summary>
    public string? SignedBy { get; init; }
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>All days of the State Council's notice are in; a year that is half typed in is not known yet.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>Public holidays that every year has, by what their name holds; 中秋 may fall into 国庆.</summary>
    private static readonly string[] Usual = ["元旦", "春节", "清明", "劳动", "端午", "国庆"];

    /// <summary>Public holidays of which no day is in; a year with any is not complete.</summary>
    public IEnumerable<string> MissingHolidays =>
        Usual.Where(name => !Holidays.Values.Any(h => h.Contains(name, StringComparison.Ordinal)));
}

/// <summary>
/// Public holidays (法定节假日) and make-up workdays (调休) by year. Asking for a day or counting working days costs the same
/// whatever the distance, since the days of two centuries are numbered once.
/// </summary>
public sealed class WorkingCalendar
{
    private static readonly int First = new DateOnly(1950, 1, 1).DayNumber;
    private static readonly int Last = new DateOnly(2149, 12, 31).DayNumber;

    private static readonly JsonSerializerOptions Written = new()
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly SortedDictionary<int, CalendarYear> years;

    /// <summary>Of each day the number of working days up to and with it.</summary>
    private readonly int[] worked;

    /// <summary>The day number of each working day.</summary>
    private readonly int[] workingDays;

    public WorkingCalendar(IEnumerable<CalendarYear> years, int version = 1)
    {
        this.years = new SortedDictionary<int, CalendarYear>(years.ToDictionary(y => y.Year));
        Version = version;
        worked = new int[Last - First + 1];
        var found = new List<int>(worked.Length);
        for (var number = First; number <= Last; number++)
        {
            if (KindOf(DateOnly.FromDayNumber(number)) is DayKind.WorkingDay or DayKind.MakeUpWorkday)
            {
                found.Add(number);
            }
            worked[number - First] = found.Count;
        }
        workingDays = [.. found];
    }

    /// <summary>Grows by one whenever a year is signed off anew.</summary>
    public int Version { get; }

    public IReadOnlyCollection<CalendarYear> Years => years.Values;

    /// <summary>Days a limit may be counted over; a start outside them cannot be counted from.</summary>
    public static DateOnly FirstDay => DateOnly.FromDayNumber(First);

    /// <summary>As far as limits of a year or less can be counted from.</summary>
    public static DateOnly LastStart => DateOnly.FromDayNumber(Last - 800);

    /// <summary>Reads the shipped format: <c>{years: {"2026": {holidays: {date: name}, makeUpWorkdays: {…}}}}</c>.</summary>
    /// <exception cref="JsonException">The text is not JSON of that form.</exception>
    public static WorkingCalendar Parse(string json, int version = 1)
    {
        using var document = JsonDocument.Parse(json);
        return new WorkingCalendar(
            document
                .RootElement.GetProperty("years")
                .EnumerateObject()
                .Select(year => new CalendarYear(
                    int.Parse(year.Name),
                    Days(year.Value.GetProperty("holidays")),
                    Days(year.Value.GetProperty("makeUpWorkdays"))
                )
                {
                    SignedBy = year.Value.TryGetProperty("signedBy", out var by) ? by.GetString() : null,
                    SignedAt = year.Value.TryGetProperty("signedAt", out var at) ? at.GetDateTimeOffset() : null,
                    IsComplete = !year.Value.TryGetProperty("complete", out var complete) || complete.GetBoolean(),
                })
                .ToList(),
            version
        );
    }

    /// <summary>The calendar with one year put in, or put in the place of what was known of it.</summary>
    public WorkingCalendar With(CalendarYear year) =>
        new(years.Values.Where(y => y.Year != year.Year).Append(year), Version + 1);

    /// <summary>In the form that <see cref="Parse"/> reads.</summary>
    public string ToJson() =>
        JsonSerializer.Serialize(
            new
            {
                years = years.Values.ToDictionary(
                    y => y.Year,
                    y => new
                    {
                        holidays = Named(y.Holidays),
                        makeUpWorkdays = Named(y.MakeUpWorkdays),
                        signedBy = y.SignedBy,
                        signedAt = y.SignedAt,
                        complete = y.IsComplete,
                    }
                ),
            },
            Written
        );

    /// <summary>Whether the State Council's notice for this year is in the calendar, and all of it.</summary>
    public bool Knows(int year) => years.TryGetValue(year, out var known) && known.IsComplete;

    public bool IsWorkingDay(DateOnly day) => KindOf(day) is DayKind.WorkingDay or DayKind.MakeUpWorkday;

    public DayKind KindOf(DateOnly day)
    {
        if (years.TryGetValue(day.Year, out var year))
        {
            if (year.MakeUpWorkdays.ContainsKey(day))
            {
                return DayKind.MakeUpWorkday;
            }
            if (year.Holidays.ContainsKey(day))
            {
                return DayKind.Holiday;
            }
        }
        return day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? DayKind.Weekend : DayKind.WorkingDay;
    }

    /// <summary>The holiday a day belongs to or is worked for, such as 春节; nothing of other days.</summary>
    public string? NameOf(DateOnly day) =>
        years.TryGetValue(day.Year, out var year)
            ? year.Holidays.GetValueOrDefault(day) ?? year.MakeUpWorkdays.GetValueOrDefault(day)
            : null;

    /// <summary>The working day that is <paramref name="count"/> working days after a day, which is itself not counted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The start lies outside <see cref="FirstDay"/> to <see cref="LastStart"/>.</exception>
    public DateOnly WorkingDayAfter(DateOnly start, int count)
    {
        if (start < FirstDay || start > LastStart)
        {
            throw new ArgumentOutOfRangeException(nameof(start), start, "The calendar does not reach that day.");
        }
        return DateOnly.FromDayNumber(workingDays[worked[start.DayNumber - First] + count - 1]);
    }

    /// <summary>The first day from this one on that is no public holiday and, by the switch, no plain weekend.</summary>
    public DateOnly Shifted(DateOnly day, bool shiftsWeekends)
    {
        while (KindOf(day) == DayKind.Holiday || (shiftsWeekends && KindOf(day) == DayKind.Weekend))
        {
            day = day.AddDays(1);
        }
        return day;
    }

    /// <summary>Whether every year from one day to another is known.</summary>
    public bool KnowsAll(DateOnly from, DateOnly to)
    {
        for (var year = from.Year; year <= to.Year; year++)
        {
            if (!Knows(year))
            {
                return false;
            }
        }
        return true;
    }

    private static SortedDictionary<string, string> Named(IReadOnlyDictionary<DateOnly, string> days) =>
        new(
            days.ToDictionary(d => $"{d.Key:yyyy-MM-dd}", d => d.Value, StringComparer.Ordinal),
            StringComparer.Ordinal
        );

    private static Dictionary<DateOnly, string> Days(JsonElement byDate) =>
        byDate
            .EnumerateObject()
            .ToDictionary(
                day =>
                    DateOnly.TryParseExact(day.Name, "yyyy-MM-dd", out var date)
                        ? date
                        : throw new JsonException($"“{day.Name}” is no date."),
                day => day.Value.GetString() ?? throw new JsonException($"{day.Name} has no name.")
            );
}
