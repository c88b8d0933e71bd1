using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Intake.Api.Assignments.Import;

/// <summary>Reads CSV in the encodings and with the separators that spreadsheets write it.</summary>
internal static class TextTable
{
    private const char Quote = '"';
    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];
    private static readonly string[] Separators = [",", "\t", ";"];

    public static IEnumerable<SheetRow> Rows(string path)
    {
        var encoding = EncodingOf(path);
        using var text = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: false);
        var isBad = false;
        using var parser = new CsvParser(
            text,
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                BadDataFound = _ => isBad = true,
                Delimiter = SeparatorOf(path, encoding),
                IgnoreBlankLines = false,
            }
        );
        var line = 1;
        for (var number = 1; parser.Read(); number++)
        {
            var cells = parser.Record!;
            var raw = parser.RawRecord;
            if (Array.Exists(cells, c => c.Length > Sheet.MostCell))
            {
                throw new UnreadableSheetException(
                    $"第 {number} 行（文件第 {line} 行）的引号没有闭合，以下各行读不出来"
                );
            }
            var lines = raw.AsSpan().TrimEnd("\r\n").Count('\n') + 1;
            yield return new SheetRow(number, cells.Length > Sheet.MostColumns ? cells[..Sheet.MostColumns] : cells)
            {
                // A quote that was never closed swallows the lines behind it up to the next one.
                Fault =
                    lines > 1 && (isBad || raw.AsSpan().Count(Quote) % 2 == 1)
                        ? $"引号没有成对，文件第 {line} 至 {line + lines - 1} 行被连成了一行；请改正引号后把这几行再上传"
                        : null,
            };
            line += raw.AsSpan().Count('\n');
            isBad = false;
        }
    }

    /// <summary>The separator by which the headers name most columns; else that which makes most columns.</summary>
    private static string SeparatorOf(string path, Encoding encoding)
    {
        using var text = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: false);
        var top = new List<string>();
        while (top.Count < Sheet.MostAbove && text.ReadLine() is { } line)
        {
            top.Add(line);
        }
        return Separators.MaxBy(s =>
            top.Select(line =>
                {
                    var cells = line.Split(s);
                    return (Named: ImportFields.Named(cells.Select(c => c.Trim(' ', Quote))), cells.Length);
                })
                .DefaultIfEmpty()
                .Max()
        )!;
    }

    /// <summary>GBK where the bytes are not UTF-8; a byte order mark goes before either.</summary>
    private static Encoding EncodingOf(string path)
    {
        var start = new byte[4096];
        using (var file = File.OpenRead(path))
        {
            start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }
        if (start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return Checked(path, new UnicodeEncoding(start[0] == 0xFE, byteOrderMark: true, throwOnInvalidBytes: true));
        }
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
        if (start.AsSpan().StartsWith(Utf8Mark))
        {
            return Checked(path, utf8);
        }
        if (IsWhole(path, utf8))
        {
            return utf8;
        }
        // One broken byte must not turn a whole file of UTF-8 into other characters.
        var isUtf8 = ImportFields.Named(Encoding.UTF8.GetString(start).Split(',', '\t', ';', '\n', '\r')) > 1;
        var gbk = Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        return Checked(path, isUtf8 ? utf8 : gbk);
    }

    private static Encoding Checked(string path, Encoding encoding) =>
        IsWhole(path, encoding)
            ? encoding
            : throw new UnreadableSheetException(
                $"文件里有不是 {encoding.WebName.ToUpperInvariant()} 编码的内容，读出来会是乱码；请在表格软件里另存为“CSV UTF-8”再上传"
            );

    /// <exception cref="UnreadableSheetException">It is no text.</exception>
    private static bool IsWhole(string path, Encoding encoding)
    {
        using var text = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: false);
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
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
