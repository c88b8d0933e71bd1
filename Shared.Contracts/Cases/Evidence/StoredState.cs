namespace Shared.Contracts.Cases.Evidence;

/// <summary>How a case stands in the database now.</summary>
/// <param name="Facts">The row's values as texts.</param>
/// <param name="Deadlines">Of each deadline its values as texts.</param>
public sealed record StoredState(IReadOnlyList<string?> Facts, IReadOnlyList<IReadOnlyList<string?>> Deadlines)
{
    /// <summary>By the event that issued it, the digest of a document's sealed text.</summary>
    public required IReadOnlyDictionary<int, string> Documents { get; init; }

    /// <summary>By the same event, the digest of the document's entry in the register.</summary>
    public required IReadOnlyDictionary<int, string> Entries { get; init; }

    /// <summary>The digest of the person's row; nothing where there is none.</summary>
    public required string? Person { get; init; }

    /// <summary>By the event that added it, the digest of a contact or an attachment.</summary>
    public required IReadOnlyDictionary<int, string> Additions { get; init; }

    /// <summary>Of these, the contacts that tell nothing of who called.</summary>
    public required IReadOnlySet<int> Nobodys { get; init; }

    /// <summary>The highest versions of calendar and limits that its limits were counted by; 0 where none.</summary>
    public required (int Calendar, int Limits) Law { get; init; }

    /// <summary>Whether all that lists, searches and clocks go by is what the rest makes of it.</summary>
    public required bool IsDerivedRight { get; init; }
}
