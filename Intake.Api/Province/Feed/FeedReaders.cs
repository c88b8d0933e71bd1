using System.Collections.Concurrent;
using Shared.Contracts.Storage;

namespace Intake.Api.Province.Feed;

/// <summary>How far a reader of the feed has come.</summary>
public sealed record FeedReader
{
    /// <summary>The last sequence that it is known to have.</summary>
    public long Confirmed { get; init; }

    /// <summary>When it was first known to have it.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>Remembers how far each reader of the feed has come, which says what was delivered.</summary>
internal sealed class FeedReaders(Database database, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, long> known = new(StringComparer.Ordinal);

    /// <summary>
    /// The reader has everything up to this sequence; an earlier one changes nothing, and one that was never given out
    /// confirms nothing.
    /// </summary>
    public async Task ConfirmAsync(string reader, long after)
    {
        if (after <= known.GetValueOrDefault(reader))
        {
            return;
        }
        var row = new
        {
            reader,
            after,
            now = time.GetUtcNow(),
        };
        var isConfirmed = await database.WriteAsync(async s =>
            await s.ExecuteAsync(FeedSql.Confirm, row) > 0 || await s.ExecuteAsync(FeedSql.FirstConfirm, row) > 0
        );
        if (isConfirmed)
        {
            known[reader] = after;
        }
    }

    /// <summary>The reader that has come furthest; nothing while nobody has read.</summary>
    public Task<FeedReader?> FurthestAsync() =>
        database.ReadAsync(s => s.FirstAsync<FeedReader>(FeedSql.Furthest, new { take = 1 }));
}
