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
        await csv.LineAsync("统计时间", $"{report.AsOf:yyyy-MM-dd HH:mm:ss}");
        await csv.LineAsync("来件", Text(report.Rows), report.Zero ? "零报告" : "");
        await csv.LineAsync("");
        await csv.LineAsync("指标", "数值", "基数", "百分比", "上期", "上年同期", "口径");
        foreach (var f in report.Figures)
        {
            await csv.LineAsync(
                f.Name,
                Text(f.Value),
                Text(f.Of),
                Text(f.Percent),
                Text(f.Previous),
                Text(f.YearBefore),
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
