using System.Globalization;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Duty;

namespace Intake.Api.Reports;

/// <summary>The stretch of time whose arrivals a report counts, half-open, and those it is compared with.</summary>
/// <param name="Name">As the report is headed.</param>
/// <param name="From">First moment.</param>
/// <param name="To">First moment that is not in it.</param>
public sealed record ReportPeriod(string Name, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Earliest year that can be asked for: the hotline's own.</summary>
    private const int FirstYear = 1999;

    private const int LastYear = 2199;

    /// <summary>The period just before; nothing where periods do not follow one another.</summary>
    public ReportPeriod? Previous { get; private init; }

    /// <summary>The same period a year earlier.</summary>
    public ReportPeriod? YearBefore { get; private init; }

    /// <summary>The first part of it, or all where nothing is said.</summary>
    public ReportPeriod First(TimeSpan? part) =>
        part is { } length && From + length < To ? this with { To = From + length } : this;

    /// <summary>The duty window of a year, 14 March 08:00 to 16 March 18:00.</summary>
    public static ReportPeriod? Duty(string year) =>
        YearOf(year) is { } of ? Window(of) with { YearBefore = Window(of - 1) } : null;

    public static ReportPeriod? Daily(string date) =>
        DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && IsKnown(day.Year)
            ? Day(day) with
            {
                Previous = Day(day.AddDays(-1)),
                YearBefore = Day(day.AddYears(-1)),
            }
            : null;

    public static ReportPeriod? Hourly(string hour) =>
        DateTime.TryParseExact(hour, "yyyy-MM-ddTHH", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
        && IsKnown(at.Year)
            ? Hour(at) with
            {
                Previous = Hour(at.AddHours(-1)),
                YearBefore = Hour(at.AddYears(-1)),
            }
            : null;

    public static ReportPeriod? Monthly(string month) =>
        DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
        && IsKnown(first.Year)
            ? Month(first) with
            {
                Previous = Month(first.AddMonths(-1)),
                YearBefore = Month(first.AddYears(-1)),
            }
            : null;

    public static ReportPeriod? Yearly(string year) =>
        YearOf(year) is { } of ? Year(of) with { Previous = Year(of - 1), YearBefore = Year(of - 1) } : null;

    private static ReportPeriod Window(int year)
    {
        var window = DutyWindows.OfYear(year);
        return new ReportPeriod($"{year}年“3·15”值班时段", window.From, window.To);
    }

    private static ReportPeriod Day(DateOnly day) =>
        new($"{day:yyyy年M月d日}", Shanghai.Midnight(day), Shanghai.Midnight(day.AddDays(1)));

    private static ReportPeriod Hour(DateTime at)
    {
        var from = Shanghai.At(at.Year, at.Month, at.Day, at.Hour);
        return new ReportPeriod($"{at:yyyy年M月d日H时}", from, from.AddHours(1));
    }

    private static ReportPeriod Month(DateOnly first) =>
        new($"{first:yyyy年M月}", Shanghai.Midnight(first), Shanghai.Midnight(first.AddMonths(1)));

    private static ReportPeriod Year(int year) =>
        new($"{year}年", Shanghai.At(year, 1, 1, 0), Shanghai.At(year + 1, 1, 1, 0));

    private static int? YearOf(string text) =>
        text.Length == 4
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
        && IsKnown(year)
            ? year
            : null;

    private static bool IsKnown(int year) => year is >= FirstYear and <= LastYear;
}
