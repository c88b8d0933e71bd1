using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Intake.Api.Reports;

/// <summary>A report as a workbook: a sheet of figures, one of groups and one of charts, numbers and times typed, headers frozen.</summary>
internal static class ReportXlsx
{
    public static async Task WriteAsync(Stream stream, ReportView report, CancellationToken cancellation)
    {
        await using var book = await Spreadsheet.CreateNewAsync(stream, cancellationToken: cancellation);
        var head = book.AddStyle(new Style { Font = { Bold = true } });
        var moment = book.AddStyle(new Style { Format = NumberFormat.Custom("yyyy\"年\"m\"月\"d\"日\" hh:mm") });
        var number = book.AddStyle(new Style { Format = NumberFormat.Custom("#,##0") });
        var money = book.AddStyle(new Style { Format = NumberFormat.Custom("#,##0.00") });
        var percent = book.AddStyle(new Style { Format = NumberFormat.Custom("0.0%") });

        await book.StartWorksheetAsync("指标", Sheet(26, 14, 10, 10, 14, 12, 14, 16, 70), cancellation);
        await book.AddRowAsync(
            Heads(head, "指标", "数值", "基数", "百分比", "上期", "上期百分比", "上年同期", "上年同期百分比", "口径"),
            cancellation
        );
        foreach (var f in report.Figures)
        {
            var figure = f.IsMoney ? money : number;
            await book.AddRowAsync(
                [
                    new StyledCell(f.Name, null),
                    new StyledCell(f.Value, figure),
                    new StyledCell(f.Of, number),
                    new StyledCell(f.Percent / 100, percent),
                    new StyledCell(f.Previous, figure),
                    new StyledCell(f.PreviousPercent / 100, percent),
                    new StyledCell(f.YearBefore, figure),
                    new StyledCell(f.YearBeforePercent / 100, percent),
                    new StyledCell(f.Basis, null),
                ],
                cancellation
            );
        }

        await book.StartWorksheetAsync("分类", Sheet(16, 30, 14), cancellation);
        await book.AddRowAsync(Heads(head, "分类", "名称", "投诉、举报"), cancellation);
        foreach (var group in report.Groups)
        {
            foreach (var line in group.Lines)
            {
                await book.AddRowAsync(
                    [
                        new StyledCell(group.Name, null),
                        new StyledCell(line.Name, null),
                        new StyledCell(line.Count, number),
                    ],
                    cancellation
                );
            }
        }

        var shares = report.Figures.Where(f => f.Percent is not null).ToList();
        var hours = report
            .Groups.First(g => g.Key == "hour")
            .Lines.OrderBy(l => l.Code, StringComparer.Ordinal)
            .ToList();
        await book.StartWorksheetAsync(ReportCharts.SheetName, Sheet(26, 10, 4, 16, 14), cancellation);
        await book.AddRowAsync(Heads(head, "指标", "百分比", "", "时点", "投诉、举报"), cancellation);
        for (var i = 0; i < Math.Max(shares.Count, hours.Count); i++)
        {
            var share = shares.ElementAtOrDefault(i);
            var hour = hours.ElementAtOrDefault(i);
            await book.AddRowAsync(
                [
                    new StyledCell(share?.Name, null),
                    new StyledCell(share?.Percent / 100, percent),
                    new StyledCell((string?)null, null),
                    new StyledCell(hour?.Name, null),
                    new StyledCell(hour?.Count, number),
                ],
                cancellation
            );
        }

        await book.StartWorksheetAsync("说明", Sheet(16, 40), cancellation);
        await book.AddRowAsync(Heads(head, "报表", report.Name), cancellation);
        await AddAsync("起", new StyledCell(report.From.DateTime, moment));
        await AddAsync("止（不含）", new StyledCell(report.To.DateTime, moment));
        await AddAsync("统计时间", new StyledCell(report.AsOf.DateTime, moment));
        await AddAsync("来件", new StyledCell(report.Rows, number));
        await AddAsync("零报告", new StyledCell(report.Zero ? "是" : "否", null));
        if (report.Submitted is { } submitted)
        {
            await AddAsync("已报送", new StyledCell(submitted.At.DateTime, moment));
            await AddAsync("报送人", new StyledCell(submitted.By, null));
            await AddAsync("校验值", new StyledCell(submitted.CheckValue, null));
            foreach (var change in submitted.Changes)
            {
                await AddAsync("报送之后的变化", new StyledCell(change.Words, null));
            }
        }
        await book.FinishAsync(cancellation);
        ReportCharts.Bars[] charts =
        [
            new("各项比率", "A", "B", shares.Count, "0%"),
            new("各时点来件", "D", "E", hours.Count, "#,##0"),
        ];
        ReportCharts.Draw(stream, [.. charts.Where(c => c.Count > 0)]);

        async Task AddAsync(string name, StyledCell value) =>
            await book.AddRowAsync([new StyledCell(name, null), value], cancellation);
    }

    private static WorksheetOptions Sheet(params ReadOnlySpan<double> widths)
    {
        var options = new WorksheetOptions { FrozenRows = 1 };
        for (var i = 0; i < widths.Length; i++)
        {
            options.Column(i + 1).Width = widths[i];
        }
        return options;
    }

    private static StyledCell[] Heads(StyleId style, params ReadOnlySpan<string> names)
    {
        var cells = new StyledCell[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            cells[i] = new StyledCell(names[i], style);
        }
        return cells;
    }
}
