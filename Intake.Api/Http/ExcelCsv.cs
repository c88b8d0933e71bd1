using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Intake.Api.Http;

/// <summary>
/// CSV that opens right in Excel: UTF-8 with a byte order mark, without which Excel takes it for another encoding; a cell
/// that begins like a formula is text, behind an apostrophe; a number of more digits than a spreadsheet keeps is text, behind
/// a tab. <see cref="Unguarded"/> takes both away again.
/// </summary>
public sealed class ExcelCsv : IAsyncDisposable
{
    public const string MediaType = "text/csv; charset=utf-8";

    private const int MostDigits = 15;
    private const char Apostrophe = '\'';
    private const char Tab = '\t';

    private static readonly char[] Formula = ['=', '@', '+', '-'];

    private readonly CsvWriter csv;

    public ExcelCsv(Stream stream) =>
        csv = new CsvWriter(
            new StreamWriter(stream, new UTF8Encoding(true), leaveOpen: true),
            new CsvConfiguration(CultureInfo.InvariantCulture)
        );

    public async Task LineAsync(params IEnumerable<string?> cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(Guarded(cell));
        }
        await csv.NextRecordAsync();
    }

    /// <summary>A cell as it was before a spreadsheet had to be kept from reading it its own way.</summary>
    public static string Unguarded(string cell) =>
        cell.Length > 1 && cell[0] == Apostrophe && (Formula.Contains(cell[1]) || cell[1] == Apostrophe)
            ? cell[1..]
            : cell.TrimStart(Tab);

    public ValueTask DisposeAsync() => csv.DisposeAsync();

    private static string? Guarded(string? cell) =>
        cell is not { Length: > 0 } ? cell
        : Formula.Contains(cell[0]) || cell[0] == Apostrophe ? $"{Apostrophe}{cell}"
        : cell.Length > MostDigits && cell.All(char.IsAsciiDigit) ? $"{Tab}{cell}"
        : cell;
}
