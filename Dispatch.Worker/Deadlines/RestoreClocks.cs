using Hangfire;
using Shared.Contracts.Cases.Duty;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Shell;

namespace Dispatch.Worker.Deadlines;

/// <summary>
/// A recurring Hangfire job: when the clock looks at a limit next is a column made of the others, and who holds it a lease.
/// Where somebody has emptied the one, set it behind the limit's end, or given a lease for ever, the limit would run out in
/// silence; and where the steps that a miss owes are gone, nobody would be told. Here they are made anew, and it is said aloud.
/// </summary>
public sealed class RestoreClocks(Database database, CaseClock clock, TimeProvider time, ILogger<RestoreClocks> log)
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

    private static readonly Statement FreeDeadlines = new(
        "clocks.freeDeadlines",
        "UPDATE deadlines SET lease_owner = NULL, lease_until = NULL WHERE lease_until > @longest"
    );

    private static readonly Statement FreeOwed = new(
        "clocks.freeOwed",
        "UPDATE owed_steps SET lease_owner = NULL, lease_until = NULL WHERE lease_until > @longest"
    );

    private static readonly Statement MissedLately = new(
        "clocks.missedLately",
        "SELECT DISTINCT case_id FROM deadlines WHERE recorded_at > @since"
    );

    private static readonly Statement Owe = new(
        "clocks.owe",
        """
        INSERT INTO owed_steps (deadline_id, step, case_id, action, due_at)
        SELECT @deadlineId, @step, @caseId, @action, @dueAt
        WHERE NOT EXISTS (SELECT 1 FROM owed_steps WHERE deadline_id = @deadlineId AND step = @step)
        """
    );

    /// <summary>Misses further back are not looked through each hour.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(2);

    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync()
    {
        var longest = time.GetUtcNow() + CaseRows.LongestLease;
        var freed = await database.WriteAsync(async s =>
            await s.ExecuteAsync(FreeDeadlines, new { longest }) + await s.ExecuteAsync(FreeOwed, new { longest })
        );
        if (freed > 0)
        {
            log.LogError("{Count} clocks had been held for ever in the database; they run again", freed);
        }
        await EachAsync(await database.ReadAsync(s => s.QueryAsync<Guid>(Silent)), RestoreAsync);
        var since = clock.Now - Lately;
        await EachAsync(await database.ReadAsync(s => s.QueryAsync<Guid>(MissedLately, new { since })), OweAsync);
    }

    /// <summary>A case that cannot be read keeps no other from its clock.</summary>
    private async Task EachAsync(IEnumerable<Guid> cases, Func<Session, Guid, Task> restore)
    {
        foreach (var caseId in cases)
        {
            try
            {
                await database.WriteAsync(s => restore(s, caseId));
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                log.LogError(fault, "The clocks of case {CaseId} could not be looked at", caseId);
            }
        }
    }

    /// <summary>Writes again the steps that a recorded miss owes, where neither a walked nor a waiting one stands.</summary>
    private async Task OweAsync(Session session, Guid caseId)
    {
        var missed =
            (await CaseReader.FindAsync(session, caseId))?.Deadlines.Where(d => d.RecordedAt is not null) ?? [];
        foreach (var step in missed.Where(d => !d.IsBornLate).SelectMany(EscalationLadder.StepsFor))
        {
            var owed = await session.ExecuteAsync(
                Owe,
                new
                {
                    deadlineId = step.DeadlineId,
                    step = step.Step,
                    caseId,
                    action = EscalationActions.Code(step.Action),
                    dueAt = step.DueAt,
                }
            );
            if (owed > 0)
            {
                log.LogError("Step {Step} owed for {Deadline} was gone; it is owed again", step.Step, step.DeadlineId);
            }
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
