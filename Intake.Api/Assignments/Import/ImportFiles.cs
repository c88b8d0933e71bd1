using System.Text.Json;
using Intake.Api.Console;
using Intake.Api.Http;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.People;
using Shared.Contracts.Storage.Shell;
using SpreadCheetah;
using SpreadCheetah.Worksheets;

namespace Intake.Api.Assignments.Import;

/// <summary>
/// What is handed back of a file: its bad rows with the reason of each, to correct and send again; and every row in the
/// same columns with what became of it. Row by row, so that a file of any length needs little memory.
/// </summary>
public sealed class ImportFiles(Database database, PolicySource policies, PeopleVault vault, AuditLog audit)
{
    private const string AuditAction = "OpenBadRows";

    private static readonly Statement Results = new(
        "imports.results",
        """
        SELECT
            c.kind,
            c.status,
            c.accepted_at,
            c.unit,
            c.upstream_number,
            c.upstream_due_at,
            c.facts,
            p.sealed,
            (
                SELECT e.reason
                FROM events e
                WHERE e.case_id = c.id
                    AND e.seq = (SELECT MAX(w.seq) FROM events w WHERE w.case_id = c.id AND w.type IN ('handled', 'replied'))
            ) AS feedback
        FROM import_rows r
        JOIN cases c ON c.id = r.case_id
        LEFT JOIN people p ON p.case_id = c.id
        WHERE r.import_id = @id
        ORDER BY r.row_number
        """
    );

    /// <summary>They hold names and telephones as they were sent, so who fetches them is noted.</summary>
    public async Task<IResult> ErrorsAsync(ImportRun run, Actor by, string format, CancellationToken cancellation)
    {
        await audit.WriteAsync(by, AuditAction, run.FileName);
        return await WriteAsync(
            $"未导入的行-{NameOf(run)}.{format}",
            [.. run.Layout.All.Select(c => c.Header), "行号", "原因"],
            BadRowsAsync(run),
            format,
            cancellation
        );
    }

    public async Task<IResult> ResultsAsync(ImportRun run, string format, CancellationToken cancellation)
    {
        var bureau = (await policies.CurrentAsync()).Bureau.Name;
        return await WriteAsync(
            $"办理结果-{NameOf(run)}.{format}",
            [.. run.Layout.All.Select(c => c.Header)],
            ResultsAsync(run, bureau),
            format,
            cancellation
        );
    }

    private static string NameOf(ImportRun run) => Path.GetFileNameWithoutExtension(run.FileName);

    private async IAsyncEnumerable<IReadOnlyList<string?>> BadRowsAsync(ImportRun run)
    {
        var width = run.Layout.All.Count;
        await using var session = await database.OpenAsync();
        await foreach (var row in session.StreamAsync<BadRow>(ImportSql.BadRows, new { id = run.Id }))
        {
            var cells = row.Cells is { } text ? JsonSerializer.Deserialize<string[]>(vault.OpenText(text))! : [];
            yield return
            [
                .. Enumerable.Range(0, width).Select(i => i < cells.Length ? cells[i] : null),
                $"{row.RowNumber}",
                row.Reason,
            ];
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<string?>> ResultsAsync(ImportRun run, string bureau)
    {
        var fields = run
            .Layout.All.Select(c => c.Field is { } code ? ImportFields.Names.Value(code) : (ImportField?)null)
            .ToList();
        await using var session = await database.OpenAsync();
        await foreach (var row in session.StreamAsync<ResultRow>(Results, new { id = run.Id }))
        {
            var facts = JsonSerializer.Deserialize<Facts>(row.Facts, CaseRows.Json)!;
            var person = row.Sealed is { } text ? PersonMask.Of(vault.Open(text), Codes.Kinds.Value(row.Kind)) : null;
            yield return [.. fields.Select(f => f is { } field ? row.Cell(field, facts, person, bureau) : null)];
        }
    }

    private static async Task<IResult> WriteAsync(
        string name,
        IReadOnlyList<string?> headers,
        IAsyncEnumerable<IReadOnlyList<string?>> rows,
        string format,
        CancellationToken cancellation
    )
    {
        if (format == "csv")
        {
            return Microsoft.AspNetCore.Http.Results.Stream(
                async stream =>
                {
                    await using var csv = new ExcelCsv(stream);
                    await csv.LineAsync(headers);
                    await foreach (var row in rows.WithCancellation(cancellation))
                    {
                        await csv.LineAsync(row);
                    }
                },
                ExcelCsv.MediaType,
                name
            );
        }
        return await ExcelBook.AnswerAsync(name, stream => WriteBookAsync(stream, headers, rows, cancellation));
    }

    private static async Task WriteBookAsync(
        Stream stream,
        IReadOnlyList<string?> headers,
        IAsyncEnumerable<IReadOnlyList<string?>> rows,
        CancellationToken cancellation
    )
    {
        await using var book = await Spreadsheet.CreateNewAsync(stream, cancellationToken: cancellation);
        await book.StartWorksheetAsync("交办", new WorksheetOptions { FrozenRows = 1 }, cancellation);
        await book.AddRowAsync([.. headers.Select(h => new DataCell(h))], cancellation);
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            await book.AddRowAsync([.. row.Select(c => new DataCell(c))], cancellation);
        }
        await book.FinishAsync(cancellation);
    }

    private sealed class ResultRow
    {
        public string Kind { get; init; } = "";
        public string Status { get; init; } = "";
        public DateTimeOffset? AcceptedAt { get; init; }
        public string? Unit { get; init; }
        public string? UpstreamNumber { get; init; }
        public DateTimeOffset? UpstreamDueAt { get; init; }
        public string Facts { get; init; } = "";
        public string? Sealed { get; init; }
        public string? Feedback { get; init; }

        public string? Cell(ImportField field, Facts facts, Person? person, string bureau) =>
            field switch
            {
                ImportField.Number => UpstreamNumber,
                ImportField.Kind => Codes.Kinds.NameOf(Kind),
                ImportField.RespondentName => facts.Respondent?.Name,
                ImportField.RespondentAddress => facts.Respondent?.Address,
                ImportField.Content => facts.Content,
                ImportField.FirstCheck => AcceptedAt is not null ? "已受理"
                : Codes.Statuses.Value(Status) == CaseStatus.Refused ? "不予受理"
                : Kept(field, facts),
                ImportField.Agency => Unit is null ? null : bureau,
                ImportField.Department => Unit is null ? null : Places.ShortName(Codes.Units.Value(Unit)),
                ImportField.Feedback => Feedback,
                ImportField.DueAt => UpstreamDueAt is { } at ? DueText(Shanghai.In(at)) : null,
                ImportField.PersonName => person?.Name,
                ImportField.PersonPhone => person?.Phone ?? Kept(field, facts),
                _ => Kept(field, facts),
            };

        /// <summary>As a file that is read says it: what ends with a day is that day.</summary>
        private static string DueText(DateTimeOffset at) =>
            at.TimeOfDay == TimeSpan.Zero ? $"{at.AddDays(-1):yyyy-MM-dd}" : $"{at:yyyy-MM-dd HH:mm}";

        private static string? Kept(ImportField field, Facts facts) =>
            facts.UpstreamTexts?.GetValueOrDefault(ImportFields.Names.Name(field));
    }
}
