using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shared.Contracts.Storage.Shell;

namespace Shared.Contracts.Storage.Feed;

/// <summary>
/// Numbers the province's feed after commit: one transaction at a time, ordered by the lock on one row, gives the next
/// numbers to the entries that are committed and have none. Readers see numbered entries only, so a reader that follows
/// the numbers skips and repeats nothing, whatever commits meanwhile.
/// </summary>
public sealed class FeedSequencer(
    Database database,
    CommitSignals signals,
    TimeProvider time,
    ILogger<FeedSequencer> log
) : BackgroundService
{
    private const int BatchSize = 2000;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(400);

    private static readonly Statement AnyUnnumbered = new(
        "feed.anyUnnumbered",
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM feed WHERE sequence IS NULL) THEN 1 ELSE 0 END"
    );

    private static readonly Statement TakeTurn = new("feed.takeTurn", "UPDATE locks SET at = @now WHERE name = 'feed'");

    private static readonly Statement Bound = new(
        "feed.bound",
        """
        SELECT MAX(id)
        FROM (SELECT id FROM feed WHERE sequence IS NULL ORDER BY id {page}) AS batch
        """
    );

    private static readonly Statement Number = new(
        "feed.number",
        """
        UPDATE feed
        SET sequence = numbered.sequence
        FROM (
            SELECT
                id AS entry,
                ROW_NUMBER() OVER (ORDER BY id) + COALESCE((SELECT MAX(sequence) FROM feed WHERE sequence IS NOT NULL), 0) AS sequence
            FROM feed
            WHERE sequence IS NULL AND id <= @bound
        ) AS numbered
        WHERE feed.id = numbered.entry
        """
    );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await NumberAsync(stoppingToken) >= BatchSize) { }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                log.LogError(fault, "Numbering the feed failed; it is tried again");
            }
            await signals.Feed.WaitAsync(Poll, stoppingToken);
        }
    }

    /// <summary>Numbers one batch.</summary>
    /// <returns>How many entries were numbered.</returns>
    public async Task<int> NumberAsync(CancellationToken cancellation)
    {
        if (!await database.ReadAsync(s => s.ScalarAsync<bool>(AnyUnnumbered), cancellation))
        {
            return 0;
        }
        return await database.WriteAsync(
            async s =>
            {
                await s.ExecuteAsync(TakeTurn, new { now = time.GetUtcNow() });
                var bound = await s.ScalarAsync<long?>(Bound, new { take = BatchSize });
                return bound is null ? 0 : await s.ExecuteAsync(Number, new { bound });
            },
            cancellation
        );
    }
}
