namespace Shared.Contracts.Cases.Duty;

/// <summary>A stretch of round-the-clock duty, half-open: <c>From ≤ at &lt; To</c>.</summary>
public sealed record DutyWindow(DateTimeOffset From, DateTimeOffset To)
{
    public bool Contains(DateTimeOffset at) => From <= at && at < To;

    public bool Overlaps(DutyWindow other) => From < other.To && other.From < To;
}

/// <summary>
/// The yearly window of the duty plan, 14 March 08:00 to 16 March 18:00 Asia/Shanghai, and extra dated windows.
/// </summary>
public sealed class DutyWindows(params IEnumerable<DutyWindow> extra)
{
    private readonly DutyWindow[] extra = [.. extra];

    /// <summary>The dated windows beside the yearly one.</summary>
    public IReadOnlyList<DutyWindow> Extra => extra;

    /// <summary>These windows and more.</summary>
    public DutyWindows With(IEnumerable<DutyWindow> more) => new(extra.Concat(more));

    public bool Contains(DateTimeOffset at) => At(at) is not null;

    /// <summary>The window that holds a moment, or nothing.</summary>
    public DutyWindow? At(DateTimeOffset at)
    {
        var yearly = OfYear(Shanghai.In(at).Year);
        return yearly.Contains(at) ? yearly : Array.Find(extra, w => w.Contains(at));
    }

    /// <summary>The window, of any year's or the dated ones, that another would overlap; nothing if it overlaps none.</summary>
    public DutyWindow? Overlapped(DutyWindow by)
    {
        for (var year = Shanghai.In(by.From).Year; year <= Shanghai.In(by.To).Year; year++)
        {
            if (OfYear(year) is { } yearly && yearly.Overlaps(by))
            {
                return yearly;
            }
        }
        return Array.Find(extra, w => w.Overlaps(by));
    }

    public static DutyWindow OfYear(int year) => new(Shanghai.At(year, 3, 14, 8), Shanghai.At(year, 3, 16, 18));
}
