using System.Text.Json;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.People;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.Assignments.Import;

/// <summary>
/// Takes in files of assignments, a few rows at a time, so that a call that comes meanwhile waits for a few rows at most.
/// A row's command is named by file and row: after a kill the rows that were committed and not yet noted are found again
/// and not registered twice. Of several processes one has a file under a lease.
/// </summary>
public sealed class ImportRunner(
    Database database,
    CaseShell shell,
    ImportStore store,
    ForgetImports forget,
    PeopleVault vault,
    CaseClock clock,
    TimeProvider time,
    ILogger<ImportRunner> log
) : BackgroundService
{
    private const int RowsAtOnce = 32;

    /// <summary>While rows are counted, how many between two words of progress.</summary>
    private const int RowsAWord = 5_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    /// <summary>How often files that nobody goes on with are looked for.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromHours(1);

    private readonly string owner = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7():N}";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var rounds = new PeriodicTimer(Pause, time);
        var nextLook = DateTimeOffset.MinValue;
        while (await rounds.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await ClaimAsync() is { } run)
                {
                    await TakeInAsync(run, stoppingToken);
                }
                if (time.GetUtcNow() is var now && now >= nextLook)
                {
                    await forget.RunAsync(now);
                    nextLook = now + BetweenLooks;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning(e, "A file of assignments could not be taken further; it is tried again");
            }
        }
    }

    private async Task<ImportRun?> ClaimAsync()
    {
        var now = time.GetUtcNow();
        if (await database.ReadAsync(s => s.ScalarAsync<int>(ImportSql.AnyFree, new { now })) == 0)
        {
            return null;
        }
        return await database.WriteAsync(async s =>
        {
            var claim = new
            {
                owner,
                now,
                until = now + Lease,
                take = 1,
            };
            if ((await s.QueryAsync<Guid>(ImportSql.Claim, claim)) is not [var id])
            {
                return null;
            }
            await s.ExecuteAsync(
                ImportSql.Begin,
                new
                {
                    id,
                    owner,
                    now,
                }
            );
            return await s.FirstAsync<ImportRun>(ImportSql.Find, new { id });
        });
    }

    private async Task TakeInAsync(ImportRun run, CancellationToken stopping)
    {
        var path = store.PathOf(run.Id);
        try
        {
            // Rows are counted beside: opening a large sheet takes a while, in which nothing else would move.
            var counting = Task.Run(() => CountAsync(run, path, stopping), stopping);
            var isWalked = false;
            try
            {
                isWalked = await WalkAsync(run, path, stopping);
            }
            finally
            {
                await counting;
            }
            if (isWalked)
            {
                await EndAsync(run, ImportState.Ended, error: null);
            }
        }
        catch (UnreadableSheetException e)
        {
            await EndAsync(run, ImportState.Failed, e.Message);
        }
        catch (FileNotFoundException)
        {
            await EndAsync(run, ImportState.Failed, "文件已不在数据目录中，请重新上传");
        }
        // After any other fault the lease runs out first.
        await database.WriteAsync(s => s.ExecuteAsync(ImportSql.Release, new { id = run.Id, owner }));
    }

    /// <summary>Counts the rows, and tells how many as it goes; ends early where somebody stopped it.</summary>
    private async Task CountAsync(ImportRun run, string path, CancellationToken stopping)
    {
        var total = run.Done + run.Failed;
        foreach (var batch in ImportBatches.Of(run, path, RowsAWord, isCounting: true))
        {
            stopping.ThrowIfCancellationRequested();
            total += batch.Count;
            if (!await SaveAsync(ImportSql.Count, Progress(run, total)))
            {
                return;
            }
        }
    }

    private object Progress(ImportRun run, int total) =>
        new
        {
            id = run.Id,
            owner,
            total,
            now = time.GetUtcNow(),
            until = time.GetUtcNow() + Lease,
        };

    /// <returns>False where somebody stopped it.</returns>
    private async Task<bool> WalkAsync(ImportRun run, string path, CancellationToken stopping)
    {
        var columns = run.Layout;
        var source = Codes.Assigners.Value(run.Source);
        foreach (var rows in ImportBatches.Of(run, path, RowsAtOnce))
        {
            stopping.ThrowIfCancellationRequested();
            var taken = await Task.WhenAll(
                rows.Select(row =>
                    run.DryRun ? CheckAsync(run, columns, source, row) : TakeAsync(run, columns, source, row)
                )
            );
            if (!await NoteAsync(run, taken))
            {
                return false;
            }
        }
        return true;
    }

    private async Task<Taken> TakeAsync(ImportRun run, ImportColumns columns, AssignedBy source, SheetRow row)
    {
        var command = Read(run, columns, source, row, out var reason);
        if (reason is not null)
        {
            return new Taken(row, null, reason);
        }
        return await shell.Commit(UpstreamMarks.Mark(command, vault)) switch
        {
            CommitResult.Committed done => new Taken(row, done.Case.Id, null),
            CommitResult.AssignedBefore known => new Taken(row, known.CaseId, null),
            CommitResult.Refused refused => new Taken(row, null, refused.Refusal.Message),
            var other => throw new InvalidOperationException($"No end of a row is {other}."),
        };
    }

    private Task<Taken> CheckAsync(ImportRun run, ImportColumns columns, AssignedBy source, SheetRow row)
    {
        Read(run, columns, source, row, out var reason);
        return Task.FromResult(new Taken(row, null, reason));
    }

    private Register Read(ImportRun run, ImportColumns columns, AssignedBy source, SheetRow row, out string? reason)
    {
        var by = (CommandIds.Of(run.ActorId, $"import/{run.Id:N}/{row.Number}"), run.Actor);
        var command = ImportRow.Read(columns, row.Cells, source, by, clock.Now, out reason);
        reason = row.Fault ?? reason;
        return command;
    }

    private async Task<bool> NoteAsync(ImportRun run, IReadOnlyList<Taken> taken)
    {
        var now = time.GetUtcNow();
        return await database.WriteAsync(async s =>
        {
            var advanced = await s.ExecuteAsync(
                ImportSql.Advance,
                new
                {
                    id = run.Id,
                    owner,
                    done = taken.Count(t => t.Reason is null),
                    failed = taken.Count(t => t.Reason is not null),
                    nextRow = taken[^1].Row.Number + 1,
                    now,
                    until = now + Lease,
                }
            );
            if (advanced == 0)
            {
                return false;
            }
            foreach (var it in taken.Where(t => t.Reason is not null || t.CaseId is not null))
            {
                await s.ExecuteAsync(
                    ImportSql.InsertRow,
                    new
                    {
                        id = run.Id,
                        rowNumber = it.Row.Number,
                        caseId = it.CaseId,
                        reason = it.Reason,
                        cells = it.Reason is null
                            ? null
                            : vault.SealText(JsonSerializer.Serialize(it.Row.Cells, JsonSerializerOptions.Default)),
                    }
                );
            }
            return true;
        });
    }

    private async Task EndAsync(ImportRun run, ImportState state, string? error)
    {
        var end = new
        {
            id = run.Id,
            owner,
            state = ImportRun.States.Code(state),
            error,
            now = time.GetUtcNow(),
        };
        if (await SaveAsync(ImportSql.End, end) && !run.DryRun)
        {
            store.Forget(run.Id);
        }
    }

    private Task<bool> SaveAsync(Statement statement, object parameters) =>
        database.WriteAsync(async s => await s.ExecuteAsync(statement, parameters) == 1);

    private sealed record Taken(SheetRow Row, Guid? CaseId, string? Reason);
}
