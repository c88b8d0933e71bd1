using System.Globalization;
using System.IO.Compression;
using ExcelDataReader;

namespace Intake.Api.Assignments.Import;

/// <summary>
/// Reads XLSX. Of several sheets that hold something one must be the assignments', known by its headers; where more than one
/// could be meant, the file is not taken, so that no sheet is left out in silence.
/// </summary>
internal static class Workbook
{
    /// <summary>Digits that a number cell keeps.</summary>
    private const double LargestExact = 999_999_999_999_999;

    public static IEnumerable<SheetRow> Rows(string path)
    {
        // To open a sheet is to read through it once, so a workbook of one sheet is opened once.
        var sheet = HasOneSheet(path) ? 0 : Pick(path);
        using var file = File.OpenRead(path);
        using var reader = Open(file);
        for (var before = 0; before < sheet; before++)
        {
            reader.NextResult();
        }
        foreach (var row in RowsOf(reader))
        {
            yield return row;
        }
    }

    private static bool HasOneSheet(string path)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            return zip.Entries.Count(e => e.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal)) == 1;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>Which sheet is meant.</summary>
    private static int Pick(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = Open(file);
        var filled = new List<(int Index, string Name, bool HasHeaders)>();
        var index = 0;
        do
        {
            var top = RowsOf(reader).Where(r => !r.IsEmpty).Take(Sheet.MostAbove).ToList();
            if (top.Count > 0)
            {
                filled.Add((index, reader.Name, top.Exists(r => r.IsHeader)));
            }
            index++;
        } while (Try(reader.NextResult));
        var meant = filled.Where(s => s.HasHeaders).ToList();
        return (filled, meant) switch
        {
            ([], _) => 0,
            ([var only], _) => only.Index,
            (_, [var one]) => one.Index,
            (_, []) => throw new UnreadableSheetException(
                $"工作簿里有 {filled.Count} 张表（{Names(filled)}），认不出哪一张是交办数据；请只留那一张再上传"
            ),
            _ => throw new UnreadableSheetException(
                $"工作簿里有 {meant.Count} 张表都是交办数据（{Names(meant)}）；请分别另存为单独的文件，逐个上传"
            ),
        };
    }

    private static string Names(IEnumerable<(int Index, string Name, bool HasHeaders)> sheets) =>
        string.Join('、', sheets.Select(s => $"“{s.Name}”"));

    private static IEnumerable<SheetRow> RowsOf(IExcelDataReader reader)
    {
        for (var number = 1; Try(reader.Read); number++)
        {
            var cells = new string[Math.Min(reader.FieldCount, Sheet.MostColumns)];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = TextOf(reader.GetValue(i));
            }
            yield return new SheetRow(number, cells);
        }
    }

    private static IExcelDataReader Open(Stream file)
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

    private static bool Try(Func<bool> read)
    {
        try
        {
            return read();
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
}
