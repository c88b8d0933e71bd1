using Shared.Contracts.Storage;

namespace Intake.Api.Assignments.Import;

/// <summary>
/// Removes, once an hour, what may hold people's names and nobody needs any more: files that nobody has gone on with, files of
/// which every row has its end, what is left of uploads that broke off, and the cells of rows that were not taken in.
/// </summary>
public sealed class ForgetImports(Database database, ImportStore store)
{
    /// <summary>How long rows that were not taken in can be fetched, to be corrected.</summary>
    private static readonly TimeSpan KeepBadRows = TimeSpan.FromDays(30);

    /// <summary>How long a file waits for somebody to go on with it.</summary>
    private static readonly TimeSpan MostWait = TimeSpan.FromDays(7);

    /// <summary>A younger file may not be named yet.</summary>
    private static readonly TimeSpan Unnamed = TimeSpan.FromHours(1);

    public async Task RunAsync(DateTimeOffset now)
    {
        await database.WriteAsync(s => s.ExecuteAsync(ImportSql.ForgetBadCells, new { before = now - KeepBadRows }));
        store.Files.ForgetDrafts(now - Unnamed);
        var kept = store.Files.Before(now - Unnamed);
        var needed = await database.ReadAsync(s => s.QueryAsync<Guid>(ImportSql.NeedFile));
        foreach (var stray in kept.Except(needed))
        {
            store.Forget(stray);
        }
        await GiveUpWaitingAsync(now);
    }

    private async Task GiveUpWaitingAsync(DateTimeOffset now)
    {
        var before = now - MostWait;
        foreach (var id in await database.ReadAsync(s => s.QueryAsync<Guid>(ImportSql.Unstarted, new { before })))
        {
            const string error = "七天内没有继续，文件已删除";
            var given = new
            {
                id,
                before,
                now,
                error,
            };
            if (await database.WriteAsync(s => s.ExecuteAsync(ImportSql.GiveUp, given)) == 1)
            {
                store.Forget(id);
            }
        }
    }
}
