namespace Shared.Contracts.Cases.Evidence;

/// <summary>
/// What a timeline event says, each value as the text that stands in the database; moments in UTC as
/// <c>yyyy-MM-ddTHH:mm:ss.fffffffZ</c> on either engine.
/// </summary>
public sealed record EventText
{
    public string? At { get; init; }
    public string? ActorId { get; init; }
    public string? ActorName { get; init; }
    public string? Type { get; init; }
    public string? Data { get; init; }
    public string? Reason { get; init; }
    public string? RuleId { get; init; }
    public string? RuleVersion { get; init; }
    public string? CommandId { get; init; }

    /// <summary>A <see cref="CaseState"/>; nothing but of the last event of a change, and of none from before states.</summary>
    public string? State { get; init; }

    /// <summary>
    /// Whether what may be erased is erased: the name of who acted, the facts and the words. When it happened, of what
    /// kind it was, under which rule and whose id acted always stay.
    /// </summary>
    public bool IsErased => ActorName is "" && Data == ErasedData && Reason is null;

    /// <summary>The facts of an anonymised event.</summary>
    public const string ErasedData = "{}";
}

/// <summary>What makes a change of an event visible; each value is hexadecimal digits in lower case.</summary>
/// <param name="Salt">16 random bytes; nothing once the event is anonymised.</param>
/// <param name="Digest">Of salt and text, see <see cref="EventSeals.Digest"/>.</param>
/// <param name="Chain">Ties the event to its case, its place and all events before it.</param>
public readonly record struct EventSeal(string? Salt, string? Digest, string? Chain);

/// <summary>A row of a timeline as the database holds it.</summary>
/// <param name="Seq">Its place in the case, from 1; 0 where no whole number stands.</param>
public sealed record StoredEvent(int Seq, EventText Text, EventSeal Seal)
{
    /// <summary>Its words are gone, and the salt with them.</summary>
    public bool IsErased => Seal is { Salt: null, Digest: not null } && Text.IsErased;
}

/// <summary>What the case's own row says of its timeline.</summary>
/// <param name="LastEvent">The number of events; nothing where no whole number stands.</param>
/// <param name="ChainHead">The chain value of the last one.</param>
public sealed record StoredCase(string Id, string Number, int? LastEvent, string? ChainHead);

/// <summary>How a case stood when an anchor was made.</summary>
/// <param name="Day">The day of the anchor in Shanghai.</param>
/// <param name="Seq">The last event of the case at that time, and its chain value.</param>
public sealed record AnchoredCase(DateOnly Day, string Number, int Seq, string Chain);
