using System.Globalization;
using Intake.Api.Http;

namespace Intake.Api.Reports;

/// <summary>A report as CSV.</summary>
internal static class ReportCsv
{
    public static async Task WriteAsync(Stream stream, ReportView report)
    {
        await using var csv = new ExcelCsv(stream);
        await csv.LineAsync(report.Name, $"{report.From:yyyy-MM-dd HH:mm} 至 {report.To:yyyy-MM-dd HH:mm}");
        await csv.LineAsync(
            "统计时间",
            $"{report.AsOf:yyyy-MM-dd HH:mm:ss}",
            report.IsRunning ? "本期未完，上期和上年同期只计到同一时点" : ""
        );
        await csv.LineAsync("来件", Text(report.Rows), report.Zero ? "零报告" : "");
        await csv.LineAsync("");
        if (report.Submitted is { } submitted)
        {
            await csv.LineAsync("已报送", $"{submitted.At:yyyy-MM-dd HH:mm:ss}", submitted.By, submitted.CheckValue);
            foreach (var change in submitted.Changes)
            {
                await csv.LineAsync("报送之后的变化", change.Words);
            }
            await csv.LineAsync("");
        }
        await csv.LineAsync(
            "指标",
            "数值",
            "基数",
            "百分比",
            "上期",
            "上期百分比",
            "上年同期",
            "上年同期百分比",
            "口径"
        );
        foreach (var f in report.Figures)
        {
            await csv.LineAsync(
                f.Name,
                Text(f.Value),
                Text(f.Of),
                Text(f.Percent),
                Text(f.Previous),
                Text(f.PreviousPercent),
                Text(f.YearBefore),
                Text(f.YearBeforePercent),
                f.Basis
            );
        }
        foreach (var group in report.Groups)
        {
            await csv.LineAsync("");
            await csv.LineAsync(group.Name, "投诉、举报");
            foreach (var line in group.Lines)
            {
                await csv.LineAsync(line.Name, Text(line.Count));
            }
        }
    }

    private static string? Text(decimal? number) => number?.ToString("0.##", CultureInfo.InvariantCulture);
}
