using System.Text.RegularExpressions;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Documents;
using Shared.Contracts.Cases.Evidence;

namespace Shared.Contracts.Storage.Evidence;

/// <summary>
/// Verifies that of each bureau, kind and year as many documents stand in the register as numbers were given: they run without
/// a gap, and a document is never removed, not even when its words are erased.
/// </summary>
public sealed partial class VerifyRegisters(Database database)
{
    private static readonly Statement Given = new(
        "evidence.documentsGiven",
        "SELECT bureau, kind, of_year, last FROM document_serials"
    );

    private static readonly Statement Standing = new(
        "evidence.documentsStanding",
        "SELECT kind, number FROM documents"
    );

    internal async Task RunAsync(Action<Finding> report, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        // A document that is issued meanwhile is neither missing nor too many.
        var before = await GivenAsync(session);
        var standing = new Dictionary<Series, int>();
        await foreach (var row in session.StreamAsync<DocumentRow>(Standing))
        {
            var series = row.Series;
            standing[series] = standing.GetValueOrDefault(series) + 1;
        }
        var after = await GivenAsync(session);
        foreach (var series in standing.Keys.Union(after.Keys).OrderBy(s => s.ToString(), StringComparer.Ordinal))
        {
            var stand = standing.GetValueOrDefault(series);
            if (stand < before.GetValueOrDefault(series))
            {
                report(Fault(FaultKind.Removed, series));
            }
            else if (stand > after.GetValueOrDefault(series))
            {
                report(Fault(FaultKind.Added, series));
            }
        }
    }

    private static Finding Fault(FaultKind kind, Series series) =>
        new(kind, Witness.Serials) { Register = series.ToString() };

    private static async Task<Dictionary<Series, int>> GivenAsync(Session session) =>
        (await session.QueryAsync<SerialRow>(Given))
            .GroupBy(r => new Series(
                StoredText.Of(r.Bureau) ?? "",
                StoredText.Of(r.Kind) ?? "",
                StoredText.Of(r.OfYear) ?? ""
            ))
            .ToDictionary(g => g.Key, g => g.Max(r => StoredNumber.Of(r.Last) ?? 0));

    /// <summary>As <see cref="DocumentNumber"/> writes it.</summary>
    [GeneratedRegex(@"^(?<head>.*)〔(?<year>\d{4})〕\d+号$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberPattern();

    private sealed record Series(string Bureau, string Kind, string Year)
    {
        public override string ToString() =>
            $"{Codes.DocumentKinds.NameOrNothing(Kind) ?? Kind} {Year} {Bureau}".TrimEnd();
    }

    private sealed class SerialRow
    {
        public object? Bureau { get; init; }
        public object? Kind { get; init; }
        public object? OfYear { get; init; }
        public object? Last { get; init; }
    }

    private sealed class DocumentRow
    {
        public object? Kind { get; init; }
        public object? Number { get; init; }

        public Series Series
        {
            get
            {
                var kind = StoredText.Of(Kind) ?? "";
                var parts = NumberPattern().Match(StoredText.Of(Number) ?? "");
                var head = parts.Groups["head"].Value;
                var mark = Codes.DocumentKinds.TryParse(kind, out var known) ? DocumentForms.Of(known).Mark : "";
                var bureau = head.EndsWith(mark, StringComparison.Ordinal) ? head[..^mark.Length] : head;
                return new Series(bureau, kind, parts.Groups["year"].Value);
            }
        }
    }
}
