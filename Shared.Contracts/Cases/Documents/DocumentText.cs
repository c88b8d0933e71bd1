using System.Text.Json.Serialization;

namespace Shared.Contracts.Cases.Documents;

/// <summary>How a part of a document stands on paper.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PartKind>))]
public enum PartKind
{
    /// <summary>To whom it goes, before the first paragraph.</summary>
    Addressee,
    Paragraph,

    /// <summary>A line of the table: label and value.</summary>
    Row,

    /// <summary>A place to sign.</summary>
    Signature,
}

/// <summary>Words of a document.</summary>
/// <param name="Text">As they go to paper.</param>
/// <param name="Masked">
/// Set where the words tell who complains or reports: what whoever may not see that reads instead.
/// </param>
public sealed record DocumentRun(string Text, string? Masked = null);

/// <summary>A paragraph, a line of the table, or a place to sign.</summary>
public sealed record DocumentPart(PartKind Kind, string? Label, IReadOnlyList<DocumentRun> Runs);

/// <summary>A document as filled in: all that stands on the paper. Frozen at issue, so that a reprint is the same.</summary>
public sealed record DocumentText
{
    public required string Heading { get; init; }
    public required string Number { get; init; }

    /// <summary>Name of the authority.</summary>
    public required string Bureau { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>Whether the bureau's seal goes over its name.</summary>
    public required bool HasSeal { get; init; }
    public required IReadOnlyList<DocumentPart> Parts { get; init; }

    /// <summary>Whether it tells who complains or reports.</summary>
    [JsonIgnore]
    public bool HoldsPeople => Parts.Any(p => p.Runs.Any(r => r.Masked is not null));
}

/// <summary>A document as it was issued; never changed afterwards.</summary>
/// <param name="Id">That of the command which issued it.</param>
public sealed record IssuedDocument(Guid Id, DocumentKind Kind, DocumentNumber Number, DocumentText Text);
