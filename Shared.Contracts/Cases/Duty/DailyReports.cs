namespace Shared.Contracts.Cases.Duty;

/// <summary>日报: the report that a day of duty owes.</summary>
/// <param name="Day">In Shanghai.</param>
/// <param name="StartedAt">When duty began on that day.</param>
/// <param name="DueAt">First moment that is too late.</param>
public sealed record DailyReport(DateOnly Day, DateTimeOffset StartedAt, DateTimeOffset DueAt);

/// <summary>Which daily reports a window owes: one for each of its days, a zero report too (零报告).</summary>
public static class DailyReports
{
    /// <summary>16:30 of the day.</summary>
    public static readonly TimeSpan Usual = new(16, 30, 0);

    /// <param name="at">Time of the day at which they are due; a day whose duty ends before it, or begins after, owes none.</param>
    public static IEnumerable<DailyReport> Of(DutyWindow window, TimeSpan at)
    {
        for (var day = Shanghai.DayOf(window.From); Shanghai.Midnight(day) < window.To; day = day.AddDays(1))
        {
            var midnight = Shanghai.Midnight(day);
            var startedAt = window.From > midnight ? window.From : midnight;
            if (midnight + at > startedAt && midnight + at <= window.To)
            {
                yield return new DailyReport(day, startedAt, midnight + at);
            }
        }
    }
}
