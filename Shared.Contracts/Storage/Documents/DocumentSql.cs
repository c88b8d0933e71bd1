namespace Shared.Contracts.Storage.Documents;

/// <summary>Statements on issued documents and their numbers.</summary>
internal static class DocumentSql
{
    /// <summary>What documents quote of a timeline.</summary>
    public static readonly Statement Events = new(
        "documents.events",
        """
        SELECT type, at, actor_name, data, reason
        FROM events
        WHERE case_id = @caseId AND type IN ('registered', 'arrived', 'refused', 'handled', 'withdrawn')
        ORDER BY seq
        """
    );

    public static readonly Statement CountAttachments = new(
        "documents.countAttachments",
        "SELECT COUNT(*) FROM attachments WHERE case_id = @caseId"
    );

    /// <summary>Changes nothing, and makes whoever else numbers such a document wait until this transaction has ended.</summary>
    public static readonly Statement HoldSerial = new(
        "documents.holdSerial",
        """
        UPDATE document_serials
        SET last = last
        WHERE bureau = @bureau AND kind = @kind AND of_year = @ofYear
        """
    );

    public static readonly Statement StartSerial = new(
        "documents.startSerial",
        "INSERT INTO document_serials (bureau, kind, of_year, last) VALUES (@bureau, @kind, @ofYear, 0)"
    );

    public static readonly Statement ReadSerial = new(
        "documents.readSerial",
        "SELECT last FROM document_serials WHERE bureau = @bureau AND kind = @kind AND of_year = @ofYear"
    );

    public static readonly Statement TakeSerial = new(
        "documents.takeSerial",
        """
        UPDATE document_serials
        SET last = @serial
        WHERE bureau = @bureau AND kind = @kind AND of_year = @ofYear
        """
    );

    public static readonly Statement Insert = new(
        "documents.insert",
        """
        INSERT INTO documents (id, case_id, kind, number, event_seq, issued_at, issuer_id, issuer_name, sealed)
        VALUES (@documentId, @caseId, @kind, @number, @eventSeq, @issuedAt, @issuerId, @issuerName, @sealedText)
        """
    );
}
