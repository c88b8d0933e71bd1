using Intake.Api.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Documents;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Documents;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.Documents;

/// <summary>A document as it lies in the register; its text is sealed.</summary>
public sealed class DocumentRow
{
    public Guid Id { get; init; }
    public Guid CaseId { get; init; }
    public string Kind { get; init; } = "";
    public string Number { get; init; } = "";
    public DateTimeOffset IssuedAt { get; init; }
    public string IssuerId { get; init; } = "";
    public string IssuerName { get; init; } = "";
    public string Sealed { get; init; } = "";
}

/// <summary>What a case page lists: documents that were issued, and those that this person may issue now.</summary>
public sealed record DocumentList(IReadOnlyList<DocumentRow> Issued, IReadOnlyList<DocumentForm> Open);

/// <summary>A document as this person may see it.</summary>
/// <param name="IsUnmasked">It tells who complains or reports, and this person may read it.</param>
/// <param name="MayReveal">It is masked until this person says why it must be seen.</param>
public sealed record OpenedDocument(Case It, DocumentRow Row, DocumentText Text, bool IsUnmasked, bool MayReveal);

/// <summary>Reads the documents of a case, and logs each look at one that tells who it is.</summary>
internal sealed class CaseDocuments(Database database, DocumentRegister register, PersonReveals reveals)
{
    private static readonly Statement OfCase = new(
        "caseDocuments.ofCase",
        """
        SELECT id, case_id, kind, number, issued_at, issuer_id, issuer_name
        FROM documents
        WHERE case_id = @caseId
        ORDER BY event_seq
        """
    );

    private static readonly Statement Find = new(
        "caseDocuments.find",
        """
        SELECT id, case_id, kind, number, issued_at, issuer_id, issuer_name, sealed
        FROM documents
        WHERE id = @documentId
        """
    );

    public async Task<DocumentList> ListAsync(Session session, Case it, Actor actor, Person? person)
    {
        var isNamed = person is { IsNamed: true };
        return new DocumentList(
            DocumentRights.Opens(actor, it) && it.Facts.AnonymisedAt is null
                ? await session.QueryAsync<DocumentRow>(OfCase, new { caseId = it.Id })
                : [],
            [.. DocumentForms.All.Where(f => f.IsOpenFor(actor, it, isNamed))]
        );
    }

    /// <summary>The document, or nothing when there is none or the person may not open it.</summary>
    public async Task<OpenedDocument?> OpenAsync(Guid id, Actor actor)
    {
        var opened = await database.ReadAsync(async s =>
        {
            if (
                await s.FirstAsync<DocumentRow>(Find, new { documentId = id }) is not { } row
                || await CaseReader.FindAsync(s, row.CaseId) is not { } it
                || !DocumentRights.Opens(actor, it)
                || it.Facts.AnonymisedAt is not null
            )
            {
                return null;
            }
            var text = register.Open(row.Sealed);
            var maySee = text.HoldsPeople && DocumentRights.SeesPeople(actor, it);
            // Whoever issued it has a reason on record: the issue.
            var isUnmasked = maySee && (row.IssuerId == actor.Id || await reveals.HasAsync(s, it.Id, actor));
            return new OpenedDocument(it, row, text, isUnmasked, maySee && !isUnmasked);
        });
        if (opened is { IsUnmasked: true })
        {
            await reveals.LogLookAsync(opened.It, actor, opened.Row.Number);
        }
        return opened;
    }

    /// <summary>Unmasks the people of the document's case, for a reason that is logged.</summary>
    /// <returns>What is wrong, or nothing.</returns>
    public async Task<string?> RevealAsync(OpenedDocument document, Actor actor, string? reason) =>
        document.MayReveal
            ? await reveals.RevealAsync(document.It, actor, reason)
            : "您的角色或单位不办理这件案件，不能查看";

    public Task<DocumentSources> SourcesAsync(Guid caseId) => database.ReadAsync(s => register.SourcesAsync(s, caseId));
}
