using Shared.Contracts.Cases;
using Shared.Contracts.Storage.Duty;

namespace Intake.Api.Reports;

/// <summary>How pages speak of a daily report that is owed.</summary>
internal static class DailyReportWords
{
    public static string Owed(DutyReportRow report) =>
        report.MissedAt is null
            ? $"{report.Day:MM-dd} 日报应于 {Shanghai.In(report.DueAt):HH:mm} 前报送（无来件也报）"
            : $"{report.Day:MM-dd} 日报已过 {Shanghai.In(report.DueAt):HH:mm}，尚未报送";
}
