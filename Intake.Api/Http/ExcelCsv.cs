using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Intake.Api.Http;

/// <summary>
/// CSV that opens right in Excel: UTF-8 with a byte order mark, without which Excel takes it for another encoding; a cell
/// that begins like a formula is text.
/// </summary>
public sealed class ExcelCsv : IAsyncDisposable
{
    public const string MediaType = "text/csv; charset=utf-8";

    private readonly CsvWriter csv;

    public ExcelCsv(Stream stream) =>
        csv = new CsvWriter(
            new StreamWriter(stream, new UTF8Encoding(true), leaveOpen: true),
            new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape }
        );

    public async Task LineAsync(params IEnumerable<string?> cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(cell);
        }
        await csv.NextRecordAsync();
    }

    public ValueTask DisposeAsync() => csv.DisposeAsync();
}
