using System.Text;

namespace Intake.Api.Assignments.Import;

/// <summary>A row of a file as text.</summary>
/// <param name="Number">As a spreadsheet counts it: the first row of the file is 1.</param>
/// <param name="Cells">Dates as <c>yyyy-MM-dd HH:mm:ss</c>.</param>
public sealed record SheetRow(int Number, IReadOnlyList<string> Cells)
{
    /// <summary>Why the row cannot be trusted, for people; nothing where it can.</summary>
    public string? Fault { get; init; }

    public bool IsEmpty => Cells.All(string.IsNullOrWhiteSpace);

    /// <summary>Names at least two columns by themselves.</summary>
    public bool IsHeader => ImportFields.Named(Cells) > 1;
}

/// <summary>A file that cannot be read; the message is for people.</summary>
public sealed class UnreadableSheetException(string message) : Exception(message);

/// <summary>
/// Reads CSV (UTF-8 with or without byte order mark, UTF-16, GBK) and the sheet of assignments of XLSX row by row, so that a
/// file of any length needs little memory.
/// </summary>
public static class Sheet
{
    /// <summary>What a cell of a spreadsheet holds at most.</summary>
    public const int MostCell = 32_767;

    internal const int MostColumns = 200;

    /// <summary>Rows above the headers: a title, a date.</summary>
    internal const int MostAbove = 10;

    private static readonly byte[] Zip = [0x50, 0x4B, 0x03, 0x04];
    private static readonly byte[] OldOffice = [0xD0, 0xCF, 0x11, 0xE0];

    static Sheet() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The header row: the first that names columns, or else the first that is not empty.</summary>
    /// <exception cref="UnreadableSheetException">There is no row, or no table at all.</exception>
    public static SheetRow Headers(string path)
    {
        SheetRow? first = null;
        foreach (var row in Rows(path).Where(r => !r.IsEmpty).Take(MostAbove))
        {
            if (row.IsHeader)
            {
                return row;
            }
            first ??= row;
        }
        return first ?? throw new UnreadableSheetException("文件里没有内容");
    }

    /// <exception cref="UnreadableSheetException">From there on it cannot be read.</exception>
    public static IEnumerable<SheetRow> Rows(string path)
    {
        Span<byte> first = stackalloc byte[4];
        using (var file = File.OpenRead(path))
        {
            first = first[..file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)];
        }
        return first.SequenceEqual(OldOffice)
                ? throw new UnreadableSheetException("这是旧版 Excel（.xls）文件；请在表格软件里另存为 .xlsx 后再试")
            : first.SequenceEqual(Zip) ? Workbook.Rows(path)
            : TextTable.Rows(path);
    }
}
