namespace Shared.Contracts.Cases.Evidence;

/// <summary>A part of a case that a state vouches for.</summary>
public enum StatePart
{
    /// <summary>登记内容: what the case's own row says.</summary>
    Facts,

    /// <summary>时限: all its limits.</summary>
    Deadlines,

    /// <summary>文书: a document that was issued.</summary>
    Document,
}

/// <summary>
/// How a case stood after a change: a digest of its row, one of its deadlines, and one of the document that the change
/// issued. It is part of the chain value of the change's last event, so that neither can be altered beside the timeline.
/// The event's salt keeps erased facts from being guessed.
/// </summary>
/// <param name="Facts">Of the case's row, 64 hexadecimal digits.</param>
/// <param name="Deadlines">Of all its deadlines.</param>
/// <param name="Document">Of the document's sealed text; nothing where none was issued.</param>
public sealed record CaseState(string Facts, string Deadlines, string? Document)
{
    private const string FactsPurpose = "12315 case 1";
    private const string DeadlinesPurpose = "12315 deadlines 1";
    private const string DocumentPurpose = "12315 document 1";
    private const string None = "-";

    /// <param name="salt">The event's.</param>
    /// <param name="it">The row's values as texts, each always in the same place.</param>
    /// <param name="deadlines">Of each deadline its values as texts, in any order.</param>
    /// <param name="document">See <see cref="OfDocument"/>.</param>
    public static CaseState Of(
        string salt,
        IReadOnlyList<string?> it,
        IEnumerable<IReadOnlyList<string?>> deadlines,
        string? document
    ) =>
        new(
            FieldHash.Of(FactsPurpose, [salt, .. it]),
            FieldHash.Of(
                DeadlinesPurpose,
                [
                    salt,
                    .. deadlines
                        .Select(d => FieldHash.Of(DeadlinesPurpose, [salt, .. d]))
                        .Order(StringComparer.Ordinal),
                ]
            ),
            document
        );

    /// <summary>Of a document whose text was erased.</summary>
    public static readonly string ErasedDocument = OfDocument("");

    /// <param name="sealedText">As it is stored.</param>
    public static string OfDocument(string? sealedText) => FieldHash.Of(DocumentPurpose, sealedText);

    /// <summary>Out of an event's row; nothing where it is none.</summary>
    public static CaseState? Parse(string? text) =>
        text?.Split(' ') is [var facts, var deadlines, var document]
            ? new CaseState(facts, deadlines, document == None ? null : document)
            : null;

    public override string ToString() => $"{Facts} {Deadlines} {Document ?? None}";
}

/// <summary>How a case stands in the database now.</summary>
/// <param name="Facts">The row's values as texts.</param>
/// <param name="Deadlines">Of each deadline its values as texts.</param>
/// <param name="Documents">By the event that issued it, the digest of a document.</param>
public sealed record StoredState(
    IReadOnlyList<string?> Facts,
    IReadOnlyList<IReadOnlyList<string?>> Deadlines,
    IReadOnlyDictionary<int, string> Documents
);
