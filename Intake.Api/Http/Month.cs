using System.Globalization;
using Shared.Contracts.Cases;

namespace Intake.Api.Http;

/// <summary>A calendar month in Shanghai, as calls and pages ask for one.</summary>
/// <param name="First">Its first day.</param>
public sealed record Month(DateOnly First)
{
    /// <summary>What is said of a text that is none.</summary>
    public const string Wrong = "应为年和月，如 2027-03";

    private const string Format = "yyyy-MM";

    /// <summary>The hotline's own first year, and one that nobody will ask for.</summary>
    private const int FirstYear = 1999;
    private const int LastYear = 2199;

    public DateTimeOffset From => Shanghai.Midnight(First);

    /// <summary>First moment that is not in it.</summary>
    public DateTimeOffset To => Shanghai.Midnight(First.AddMonths(1));

    public Month Before => new(First.AddMonths(-1));

    public static Month Of(DateOnly day) => new(new DateOnly(day.Year, day.Month, 1));

    /// <summary>The month, or nothing where the text is none.</summary>
    public static Month? Read(string? text) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
        && first.Year is >= FirstYear and <= LastYear
            ? new Month(first)
            : null;

    public override string ToString() => First.ToString(Format, CultureInfo.InvariantCulture);
}
