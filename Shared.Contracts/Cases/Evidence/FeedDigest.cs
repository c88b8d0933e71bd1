namespace Shared.Contracts.Cases.Evidence;

/// <summary>The entries of the province's feed after those of the anchor before.</summary>
/// <param name="Through">The sequence of the last one.</param>
/// <param name="Digest">Over them all in order, see <see cref="FeedDigest"/>.</param>
public sealed record FeedPart(long Through, string Digest);

/// <summary>The digest of a part of the feed: each entry as it is stored, tied to the one before.</summary>
public sealed class FeedDigest
{
    private const string Purpose = "12315 feed 1";

    public string Value { get; private set; } = EventSeals.Start;

    /// <param name="fields">The entry's values as texts, its sequence among them.</param>
    public void Add(IReadOnlyList<string?> fields) => Value = FieldHash.Of(Purpose, [Value, .. fields]);
}
