namespace Shared.Contracts.Cases;

/// <summary>Asia/Shanghai: a fixed +08:00, no summer time since 1991.</summary>
public static class Shanghai
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateTimeOffset In(DateTimeOffset at) => at.ToOffset(Offset);

    public static DateTimeOffset? In(DateTimeOffset? at) => at is { } moment ? In(moment) : null;

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(In(at).DateTime);

    public static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, Offset);

    public static DateTimeOffset At(int year, int month, int day, int hour) =>
        new(year, month, day, hour, 0, 0, Offset);
}
