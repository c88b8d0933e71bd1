using System.Text.Json;
using Intake.Api.Http;

namespace Intake.Api.Assignments.Import;

/// <summary>A column of a file.</summary>
/// <param name="Field">The code of what it says; nothing where it is not used.</param>
public sealed record ImportColumn(string Header, string? Field);

/// <summary>The columns of a file in its order.</summary>
public sealed record ImportColumns(IReadOnlyList<ImportColumn> All)
{
    /// <summary>Fields that must be there and are not.</summary>
    public IReadOnlyList<ImportField> Missing => [.. ImportFields.Required.Where(f => IndexOf(f) < 0)];

    /// <summary>Headers of columns that nothing is taken from.</summary>
    public IReadOnlyList<string> Unused =>
        [.. All.Where(c => c.Field is null && c.Header.Length > 0).Select(c => c.Header)];

    /// <summary>
    /// Reads a header row: the national export's own names first, then other names, then what somebody has said; of two columns
    /// for one field the first counts.
    /// </summary>
    /// <param name="remembered">By header, the code of a field that somebody gave it; a header that says itself what it means keeps
    /// its meaning.</param>
    public static ImportColumns Of(IReadOnlyList<string> headers, IReadOnlyDictionary<string, string> remembered)
    {
        List<string> names = [.. headers.Select(h => h.Trim())];
        var fields = new string?[names.Count];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var said in (Func<string, string?>[])
                [
                    h => ImportFields.Names.CodeOrNothing(ImportFields.Own(h)),
                    h => ImportFields.Names.CodeOrNothing(ImportFields.Of(h)),
                    remembered.GetValueOrDefault,
                ]
        )
        {
            for (var i = 0; i < fields.Length; i++)
            {
                fields[i] ??= said(names[i]) is { } field && taken.Add(field) ? field : null;
            }
        }
        return new ImportColumns([.. names.Select((name, i) => new ImportColumn(name, fields[i]))]);
    }

    public static ImportColumns Parse(string json) =>
        new(JsonSerializer.Deserialize<ImportColumn[]>(json, JsonSerializerOptions.Web)!);

    public override string ToString() => JsonSerializer.Serialize(All, JsonSerializerOptions.Web);

    /// <summary>The cell of a field in a row; nothing where the column or the cell is not there.</summary>
    public string? Cell(IReadOnlyList<string> cells, ImportField field)
    {
        var at = IndexOf(field);
        return at >= 0 && at < cells.Count && !string.IsNullOrWhiteSpace(cells[at])
            ? ExcelCsv.Unguarded(cells[at].Trim())
            : null;
    }

    /// <summary>What the file calls a field.</summary>
    public string HeaderOf(ImportField field) =>
        IndexOf(field) is >= 0 and var at ? All[at].Header : ImportFields.Names.Name(field);

    private int IndexOf(ImportField field)
    {
        var code = ImportFields.Names.Code(field);
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i].Field == code)
            {
                return i;
            }
        }
        return -1;
    }
}
