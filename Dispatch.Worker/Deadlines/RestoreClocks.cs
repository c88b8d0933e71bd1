using Hangfire;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Shell;

namespace Dispatch.Worker.Deadlines;

/// <summary>
/// A recurring Hangfire job: when the clock looks at a limit next is a column made of the others. Where somebody has emptied
/// it, or set it behind the limit's end, the limit would run out in silence; here it is made anew, and said aloud.
/// </summary>
public sealed class RestoreClocks(Database database, ILogger<RestoreClocks> log)
{
    public const string JobName = "clocks";

    private static readonly Statement Silent = new(
        "clocks.silent",
        """
        SELECT DISTINCT d.case_id
        FROM deadlines d
        WHERE d.met_at IS NULL
            AND d.cancelled_at IS NULL
            AND d.missed_at IS NULL
            AND (d.next_at IS NULL OR d.next_at > d.due_at)
        """
    );

    /// <summary>Only as long as the case is as it was read.</summary>
    private static readonly Statement Restore = new(
        "clocks.restore",
        """
        UPDATE deadlines
        SET next_at = @nextAt
        WHERE id = @deadlineId
            AND (next_at IS NULL OR next_at > due_at)
            AND EXISTS (SELECT 1 FROM cases WHERE id = @caseId AND version = @version)
        """
    );

    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync()
    {
        foreach (var caseId in await database.ReadAsync(s => s.QueryAsync<Guid>(Silent)))
        {
            await database.WriteAsync(s => RestoreAsync(s, caseId));
        }
    }

    private async Task RestoreAsync(Session session, Guid caseId)
    {
        if (await CaseReader.FindAsync(session, caseId) is not { } it)
        {
            return;
        }
        foreach (var deadline in it.Deadlines.Where(d => d.NextAt is not null))
        {
            var restored = await session.ExecuteAsync(
                Restore,
                new
                {
                    nextAt = deadline.NextAt,
                    deadlineId = deadline.Id,
                    caseId,
                    version = it.Version,
                }
            );
            if (restored > 0)
            {
                log.LogError("The clock of {Deadline} had been silenced in the database; it runs again", deadline.Id);
            }
        }
    }
}
