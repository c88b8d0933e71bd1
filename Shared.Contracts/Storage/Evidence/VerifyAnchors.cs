using Shared.Contracts.Cases.Evidence;

namespace Shared.Contracts.Storage.Evidence;

/// <summary>
/// Verifies the anchors themselves: each root covers what the anchor holds and the root before it, and every copy outside
/// the database says the same; and the province's feed is what the anchors hold of it.
/// </summary>
public sealed class VerifyAnchors(Database database, AnchorBook book)
{
    private static readonly Statement AllCases = new(
        "anchors.allCases",
        "SELECT day, case_id, number, seq, chain FROM anchor_cases ORDER BY day, case_id"
    );

    internal async Task RunAsync(
        VerificationTally tally,
        Action<Finding> report,
        IReadOnlyList<AnchorLine> copies,
        CancellationToken cancellation
    )
    {
        var anchors = await book.AfterAsync(DateOnly.MinValue);
        var heads = await HeadsAsync(cancellation);
        var previous = EventSeals.Start;
        var fed = 0L;
        foreach (var anchor in anchors)
        {
            if (anchor.PreviousRoot != previous)
            {
                // Either the one before is gone, or its root or this reference to it was changed.
                report(Fault(FaultKind.Removed, Witness.Chain, anchor.Day));
            }
            var root = heads.GetValueOrDefault(anchor.Day) ?? new AnchorRoot();
            if (root.End(anchor.PreviousRoot, anchor.Count) != anchor.Root)
            {
                report(Fault(FaultKind.Changed, Witness.Digest, anchor.Day));
            }
            if (anchor.Count.Feed is { } written)
            {
                if (await FeedAsync(fed, written.Through, cancellation) != written)
                {
                    report(Fault(FaultKind.Changed, Witness.Anchor, anchor.Day) with { IsFeed = true });
                }
                fed = written.Through;
            }
            previous = anchor.Root;
            tally.Anchors++;
        }
        // One that was made since the first reading is no orphan.
        var days = (await book.AfterAsync(DateOnly.MinValue)).ToDictionary(a => a.Day, a => a.Root);
        foreach (var orphan in heads.Keys.Where(d => !days.ContainsKey(d)).Order())
        {
            report(Fault(FaultKind.Removed, Witness.Anchor, orphan));
        }
        foreach (var line in copies.OrderBy(l => l.Day))
        {
            if (!days.TryGetValue(line.Day, out var root))
            {
                report(Fault(FaultKind.Removed, Witness.Log, line.Day));
            }
            else if (root != line.Root)
            {
                report(Fault(FaultKind.Changed, Witness.Log, line.Day));
            }
        }
    }

    private async Task<FeedPart> FeedAsync(long after, long through, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        return await FeedChain.AfterAsync(session, after, through);
    }

    /// <summary>For each day what its root has to cover.</summary>
    private async Task<Dictionary<DateOnly, AnchorRoot>> HeadsAsync(CancellationToken cancellation)
    {
        var heads = new Dictionary<DateOnly, AnchorRoot>();
        await using var session = await database.OpenAsync(cancellation);
        await foreach (var row in session.StreamAsync<AnchoredRow>(AllCases))
        {
            cancellation.ThrowIfCancellationRequested();
            var day = row.ToAnchored().Day;
            if (!heads.TryGetValue(day, out var ofDay))
            {
                heads[day] = ofDay = new AnchorRoot();
            }
            row.AddTo(ofDay);
        }
        return heads;
    }

    private static Finding Fault(FaultKind kind, Witness witness, DateOnly day) =>
        new(kind, witness) { AnchorDay = day };
}
