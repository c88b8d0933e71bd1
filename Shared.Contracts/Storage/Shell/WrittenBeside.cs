using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Evidence;
using Shared.Contracts.Storage.Documents;
using Shared.Contracts.Storage.Evidence;
using Shared.Contracts.Storage.People;

namespace Shared.Contracts.Storage.Shell;

/// <summary>
/// What a change writes beside the case's own rows, sealed once: the document it issues, the person, the contact or the
/// attachment it adds. The rows and the state that vouches for them are made of the same texts.
/// </summary>
internal sealed record WrittenBeside
{
    /// <summary>The sealed text of the document.</summary>
    public string? Document { get; private init; }

    public PersonRow? Person { get; private init; }

    public ContactRow? Contact { get; private init; }

    public AttachmentRow? Attachment { get; private init; }

    /// <param name="now">When the contact was made.</param>
    public static WrittenBeside Of(CaseChange change, PeopleVault vault, DocumentRegister documents, DateTimeOffset now)
    {
        var it = change.After.Id;
        var line = change.Events[^1];
        return new WrittenBeside
        {
            Document = documents.SealedTextOf(change),
            Person = change.Person is { } person ? vault.Row(it, person) : null,
            Contact = change.Contact is { } contact
                ? new ContactRow(
                    contact.Id,
                    it,
                    line.Seq,
                    now,
                    Codes.ContactPurposes.Code(contact.Purpose),
                    Codes.Channels.Code(contact.Channel),
                    contact.CallRef,
                    contact.Person is { } caller ? vault.Row(it, caller) : null
                )
                : null,
            Attachment = change.Attachment is { } attachment
                ? new AttachmentRow(
                    attachment.Id,
                    it,
                    line.Seq,
                    line.At,
                    line.Actor.Name,
                    vault.SealText(attachment.Name),
                    attachment.MediaType,
                    attachment.Size,
                    attachment.Sha256,
                    line.Reason
                )
                : null,
        };
    }

    /// <summary>The state with what vouches for this.</summary>
    public CaseState Of(CaseState state, CaseChange change) =>
        state with
        {
            Document = Document is null ? null : CaseState.OfDocument(Document),
            Entry = change.Document is { } issued ? CaseState.OfEntry(Entry(issued, change.Events[^1])) : null,
            Person = Person is null ? null : CaseState.OfPerson(Fields(Person)),
            Addition =
                Contact is not null ? CaseState.OfAddition(Contact.Fields())
                : Attachment is not null ? CaseState.OfAddition(Attachment.Fields())
                : null,
        };

    private static IReadOnlyList<string?> Entry(Cases.Documents.IssuedDocument issued, TimelineEvent line) =>
        StateColumns.Texts(
            Codes.DocumentKinds.Code(issued.Kind),
            issued.Number.ToString(),
            line.At,
            line.Actor.Id,
            line.Actor.Name
        );

    /// <summary>In the order of <see cref="StateColumns.Person"/>.</summary>
    internal static IReadOnlyList<string?> Fields(PersonRow? row) =>
        [row?.Sealed, row?.NameHash, row?.PhoneHash, row?.LastFourHash, row?.IdNumberHash];
}

/// <summary>A row of the contacts table.</summary>
internal sealed record ContactRow(
    Guid Id,
    Guid CaseId,
    int EventSeq,
    DateTimeOffset At,
    string Purpose,
    string Channel,
    string? CallRef,
    PersonRow? Person
)
{
    /// <summary>In the order of <see cref="StateColumns.Contact"/>.</summary>
    public IReadOnlyList<string?> Fields() =>
        [.. StateColumns.Texts(Id, At, Purpose, Channel, CallRef), .. WrittenBeside.Fields(Person)];
}

/// <summary>A row of the attachments table.</summary>
internal sealed record AttachmentRow(
    Guid Id,
    Guid CaseId,
    int EventSeq,
    DateTimeOffset At,
    string ActorName,
    string SealedName,
    string MediaType,
    long Size,
    string Sha256,
    string? Note
)
{
    /// <summary>In the order of <see cref="StateColumns.Attachment"/>.</summary>
    public IReadOnlyList<string?> Fields() =>
        StateColumns.Texts(Id, At, ActorName, SealedName, MediaType, Size, Sha256, Note);
}
