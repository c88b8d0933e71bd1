using Shared.Contracts.Cases;

namespace Intake.Api.Console;

/// <summary>The end of a limit, in words that cannot be read as leaving out its last day.</summary>
internal static class LimitWords
{
    public static string Latest(DateOnly day) => $"最迟 {day:yyyy-MM-dd}（含当日）";

    /// <summary>A limit that ends at midnight is named by its last day, any other by the moment.</summary>
    public static string Until(DateTimeOffset due)
    {
        var there = Shanghai.In(due);
        return there.TimeOfDay == TimeSpan.Zero
            ? $"最迟 {there.AddDays(-1):MM-dd}（含当日）"
            : $"{there:MM-dd HH:mm} 前";
    }
}
