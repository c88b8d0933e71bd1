using System.Text.Json;

namespace Unit.Law;

/// <summary>
/// A second reading of the calendar for comparison: walks day by day over its own table, knowing nothing of the product.
/// </summary>
internal sealed class WorkingDays
{
    private readonly Dictionary<string, bool> special = [];

    public WorkingDays(string json)
    {
        using var document = JsonDocument.Parse(json);
        foreach (var year in document.RootElement.GetProperty("years").EnumerateObject())
        {
            foreach (var day in year.Value.GetProperty("holidays").EnumerateObject())
            {
                special[day.Name] = false;
            }
            foreach (var day in year.Value.GetProperty("makeUpWorkdays").EnumerateObject())
            {
                special[day.Name] = true;
            }
        }
    }

    public bool IsHoliday(DateOnly day) => special.TryGetValue($"{day:yyyy-MM-dd}", out var works) && !works;

    public bool Works(DateOnly day) =>
        special.TryGetValue($"{day:yyyy-MM-dd}", out var works)
            ? works
            : day.DayOfWeek != DayOfWeek.Saturday && day.DayOfWeek != DayOfWeek.Sunday;

    /// <summary>The first day on which <paramref name="count"/> working days after the start have been walked.</summary>
    public DateOnly After(DateOnly start, int count)
    {
        var day = start;
        var walked = 0;
        while (walked < count)
        {
            day = day.AddDays(1);
            walked += Works(day) ? 1 : 0;
        }
        return day;
    }

    /// <summary>How many working days lie after the start, up to and with the end.</summary>
    public int Between(DateOnly start, DateOnly end)
    {
        var count = 0;
        for (var day = start.AddDays(1); day <= end; day = day.AddDays(1))
        {
            count += Works(day) ? 1 : 0;
        }
        return count;
    }
}
