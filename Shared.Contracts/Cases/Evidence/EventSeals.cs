using System.Globalization;

namespace Shared.Contracts.Cases.Evidence;

/// <summary>
/// Seals timeline events. The digest covers the whole event under a salt of its own, so that an erased text cannot be
/// found by guessing; the chain covers the digest and what is never erased, so that time, kind and place of an
/// anonymised event can still be verified.
/// </summary>
public static class EventSeals
{
    /// <summary>What the chain of a case begins with.</summary>
    public const string Start = "0000000000000000000000000000000000000000000000000000000000000000";

    private const string DigestPurpose = "12315 event 1";
    private const string ChainPurpose = "12315 chain 1";
    private const string ChainWithStatePurpose = "12315 chain 2";

    /// <param name="previous">The chain value of the event before, or <see cref="Start"/>.</param>
    /// <param name="salt">32 hexadecimal digits nobody can guess.</param>
    public static EventSeal Seal(string previous, string caseId, int seq, EventText text, string salt)
    {
        var digest = Digest(salt, text);
        return new EventSeal(salt, digest, Chain(previous, caseId, seq, text, digest));
    }

    public static string Digest(string salt, EventText text) =>
        FieldHash.Of(
            DigestPurpose,
            salt,
            text.At,
            text.ActorId,
            text.ActorName,
            text.Type,
            text.Data,
            text.Reason,
            text.RuleId,
            text.RuleVersion,
            text.CommandId
        );

    public static string Chain(string previous, string caseId, int seq, EventText text, string digest)
    {
        ReadOnlySpan<string?> fields =
        [
            previous,
            caseId,
            seq.ToString(CultureInfo.InvariantCulture),
            text.At,
            text.ActorId,
            text.Type,
            text.RuleId,
            text.RuleVersion,
            text.CommandId,
            digest,
            text.State,
        ];
        return text.State is null
            ? FieldHash.Of(ChainPurpose, fields[..^1])
            : FieldHash.Of(ChainWithStatePurpose, fields);
    }

    /// <summary>Whether the text is the one that was sealed, or wholly erased.</summary>
    public static bool Holds(EventText text, EventSeal seal) =>
        seal.Salt is { } salt
            ? string.Equals(Digest(salt, text), seal.Digest, StringComparison.Ordinal)
            : seal.Digest is not null && text.IsErased;

    /// <summary>Whether an event was sealed at this place behind this chain value.</summary>
    public static bool Follows(StoredEvent it, string previous, string caseId, int seq) =>
        it.Seal is { Digest: { } digest, Chain: { } chain }
        && string.Equals(Chain(previous, caseId, seq, it.Text, digest), chain, StringComparison.Ordinal);
}
