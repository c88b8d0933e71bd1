namespace Shared.Contracts.Storage.Evidence;

/// <summary>
/// The statements by which timelines are sealed and verified. Ids are compared as they are stored, since a row that was
/// tampered with need not hold one; the cast lets SQL Server use its index for them.
/// </summary>
internal static class EvidenceSql
{
    private const string Event =
        "case_id, seq, at, actor_id, actor_name, type, data, reason, rule_id, rule_version, command_id, salt, digest, chain, state";

    public static readonly Statement Cases = new(
        "evidence.cases",
        """
        SELECT id, number, last_event, chain_head, version
        FROM cases
        WHERE id > CAST(@afterCase AS char(36))
        ORDER BY id
        {page}
        """
    );

    public static readonly Statement Case = new(
        "evidence.case",
        """
        SELECT id, number, last_event, chain_head, version
        FROM cases
        WHERE id = CAST(@oneCase AS char(36))
        """
    );

    public static readonly Statement Events = new(
        "evidence.events",
        $"""
        SELECT {Event}
        FROM events
        WHERE case_id > CAST(@afterCase AS char(36)) AND case_id <= CAST(@throughCase AS char(36))
        ORDER BY case_id, seq
        """
    );

    public static readonly Statement EventsOfCase = new(
        "evidence.eventsOfCase",
        $"""
        SELECT {Event}
        FROM events
        WHERE case_id = CAST(@oneCase AS char(36))
        ORDER BY seq
        """
    );

    public static readonly Statement AnchoredCases = new(
        "evidence.anchoredCases",
        """
        SELECT day, case_id, number, seq, chain
        FROM anchor_cases
        WHERE case_id > CAST(@afterCase AS char(36)) AND case_id <= CAST(@throughCase AS char(36))
        ORDER BY case_id, seq
        """
    );

    public static readonly Statement AnchorsOfCase = new(
        "evidence.anchorsOfCase",
        """
        SELECT day, case_id, number, seq, chain
        FROM anchor_cases
        WHERE case_id = CAST(@oneCase AS char(36))
        ORDER BY seq
        """
    );

    public static readonly Statement States = new(
        "evidence.states",
        $"""
        SELECT id, number, {StateColumns.Case}, {StateColumns.Derived}
        FROM cases
        WHERE id > CAST(@afterCase AS char(36)) AND id <= CAST(@throughCase AS char(36))
        """
    );

    public static readonly Statement StateOfCase = new(
        "evidence.stateOfCase",
        $"""
        SELECT id, number, {StateColumns.Case}, {StateColumns.Derived}
        FROM cases
        WHERE id = CAST(@oneCase AS char(36))
        """
    );

    public static readonly Statement Deadlines = new(
        "evidence.deadlines",
        $"""
        SELECT {StateColumns.Deadline}, {StateColumns.DeadlineDerived}
        FROM deadlines
        WHERE case_id > CAST(@afterCase AS char(36)) AND case_id <= CAST(@throughCase AS char(36))
        """
    );

    public static readonly Statement DeadlinesOfCase = new(
        "evidence.deadlinesOfCase",
        $"""
        SELECT {StateColumns.Deadline}, {StateColumns.DeadlineDerived}
        FROM deadlines
        WHERE case_id = CAST(@oneCase AS char(36))
        """
    );

    public static readonly Statement Documents = new(
        "evidence.documents",
        $"""
        SELECT case_id, event_seq, sealed, {StateColumns.Entry}
        FROM documents
        WHERE case_id > CAST(@afterCase AS char(36)) AND case_id <= CAST(@throughCase AS char(36))
        """
    );

    public static readonly Statement DocumentsOfCase = new(
        "evidence.documentsOfCase",
        $"""
        SELECT case_id, event_seq, sealed, {StateColumns.Entry}
        FROM documents
        WHERE case_id = CAST(@oneCase AS char(36))
        """
    );

    public static readonly Statement People = new(
        "evidence.people",
        $"""
        SELECT case_id, {StateColumns.Person}
        FROM people
        WHERE case_id > CAST(@afterCase AS char(36)) AND case_id <= CAST(@throughCase AS char(36))
        """
    );

    public static readonly Statement PersonOfCase = new(
        "evidence.personOfCase",
        $"SELECT case_id, {StateColumns.Person} FROM people WHERE case_id = CAST(@oneCase AS char(36))"
    );

    public static readonly Statement Contacts = new(
        "evidence.contacts",
        $"""
        SELECT case_id, event_seq, {StateColumns.Contact}
        FROM contacts
        WHERE case_id > CAST(@afterCase AS char(36)) AND case_id <= CAST(@throughCase AS char(36))
        """
    );

    public static readonly Statement ContactsOfCase = new(
        "evidence.contactsOfCase",
        $"SELECT case_id, event_seq, {StateColumns.Contact} FROM contacts WHERE case_id = CAST(@oneCase AS char(36))"
    );

    public static readonly Statement Attachments = new(
        "evidence.attachments",
        $"""
        SELECT case_id, event_seq, {StateColumns.Attachment}
        FROM attachments
        WHERE case_id > CAST(@afterCase AS char(36)) AND case_id <= CAST(@throughCase AS char(36))
        """
    );

    public static readonly Statement AttachmentsOfCase = new(
        "evidence.attachmentsOfCase",
        $"SELECT case_id, event_seq, {StateColumns.Attachment} FROM attachments WHERE case_id = CAST(@oneCase AS char(36))"
    );

    public static readonly Statement CountCases = new("evidence.countCases", "SELECT COUNT(*) FROM cases");

    public static readonly Statement TakeTurn = new(
        "evidence.takeTurn",
        "UPDATE locks SET at = @now WHERE name = 'sealing'"
    );

    public static readonly Statement Unsealed = new(
        "evidence.unsealed",
        """
        SELECT id
        FROM cases
        WHERE chain_head IS NULL AND id > CAST(@afterCase AS char(36))
        ORDER BY id
        {page}
        """
    );

    public static readonly Statement SealEvent = new(
        "evidence.sealEvent",
        """
        UPDATE events
        SET salt = @salt, digest = @digest, chain = @chain
        WHERE case_id = CAST(@oneCase AS char(36)) AND seq = @seq
        """
    );

    public static readonly Statement SealCase = new(
        "evidence.sealCase",
        "UPDATE cases SET chain_head = @chain WHERE id = CAST(@oneCase AS char(36))"
    );

    public static readonly Statement IsSealed = new(
        "evidence.isSealed",
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM job_runs WHERE job = 'seal') THEN 1 ELSE 0 END"
    );

    public static readonly Statement IsLawSealed = new(
        "evidence.isLawSealed",
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM job_runs WHERE job = 'sealLaw') THEN 1 ELSE 0 END"
    );

    public static readonly Statement MarkLawSealed = new(
        "evidence.markLawSealed",
        """
        INSERT INTO job_runs (job, period, at)
        SELECT 'sealLaw', 'earlier', @at
        WHERE NOT EXISTS (SELECT 1 FROM job_runs WHERE job = 'sealLaw')
        """
    );

    public static readonly Statement MarkSealed = new(
        "evidence.markSealed",
        """
        INSERT INTO job_runs (job, period, at)
        SELECT 'seal', 'earlier', @at
        WHERE NOT EXISTS (SELECT 1 FROM job_runs WHERE job = 'seal')
        """
    );
}
