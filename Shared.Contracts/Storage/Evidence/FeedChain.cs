using Shared.Contracts.Cases.Evidence;
using Row = System.Collections.Generic.IDictionary<string, object?>;

namespace Shared.Contracts.Storage.Evidence;

/// <summary>The entries of the province's feed as they are stored, for anchors.</summary>
internal static class FeedChain
{
    private const string Columns =
        "sequence, case_id, at, event, number, kind, assigned_by, upstream_number, status, stage, unit, outcome, due_at, in_time";

    /// <summary>More than a city has in a day; an anchor holds no more, so that making it does not keep others waiting.</summary>
    public const long MostAtOnce = 200_000;

    private static readonly string[] Names = StateColumns.Names(Columns);

    private static readonly Statement Part = new(
        "feedChain.part",
        $"SELECT {Columns} FROM feed WHERE sequence > @after AND sequence <= @through ORDER BY sequence"
    );

    /// <summary>The numbered entries behind a sequence, up to another.</summary>
    public static async Task<FeedPart> AfterAsync(Session session, long after, long through)
    {
        var digest = new FeedDigest();
        var last = after;
        await foreach (var entry in session.StreamAsync<object>(Part, new { after, through }))
        {
            var row = (Row)entry;
            digest.Add(StateColumns.Of(row, Names));
            last = row["sequence"] is long sequence ? sequence : last;
        }
        return new FeedPart(last, digest.Value);
    }
}
