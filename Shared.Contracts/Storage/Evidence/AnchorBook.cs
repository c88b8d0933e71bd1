using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Evidence;

namespace Shared.Contracts.Storage.Evidence;

/// <summary>
/// The daily anchors: each holds how the cases stood that grew since the one before. Whoever rewrites a whole timeline
/// with a chain of his own would have to rewrite these and every copy of them too.
/// </summary>
public sealed class AnchorBook(Database database)
{
    private const string Columns = "day, cases, events, root, previous_root, made_at, law, feed_through, feed";

    private static readonly Statement Newest = new(
        "anchors.newest",
        $"SELECT {Columns} FROM anchors ORDER BY day DESC {Dialect.PagePiece}"
    );

    private static readonly Statement After = new(
        "anchors.after",
        $"SELECT {Columns} FROM anchors WHERE day > @day ORDER BY day"
    );

    /// <summary>Notes the cases that have more events than at any anchor before.</summary>
    private static readonly Statement InsertCases = new(
        "anchors.insertCases",
        """
        INSERT INTO anchor_cases (day, case_id, number, seq, chain)
        SELECT @day, c.id, c.number, c.last_event, c.chain_head
        FROM cases c
        LEFT JOIN (SELECT case_id, MAX(seq) AS seq FROM anchor_cases GROUP BY case_id) AS a ON a.case_id = c.id
        WHERE c.chain_head IS NOT NULL AND c.last_event > COALESCE(a.seq, 0)
        """
    );

    private static readonly Statement CasesOfDay = new(
        "anchors.casesOfDay",
        "SELECT day, case_id, number, seq, chain FROM anchor_cases WHERE day = @day ORDER BY case_id"
    );

    private static readonly Statement Totals = new(
        "anchors.totals",
        """
        SELECT COUNT(*) AS cases, COALESCE(SUM(CAST(last_event AS bigint)), 0) AS events
        FROM cases
        WHERE chain_head IS NOT NULL
        """
    );

    private static readonly Statement Insert = new(
        "anchors.insert",
        """
        INSERT INTO anchors (day, cases, events, root, previous_root, made_at, law, feed_through, feed)
        VALUES (@day, @cases, @events, @root, @previousRoot, @madeAt, @law, @feedThrough, @feed)
        """
    );

    /// <summary>Some anchors, the newest first.</summary>
    public async Task<IReadOnlyList<Anchor>> NewestAsync(int take) =>
        [.. (await database.ReadAsync(s => s.QueryAsync<AnchorRow>(Newest, new { take }))).Select(r => r.ToAnchor())];

    /// <summary>The anchors after a day, by day.</summary>
    public async Task<IReadOnlyList<Anchor>> AfterAsync(DateOnly day) =>
        [.. (await database.ReadAsync(s => s.QueryAsync<AnchorRow>(After, new { day }))).Select(r => r.ToAnchor())];

    /// <summary>Makes the anchor of a day in the caller's transaction, unless there is one of this or a later day.</summary>
    /// <param name="at">Real time.</param>
    /// <returns>Whether it was made.</returns>
    public static async Task<bool> MakeAsync(Session session, DateTimeOffset at)
    {
        var day = Shanghai.DayOf(at);
        var before = (await session.FirstAsync<AnchorRow>(Newest, new { take = 1 }))?.ToAnchor();
        if (before is not null && before.Day >= day)
        {
            return false;
        }
        await session.ExecuteAsync(InsertCases, new { day });
        var heads = new AnchorRoot();
        await foreach (var row in session.StreamAsync<AnchoredRow>(CasesOfDay, new { day }))
        {
            row.AddTo(heads);
        }
        var totals = await session.FirstAsync<TotalsRow>(Totals);
        var previousRoot = before?.Root ?? EventSeals.Start;
        var law = LawHead.Write(await LawChain.HeadsAsync(session));
        var fed = before?.Count.Feed?.Through ?? 0;
        var feed = await FeedChain.AfterAsync(session, fed, fed + FeedChain.MostAtOnce);
        var root = heads.End(
            previousRoot,
            new AnchorCount(day, totals!.Cases, totals.Events, StoredText.Of(at), law, feed)
        );
        await session.ExecuteAsync(
            Insert,
            new
            {
                day,
                cases = totals.Cases,
                events = totals.Events,
                root,
                previousRoot,
                madeAt = at,
                law,
                feedThrough = feed.Through,
                feed = feed.Digest,
            }
        );
        return true;
    }

    private sealed class TotalsRow
    {
        public long Cases { get; init; }
        public long Events { get; init; }
    }
}
