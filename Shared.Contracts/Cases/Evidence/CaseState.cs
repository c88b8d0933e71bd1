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

    /// <summary>投诉人、举报人: who complained or reported, sealed.</summary>
    Person,

    /// <summary>来电、附件: a further contact or an attachment.</summary>
    Addition,

    /// <summary>What lists, searches and clocks go by, which is made of the rest.</summary>
    Derived,
}

/// <summary>
/// How a case stood after a change: a digest of its row, one of its deadlines, and digests of what the change wrote beside
/// them. It is part of the chain value of the change's last event, so that nothing of it can be altered beside the timeline.
/// The event's salt keeps erased facts from being guessed; people are stored encrypted, so that a digest of them tells nothing
/// once they are erased.
/// </summary>
/// <param name="Facts">Of the case's row, 64 hexadecimal digits.</param>
/// <param name="Deadlines">Of all its deadlines.</param>
public sealed record CaseState(string Facts, string Deadlines)
{
    private const string FactsPurpose = "12315 case 1";
    private const string DeadlinesPurpose = "12315 deadlines 1";
    private const string DocumentPurpose = "12315 document 1";
    private const string EntryPurpose = "12315 register 1";
    private const string PersonPurpose = "12315 person 1";
    private const string AdditionPurpose = "12315 addition 1";
    private const string None = "-";

    /// <summary>Of the sealed text of the document that the change issued; nothing where it issued none.</summary>
    public string? Document { get; init; }

    /// <summary>Of that document's entry in the register: kind, number, day, issuer.</summary>
    public string? Entry { get; init; }

    /// <summary>Of the person's row, where the change wrote it.</summary>
    public string? Person { get; init; }

    /// <summary>Of the contact or attachment that the change added.</summary>
    public string? Addition { get; init; }

    /// <summary>Whether it covers more than the document's text; states of earlier versions do not.</summary>
    public bool IsWide { get; init; } = true;

    /// <param name="salt">The event's.</param>
    /// <param name="it">The row's values as texts, each always in the same place.</param>
    /// <param name="deadlines">Of each deadline its values as texts, in any order.</param>
    public static CaseState Of(string salt, IReadOnlyList<string?> it, IEnumerable<IReadOnlyList<string?>> deadlines) =>
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
            )
        );

    /// <summary>Of a document whose text was erased.</summary>
    public static readonly string ErasedDocument = OfDocument("");

    /// <param name="sealedText">As it is stored.</param>
    public static string OfDocument(string? sealedText) => FieldHash.Of(DocumentPurpose, sealedText);

    /// <param name="fields">The values of the register's row as texts, but for the sealed text.</param>
    public static string OfEntry(IReadOnlyList<string?> fields) => FieldHash.Of(EntryPurpose, [.. fields]);

    /// <param name="fields">The values of the person's row as texts.</param>
    public static string OfPerson(IReadOnlyList<string?> fields) => FieldHash.Of(PersonPurpose, [.. fields]);

    /// <param name="fields">The values of the contact's or the attachment's row as texts.</param>
    public static string OfAddition(IReadOnlyList<string?> fields) => FieldHash.Of(AdditionPurpose, [.. fields]);

    /// <summary>Out of an event's row; nothing where it is none.</summary>
    public static CaseState? Parse(string? text) =>
        text?.Split(' ') switch
        {
            [var facts, var deadlines, var document] => new CaseState(facts, deadlines)
            {
                Document = Part(document),
                IsWide = false,
            },
            [var facts, var deadlines, var document, var entry, var person, var addition] => new CaseState(
                facts,
                deadlines
            )
            {
                Document = Part(document),
                Entry = Part(entry),
                Person = Part(person),
                Addition = Part(addition),
            },
            _ => null,
        };

    public override string ToString() =>
        $"{Facts} {Deadlines} {Document ?? None} {Entry ?? None} {Person ?? None} {Addition ?? None}";

    private static string? Part(string text) => text == None ? null : text;
}
