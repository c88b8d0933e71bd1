using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using ExcelDataReader;

namespace Intake.Api.Assignments.Import;

/// <summary>A row of a file as text.</summary>
/// <param name="Number">As a spreadsheet counts it: the first row of the file is 1.</param>
/// <param name="Cells">Dates as <c>yyyy-MM-dd HH:mm:ss</c>.</param>
public sealed record SheetRow(int Number, IReadOnlyList<string> Cells)
{
    public bool IsEmpty => Cells.All(string.IsNullOrWhiteSpace);
}

/// <summary>A file that cannot be read; the message is for people.</summary>
public sealed class UnreadableSheetException(string message) : Exception(message);

/// <summary>
/// Reads CSV (UTF-8 with or without byte order mark, UTF-16, GBK) and the first sheet of XLSX row by row, so that a file of
/// any length needs little memory.
/// </summary>
public static class Sheet
{
    /// <summary>What a cell of a spreadsheet holds at most.</summary>
    public const int MostCell = 32_767;

    private const int MostColumns = 200;

    /// <summary>Rows above the headers: a title, a date.</summary>
    private const int MostAbove = 10;

    /// <summary>Digits that a number cell keeps.</summary>
    private const double LargestExact = 999_999_999_999_999;

    private static readonly byte[] Zip = [0x50, 0x4B, 0x03, 0x04];

    static Sheet() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The header row: the first that names a column, or else the first that is not empty.</summary>
    /// <exception cref="UnreadableSheetException">There is no row, or no table at all.</exception>
    public static SheetRow Headers(string path)
    {
        SheetRow? first = null;
        foreach (var row in Rows(path).Where(r => !r.IsEmpty).Take(MostAbove))
        {
            if (row.Cells.Count(c => ImportFields.Of(c.Trim()) is not null) > 1)
            {
                return row;
            }
            first ??= row;
        }
        return first ?? throw new UnreadableSheetException("文件里没有内容");
    }

    /// <exception cref="UnreadableSheetException">From there on it cannot be read.</exception>
    public static IEnumerable<SheetRow> Rows(string path) => IsWorkbook(path) ? WorkbookRows(path) : TextRows(path);

    private static bool IsWorkbook(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> first = stackalloc byte[4];
        return file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length
            && first.SequenceEqual(Zip);
    }

    private static IEnumerable<SheetRow> WorkbookRows(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = OpenWorkbook(file);
        for (var number = 1; ReadRow(reader); number++)
        {
            var cells = new string[Math.Min(reader.FieldCount, MostColumns)];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = TextOf(reader.GetValue(i));
            }
            yield return new SheetRow(number, cells);
        }
    }

    private static IExcelDataReader OpenWorkbook(Stream file)
    {
        try
        {
            return ExcelReaderFactory.CreateOpenXmlReader(file);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new UnreadableSheetException("不是可以读取的 XLSX 工作簿；请在表格软件里另存为 .xlsx 后再试");
        }
    }

    private static bool ReadRow(IExcelDataReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new UnreadableSheetException("工作簿从这里起已损坏，以下各行读不出来");
        }
    }

    private static string TextOf(object? value) =>
        value switch
        {
            null => "",
            string text => text,
            DateTime at => at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            // A long number in a number cell has lost its last digits: told by its form, see ImportRow.
            double number when Math.Abs(number) > LargestExact => number.ToString("E15", CultureInfo.InvariantCulture),
            double number => number.ToString("0.##########", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };

    private static IEnumerable<SheetRow> TextRows(string path)
    {
        using var text = new StreamReader(path, EncodingOf(path), detectEncodingFromByteOrderMarks: true);
        using var parser = new CsvParser(
            text,
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                BadDataFound = null,
                DetectDelimiter = true,
                DetectDelimiterValues = [",", "\t", ";"],
                IgnoreBlankLines = false,
            }
        );
        for (var number = 1; parser.Read(); number++)
        {
            var cells = parser.Record!;
            if (Array.Exists(cells, c => c.Length > MostCell))
            {
                throw new UnreadableSheetException($"第 {number} 行的引号没有闭合，以下各行读不出来");
            }
            yield return new SheetRow(number, cells.Length > MostColumns ? cells[..MostColumns] : cells);
        }
    }

    /// <summary>GBK where the bytes are not UTF-8; a byte order mark goes before either.</summary>
    private static Encoding EncodingOf(string path)
    {
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        using var text = new StreamReader(path, strict, detectEncodingFromByteOrderMarks: true);
        var block = new char[64 * 1024];
        try
        {
            for (int read; (read = text.Read(block, 0, block.Length)) > 0; )
            {
                if (block.AsSpan(0, read).Contains('\0'))
                {
                    throw new UnreadableSheetException("不是 CSV 文本，也不是 XLSX 工作簿");
                }
            }
            return strict;
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding("GB18030");
        }
    }
}
