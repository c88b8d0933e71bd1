using System.Globalization;
using System.Net;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Integration.Api;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Province.Reports;

/// <summary>The files that are made of a report, and its page.</summary>
public sealed class ReportFileTests
{
    private const string Duty = "/api/v1/reports/duty/2027";
    private const int Contacts = 3;
    private InProcessService service = null!;
    private Cast cast = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 14, 9));
        cast = await Cast.OfAsync(service);
        foreach (var kind in new[] { "consultation", "complaint", "report" })
        {
            await cast.Operator.RegisterAsync(new { kind, channel = "phone" });
        }
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.DisposeAsync();

    [Test]
    public async Task TheCsv_OpensRightInExcel()
    {
        using var answer = await cast.Province.GetAsync(new Uri($"{Duty}.csv", UriKind.Relative));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var text = Encoding.UTF8.GetString(bytes)[1..];

        Assert.That(bytes[..3], Is.EqualTo(Encoding.UTF8.Preamble.ToArray()));
        Assert.That(text, Does.StartWith("2027年“3·15”值班时段,2027-03-14 08:00 至 2027-03-16 18:00\r\n"));
        Assert.That(
            text,
            Does.Contain($"\r\n来件,{Contacts},")
                .And.Contain("指标,数值,基数,百分比,上期,上期百分比,上年同期,上年同期百分比,口径")
        );
    }

    [Test]
    public async Task TheWorkbook_IsValid_WithTypedCellsAndAFrozenHeader()
    {
        using var answer = await cast.Province.GetAsync(new Uri($"{Duty}.xlsx", UriKind.Relative));
        using var stream = new MemoryStream(await answer.Content.ReadAsByteArrayAsync());
        using var book = SpreadsheetDocument.Open(stream, isEditable: false);
        var faults = new OpenXmlValidator().Validate(book).Select(f => $"{f.Path?.XPath} {f.Description}").ToList();
        var parts = book.WorkbookPart!.WorksheetParts.ToList();
        var figures = SheetOf("指标");
        var first = figures.Descendants<Row>().ElementAt(1).Elements<Cell>().ToList();
        var from = SheetOf("说明").Descendants<Row>().ElementAt(1).Elements<Cell>().ElementAt(1);

        Assert.Multiple(() =>
        {
            Assert.That(faults, Is.Empty);
            Assert.That(parts, Has.Count.EqualTo(4));
            Assert.That(parts.Sum(p => p.DrawingsPart?.ChartParts.Count() ?? 0), Is.EqualTo(2), "charts of its own");
            Assert.That(figures.Descendants<Pane>().Single().State!.Value, Is.EqualTo(PaneStateValues.Frozen));
            Assert.That(first[1].DataType?.Value ?? CellValues.Number, Is.EqualTo(CellValues.Number));
            Assert.That(first[1].CellValue!.Text, Is.EqualTo($"{Contacts}"));
            Assert.That(from.DataType?.Value ?? CellValues.Number, Is.EqualTo(CellValues.Number));
            Assert.That(
                DateTime.FromOADate(double.Parse(from.CellValue!.Text, CultureInfo.InvariantCulture)),
                Is.EqualTo(new DateTime(2027, 3, 14, 8, 0, 0))
            );
        });

        Worksheet SheetOf(string name)
        {
            var id = book.WorkbookPart!.Workbook!.Descendants<Sheet>().Single(s => s.Name == name).Id!;
            return ((WorksheetPart)book.WorkbookPart.GetPartById(id!)).Worksheet!;
        }
    }

    [Test]
    public async Task ThePage_ShowsTheFigures_AndNamesAWrongPeriod()
    {
        var page = await cast.Province.CallAsync(HttpMethod.Get, "/reports?kind=duty&of=2027");
        var wrong = await cast.Leader.CallAsync(HttpMethod.Get, "/reports?kind=monthly&of=march");

        var text = WebUtility.HtmlDecode(page.Text);
        Assert.That(
            text,
            Does.Contain("2027年“3·15”值班时段").And.Contain($"来件 {Contacts} 件").And.Contain("按时处置")
        );
        Assert.That(text, Does.Contain("/api/v1/reports/duty/2027.xlsx"));
        Assert.That((int)wrong.Status, Is.EqualTo(422));
        Assert.That(WebUtility.HtmlDecode(wrong.Text), Does.Contain("应写作 2027-03"));
    }
}
