namespace Shared.Contracts.Cases.Evidence;

/// <summary>What is wrong.</summary>
public enum FaultKind
{
    /// <summary>被更改: it is there, but not as it was.</summary>
    Changed,

    /// <summary>缺失: it was there.</summary>
    Removed,

    /// <summary>多出: it was never written by the service.</summary>
    Added,

    /// <summary>次序颠倒: it stands in another place than it was written to.</summary>
    Swapped,
}

/// <summary>What bears witness to it.</summary>
public enum Witness
{
    /// <summary>The event's own digest.</summary>
    Digest,

    /// <summary>The chain from event to event.</summary>
    Chain,

    /// <summary>The case's row: the number of its events and the end of its chain.</summary>
    Case,

    /// <summary>The anchor of a day.</summary>
    Anchor,

    /// <summary>The serials that were given to the cases of a day.</summary>
    Serials,

    /// <summary>A copy of the anchors outside the database.</summary>
    Log,

    /// <summary>The state that the timeline vouches for, see <see cref="CaseState"/>.</summary>
    State,
}

/// <summary>Something that verification found.</summary>
public sealed record Finding(FaultKind Kind, Witness Witness)
{
    /// <summary>The case's number, or its id where no number is known; nothing where an anchor itself is at fault.</summary>
    public string? Case { get; init; }

    /// <summary>The first event it is about; nothing for the whole case or its row. 0: a row without a whole number.</summary>
    public int? FirstSeq { get; init; }

    /// <summary>
    /// The last event it is about, if there are several. Where something was <see cref="FaultKind.Changed"/>, one or more
    /// of them were; which cannot be told.
    /// </summary>
    public int? LastSeq { get; init; }

    /// <summary>The place at which the first swapped event was written.</summary>
    public int? HomeSeq { get; init; }

    /// <summary>Of <see cref="Evidence.Witness.State"/>: what is at fault.</summary>
    public StatePart? Part { get; init; }

    /// <summary>The version of calendar or law that is at fault, such as <c>工作日历第2版</c>.</summary>
    public string? Law { get; init; }

    /// <summary>The kind of document, such as <c>受理通知书</c>, whose register does not fit the numbers given.</summary>
    public string? Register { get; init; }

    /// <summary>Entries of the province's feed since the anchor before <see cref="AnchorDay"/> are at fault.</summary>
    public bool IsFeed { get; init; }

    /// <summary>The day of the anchor that bears witness or is at fault.</summary>
    public DateOnly? AnchorDay { get; init; }
}
