namespace Shared.Contracts.Cases.Documents;

/// <summary>What a document is filled from beside the case itself: the person, and what the timeline says.</summary>
public sealed record DocumentSources
{
    public Person? Person { get; init; }

    /// <summary>Name of whoever registered the case.</summary>
    public string? RegisteredBy { get; init; }

    /// <summary>A code of <see cref="Codes.RefusalGrounds"/>.</summary>
    public string? RefusalGround { get; init; }
    public string? RefusalReason { get; init; }

    /// <summary>A code of <see cref="Codes.MediationEndGrounds"/>, where the case names one.</summary>
    public string? EndGround { get; init; }

    /// <summary>What the unit wrote when it handled the case.</summary>
    public string? HandlingSummary { get; init; }
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>How many photographs and files lie with the case.</summary>
    public int Attachments { get; init; }
}
