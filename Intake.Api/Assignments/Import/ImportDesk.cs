using System.Security.Cryptography;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Evidence;
using Shared.Contracts.Storage;

namespace Intake.Api.Assignments.Import;

/// <summary>A row that was not taken in.</summary>
public sealed class BadRow
{
    public int RowNumber { get; init; }
    public string Reason { get; init; } = "";

    /// <summary>The row's cells, a JSON array of texts, sealed; nothing once their time is over.</summary>
    public string? Cells { get; init; }
}

/// <summary>Takes files of assignments, and lets people stop them, go on with them, and say which column is which.</summary>
public sealed class ImportDesk(Database database, ImportStore store, AuditLog audit, TimeProvider time)
{
    public const int MostBytes = 100 * 1024 * 1024;

    private const string AuditAction = "ImportAssignments";
    private const string ForgetAction = "ForgetImportColumn";

    public Task<ImportRun?> FindAsync(Guid id) =>
        database.ReadAsync(s => s.FirstAsync<ImportRun>(ImportSql.Find, new { id }));

    public Task<IReadOnlyList<ImportRun>> NewestAsync(int take) =>
        database.ReadAsync(s => s.QueryAsync<ImportRun>(ImportSql.Newest, new { take }));

    public Task<IReadOnlyList<BadRow>> BadRowsAsync(Guid id, int take) =>
        database.ReadAsync(s => s.QueryAsync<BadRow>(ImportSql.FirstBadRows, new { id, take }));

    /// <summary>
    /// Keeps a file and begins with it, or waits for its columns to be named. The same again under the same id answers with
    /// the same.
    /// </summary>
    /// <returns>Nothing where the id was given to another file, or to the same with another wish.</returns>
    /// <exception cref="UnreadableSheetException">It is no table; nothing is kept.</exception>
    public async Task<ImportRun?> AddAsync(
        Guid id,
        Actor by,
        string fileName,
        Stream content,
        AssignedBy source,
        bool isDryRun,
        CancellationToken cancellation
    )
    {
        var sent = await DigestAsync(content, source, isDryRun, cancellation);
        if (await FindAsync(id) is { } before)
        {
            return IsSame(before, sent) ? before : null;
        }
        await store.SaveAsync(id, content, cancellation);
        try
        {
            var headers = Sheet.Headers(store.PathOf(id));
            var columns = ImportColumns.Of(headers.Cells, await RememberedAsync());
            var state = columns.Missing.Count == 0 ? ImportState.Waiting : ImportState.Unmapped;
            await database.WriteAsync(async s =>
            {
                var added = await s.ExecuteAsync(
                    ImportSql.Insert,
                    new
                    {
                        id,
                        fileName = fileName.Length > 200 ? fileName[^200..] : fileName,
                        source = Codes.Assigners.Code(source),
                        actorId = by.Id,
                        actorName = by.Name,
                        columns = columns.ToString(),
                        dryRun = isDryRun,
                        state = ImportRun.States.Code(state),
                        nextRow = headers.Number + 1,
                        now = time.GetUtcNow(),
                        sent,
                    }
                );
                if (added == 1)
                {
                    await audit.WriteAsync(s, by, AuditAction, fileName);
                }
            });
        }
        catch (UnreadableSheetException)
        {
            store.Forget(id);
            throw;
        }
        return await FindAsync(id) is { } run && IsSame(run, sent) ? run : null;
    }

    private static bool IsSame(ImportRun run, string sent) =>
        run.Sent is null || string.Equals(run.Sent, sent, StringComparison.Ordinal);

    private static async Task<string> DigestAsync(
        Stream content,
        AssignedBy source,
        bool isDryRun,
        CancellationToken cancellation
    )
    {
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
        content.Position = 0;
        return FieldHash.Of("12315 import 1", hash, Codes.Assigners.Code(source), isDryRun ? "check" : "take in");
    }

    /// <summary>Says which column is which, for this file and for the next that has such columns.</summary>
    /// <param name="fields">By header, the code of a field; empty where the column is not used.</param>
    /// <returns>Fields that are still missing; none once the file goes on.</returns>
    public async Task<IReadOnlyList<ImportField>> MapAsync(ImportRun run, IReadOnlyDictionary<string, string> fields)
    {
        var chosen = fields
            .Where(f => ImportFields.Names.TryFind(f.Value, out _))
            .ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        var columns = ImportColumns.Of([.. run.Layout.All.Select(c => c.Header)], chosen);
        if (columns.Missing.Count > 0)
        {
            return columns.Missing;
        }
        await database.WriteAsync(async s =>
        {
            foreach (var (header, field) in chosen)
            {
                await s.ExecuteAsync(ImportSql.Forget, new { header });
                await s.ExecuteAsync(ImportSql.Remember, new { header, field });
            }
            await s.ExecuteAsync(ImportSql.Map, new { id = run.Id, columns = columns.ToString() });
        });
        return [];
    }

    /// <summary>No further row is taken up.</summary>
    public Task<bool> StopAsync(Guid id) => ChangeAsync(ImportSql.Stop, new { id });

    /// <summary>Goes on with the first row that was not taken up.</summary>
    public Task<bool> ResumeAsync(Guid id) => ChangeAsync(ImportSql.Resume, new { id });

    /// <summary>Takes in for good what a dry run has checked.</summary>
    public async Task<bool> StartAsync(Guid id, Actor by)
    {
        if (await FindAsync(id) is not { DryRun: true } run)
        {
            return false;
        }
        var headers = Sheet.Headers(store.PathOf(id));
        return await database.WriteAsync(async s =>
        {
            var start = new
            {
                id,
                nextRow = headers.Number + 1,
                now = time.GetUtcNow(),
            };
            if (await s.ExecuteAsync(ImportSql.Start, start) == 0)
            {
                return false;
            }
            await s.ExecuteAsync(ImportSql.ForgetRows, new { id });
            await audit.WriteAsync(s, by, AuditAction, run.FileName);
            return true;
        });
    }

    private Task<bool> ChangeAsync(Statement statement, object parameters) =>
        database.WriteAsync(async s => await s.ExecuteAsync(statement, parameters) == 1);

    /// <summary>A column of this name is asked for again.</summary>
    public Task ForgetAsync(string header, Actor by) =>
        database.WriteAsync(async s =>
        {
            await s.ExecuteAsync(ImportSql.Forget, new { header });
            await audit.WriteAsync(s, by, ForgetAction, header);
        });

    /// <summary>By header, the code of the field that somebody gave it.</summary>
    public async Task<Dictionary<string, string>> RememberedAsync() =>
        (await database.ReadAsync(s => s.QueryAsync<RememberedColumn>(ImportSql.Remembered))).ToDictionary(
            c => c.Header,
            c => c.Field,
            StringComparer.Ordinal
        );

    private sealed class RememberedColumn
    {
        public string Header { get; init; } = "";
        public string Field { get; init; } = "";
    }
}
