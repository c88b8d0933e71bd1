namespace Shared.Contracts.Cases.Duty;

/// <summary>A stretch of round-the-clock duty, half-open: <c>From ≤ at &lt; To</c>.</summary>
public sealed record DutyWindow(DateTimeOffset From, DateTimeOffset To)
{
    public bool Contains(DateTimeOffset at) => From <= at && at < To;
}

/// <summary>
/// The yearly window of the duty plan, 14 March 08:00 to 16 March 18:00 Asia/Shanghai, and extra dated windows.
/// </summary>
public sealed class DutyWindows(params IEnumerable<DutyWindow> extra)
{
    private readonly DutyWindow[] extra = [.. extra];

    public bool Contains(DateTimeOffset at) => At(at) is not null;

    /// <summary>The window that holds a moment, or nothing.</summary>
    public DutyWindow? At(DateTimeOffset at)
    {
        var yearly = OfYear(Shanghai.In(at).Year);
        return yearly.Contains(at) ? yearly : Array.Find(extra, w => w.Contains(at));
    }

    public static DutyWindow OfYear(int year) => new(Shanghai.At(year, 3, 14, 8), Shanghai.At(year, 3, 16, 18));
}
