using System.Globalization;
using Intake.Api.Http;
using Shared.Contracts.Cases;

namespace Intake.Api.Reports;

/// <summary>The rows behind a figure as CSV.</summary>
internal static class FigureRowsCsv
{
    public static async Task WriteAsync(Stream stream, IAsyncEnumerable<FigureRow> rows)
    {
        await using var csv = new ExcelCsv(stream);
        await csv.LineAsync("登记编号", "类型", "状态", "计入", "金额（元）", "反馈序号");
        await foreach (var row in rows)
        {
            await csv.LineAsync(
                row.Number,
                Codes.Kinds.NameOf(row.Kind),
                Codes.Statuses.NameOf(row.Status),
                row.IsCounted ? "是" : "仅在基数",
                row.Amount?.ToString("0.00", CultureInfo.InvariantCulture),
                row.FeedSequence?.ToString(CultureInfo.InvariantCulture)
            );
        }
    }
}
