using System.Globalization;

namespace Shared.Contracts.Cases.Evidence;

/// <summary>What was counted when an anchor was made.</summary>
/// <param name="Day">The day in Shanghai on which it was made; there is one for a day at most.</param>
/// <param name="Cases">All cases at that time.</param>
/// <param name="Events">All their events.</param>
/// <param name="MadeAt">Real time, as stored text.</param>
/// <param name="Law">The newest versions of calendar and law, see <see cref="LawHead"/>; nothing in anchors from before.</param>
/// <param name="Feed">The province's feed since the anchor before; nothing in anchors from before.</param>
public sealed record AnchorCount(
    DateOnly Day,
    long Cases,
    long Events,
    string MadeAt,
    string? Law = null,
    FeedPart? Feed = null
);

/// <summary>
/// The root of an anchor: over the heads of all cases that grew since the anchor before, and over that one's root. So it
/// covers the heads of all cases, and the anchors are a chain themselves. Heads are added by rising case id.
/// </summary>
public sealed class AnchorRoot
{
    private const string HeadPurpose = "12315 head 1";
    private const string AnchorPurpose = "12315 anchor 1";
    private const string WideAnchorPurpose = "12315 anchor 2";

    private string heads = EventSeals.Start;

    public void Add(string caseId, string number, int seq, string chain) =>
        heads = FieldHash.Of(HeadPurpose, heads, caseId, number, Text(seq), chain);

    /// <param name="previous">The root of the anchor before; <see cref="EventSeals.Start"/> for the first.</param>
    public string End(string previous, AnchorCount count)
    {
        ReadOnlySpan<string?> fields =
        [
            previous,
            count.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Text(count.Cases),
            Text(count.Events),
            count.MadeAt,
            heads,
            count.Law,
            count.Feed is { } feed ? Text(feed.Through) : null,
            count.Feed?.Digest,
        ];
        return count.Law is null && count.Feed is null
            ? FieldHash.Of(AnchorPurpose, fields[..^3])
            : FieldHash.Of(WideAnchorPurpose, fields);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
