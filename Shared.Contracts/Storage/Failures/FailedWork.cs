using System.Globalization;

namespace Shared.Contracts.Storage.Failures;

/// <summary>Work that failed, as people see it.</summary>
public sealed class FailedWorkRow
{
    public long Id { get; init; }
    public string Work { get; init; } = "";
    public string Subject { get; init; } = "";
    public string Error { get; init; } = "";
    public int Attempts { get; init; }
    public DateTimeOffset FirstAt { get; init; }
    public DateTimeOffset LastAt { get; init; }
    public DateTimeOffset? NextAt { get; init; }
}

/// <summary>
/// The one place where people see work that failed, whatever the transport: unique by (work, subject), tried again at
/// growing intervals so that one bad case neither spins nor is forgotten.
/// </summary>
public sealed class FailedWork(Database database, TimeProvider time)
{
    /// <summary>A case that could not be routed; subject: its id.</summary>
    public const string Routing = "routing";

    /// <summary>A case whose clocks could not be advanced; subject: its id.</summary>
    public const string Clock = "clock";

    /// <summary>A step of the escalation ladder; subject: <c>deadline/step</c>.</summary>
    public const string Escalation = "escalation";

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private static readonly Statement Insert = new(
        "failedWork.insert",
        """
        INSERT INTO failed_work (work, subject, error, attempts, first_at, last_at, next_at)
        SELECT @work, @subject, @error, 0, @now, @now, @now
        WHERE NOT EXISTS (SELECT 1 FROM failed_work WHERE work = @work AND subject = @subject)
        """
    );

    private static readonly Statement Raise = new(
        "failedWork.raise",
        """
        UPDATE failed_work
        SET
            error = @error, last_at = @now, next_at = @nextAt,
            attempts = CASE WHEN resolved_at IS NULL THEN attempts + 1 ELSE 1 END, resolved_at = NULL
        WHERE work = @work AND subject = @subject
        """
    );

    private static readonly Statement Attempts = new(
        "failedWork.attempts",
        "SELECT attempts FROM failed_work WHERE work = @work AND subject = @subject AND resolved_at IS NULL"
    );

    private static readonly Statement ResolveOne = new(
        "failedWork.resolve",
        "UPDATE failed_work SET resolved_at = @now WHERE work = @work AND subject = @subject AND resolved_at IS NULL"
    );

    private static readonly Statement Open = new(
        "failedWork.open",
        """
        SELECT id, work, subject, error, attempts, first_at, last_at, next_at
        FROM failed_work
        WHERE resolved_at IS NULL
        ORDER BY id
        {page}
        """
    );

    private static readonly Statement Count = new(
        "failedWork.count",
        "SELECT COUNT(*) FROM failed_work WHERE resolved_at IS NULL"
    );

    private static readonly Statement Hasten = new(
        "failedWork.hasten",
        "UPDATE failed_work SET next_at = @now WHERE id = @id AND resolved_at IS NULL"
    );

    private static readonly Statement Find = new(
        "failedWork.find",
        """
        SELECT id, work, subject, error, attempts, first_at, last_at, next_at
        FROM failed_work
        WHERE id = @id AND resolved_at IS NULL
        """
    );

    private static readonly Statement WakeClock = new(
        "failedWork.wakeClock",
        "UPDATE deadlines SET lease_until = NULL WHERE case_id = @subject AND lease_until IS NOT NULL"
    );

    private static readonly Statement WakeLadder = new(
        "failedWork.wakeLadder",
        """
        UPDATE owed_steps
        SET lease_until = NULL
        WHERE deadline_id = @deadlineId AND step = @step AND walked_at IS NULL
        """
    );

    private static readonly Statement Dismiss = new(
        "failedWork.dismiss",
        "UPDATE failed_work SET resolved_at = @now WHERE id = @id AND resolved_at IS NULL"
    );

    /// <summary>Records a failure and says when to try again: after 1, 2, 4 … seconds, 5 minutes at most.</summary>
    public Task<DateTimeOffset> RecordAsync(string work, string subject, string error) =>
        database.WriteAsync(async s =>
        {
            var now = time.GetUtcNow();
            var parameters = new
            {
                work,
                subject,
                error = error.Length > 1000 ? error[..1000] : error,
                now,
            };
            await s.ExecuteAsync(Insert, parameters);
            var attempts = await s.ScalarAsync<int>(Attempts, new { work, subject });
            var wait = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, attempts), LongestWait.TotalSeconds));
            await s.ExecuteAsync(
                Raise,
                new
                {
                    parameters.work,
                    parameters.subject,
                    parameters.error,
                    parameters.now,
                    nextAt = now + wait,
                }
            );
            return now + wait;
        });

    /// <summary>The work was done after all. Costs a read where nothing had failed.</summary>
    public async Task ResolveAsync(string work, string subject)
    {
        if (await database.ReadAsync(s => s.ScalarAsync<int?>(Attempts, new { work, subject })) is null)
        {
            return;
        }
        await database.WriteAsync(s =>
            s.ExecuteAsync(
                ResolveOne,
                new
                {
                    work,
                    subject,
                    now = time.GetUtcNow(),
                }
            )
        );
    }

    public Task<IReadOnlyList<FailedWorkRow>> OpenAsync(int take) =>
        database.ReadAsync(s => s.QueryAsync<FailedWorkRow>(Open, new { take }));

    /// <summary>Work that failed and is still open, or nothing.</summary>
    public Task<FailedWorkRow?> FindAsync(long id) =>
        database.ReadAsync(s => s.FirstAsync<FailedWorkRow>(Find, new { id }));

    public Task<int> CountAsync() => database.ReadAsync(s => s.ScalarAsync<int>(Count));

    /// <summary>A person has seen to it: a message that failed has no next try of its own, its case is a row the sweep finds.</summary>
    public async Task<bool> DismissAsync(long id) =>
        await database.WriteAsync(s => s.ExecuteAsync(Dismiss, new { id, now = time.GetUtcNow() })) == 1;

    /// <summary>Lets the work be tried at once: what rests until its next try is woken.</summary>
    /// <returns>Whether it is still open.</returns>
    public Task<bool> HastenAsync(long id) =>
        database.WriteAsync(async s =>
        {
            if (await s.FirstAsync<FailedWorkRow>(Find, new { id }) is not { } row)
            {
                return false;
            }
            await s.ExecuteAsync(Hasten, new { id, now = time.GetUtcNow() });
            if (row.Work == Clock)
            {
                await s.ExecuteAsync(WakeClock, new { subject = row.Subject });
            }
            else if (row.Work == Escalation && row.Subject.LastIndexOf('/') is > 0 and var slash)
            {
                await s.ExecuteAsync(
                    WakeLadder,
                    new
                    {
                        deadlineId = row.Subject[..slash],
                        step = int.Parse(row.Subject.AsSpan(slash + 1), CultureInfo.InvariantCulture),
                    }
                );
            }
            return true;
        });
}
