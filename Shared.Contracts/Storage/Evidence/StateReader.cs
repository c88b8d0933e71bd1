using Shared.Contracts.Cases.Evidence;
using Row = System.Collections.Generic.IDictionary<string, object?>;

namespace Shared.Contracts.Storage.Evidence;

/// <summary>Reads how cases stand, for comparison with what their timelines vouch for.</summary>
internal sealed class StateReader
{
    private static readonly Statements OfRange = new(
        EvidenceSql.States,
        EvidenceSql.Deadlines,
        EvidenceSql.Documents,
        EvidenceSql.People,
        EvidenceSql.Contacts,
        EvidenceSql.Attachments
    );

    private static readonly Statements OfCase = new(
        EvidenceSql.StateOfCase,
        EvidenceSql.DeadlinesOfCase,
        EvidenceSql.DocumentsOfCase,
        EvidenceSql.PersonOfCase,
        EvidenceSql.ContactsOfCase,
        EvidenceSql.AttachmentsOfCase
    );

    private static readonly string[] Entry = StateColumns.Names(StateColumns.Entry);
    private static readonly string[] Person = StateColumns.Names(StateColumns.Person);
    private static readonly string[] Contact = StateColumns.Names(StateColumns.Contact);
    private static readonly string[] Private = ["call_ref", .. Person];
    private static readonly string[] Attachment = StateColumns.Names(StateColumns.Attachment);

    private readonly ILookup<string, Row> deadlines;
    private readonly ILookup<string, Row> documents;
    private readonly ILookup<string, Row> people;
    private readonly ILookup<string, Row> contacts;
    private readonly ILookup<string, Row> attachments;

    private StateReader(
        ILookup<string, Row> deadlines,
        ILookup<string, Row> documents,
        ILookup<string, Row> people,
        ILookup<string, Row> contacts,
        ILookup<string, Row> attachments
    )
    {
        this.deadlines = deadlines;
        this.documents = documents;
        this.people = people;
        this.contacts = contacts;
        this.attachments = attachments;
    }

    /// <summary>The cases of a range of ids.</summary>
    public static Task<Dictionary<string, StoredState>> OfRangeAsync(
        Session session,
        object range,
        DateTimeOffset now
    ) => ReadAsync(session, OfRange, range, now);

    /// <summary>One case; nothing where there is none.</summary>
    public static async Task<StoredState?> OfCaseAsync(Session session, string oneCase, DateTimeOffset now) =>
        (await ReadAsync(session, OfCase, new { oneCase }, now)).GetValueOrDefault(oneCase);

    private static async Task<Dictionary<string, StoredState>> ReadAsync(
        Session session,
        Statements of,
        object parameters,
        DateTimeOffset now
    )
    {
        var reader = new StateReader(
            await ByCaseAsync(session, of.Deadlines, parameters),
            await ByCaseAsync(session, of.Documents, parameters),
            await ByCaseAsync(session, of.People, parameters),
            await ByCaseAsync(session, of.Contacts, parameters),
            await ByCaseAsync(session, of.Attachments, parameters)
        );
        var states = new Dictionary<string, StoredState>(StringComparer.Ordinal);
        foreach (var row in await RowsAsync(session, of.Cases, parameters))
        {
            var id = StoredText.Of(row["id"]) ?? "";
            states[id] = reader.StateOf(id, row, now);
        }
        return states;
    }

    private StoredState StateOf(string id, Row row, DateTimeOffset now)
    {
        List<Row> limits = [.. deadlines[id]];
        var derived = DerivedColumns.Of(row, limits, now);
        return new StoredState(StateColumns.OfCase(row), [.. limits.Select(StateColumns.OfDeadline)])
        {
            Documents = BySeq(documents[id].Select(d => (d, CaseState.OfDocument(StoredText.Of(d["sealed"]))))),
            Entries = BySeq(documents[id].Select(d => (d, CaseState.OfEntry(StateColumns.Of(d, Entry))))),
            Person = people[id].Select(p => CaseState.OfPerson(StateColumns.Of(p, Person))).FirstOrDefault(),
            Additions = BySeq([
                .. contacts[id].Select(c => (c, CaseState.OfAddition(StateColumns.Of(c, Contact)))),
                .. attachments[id].Select(a => (a, CaseState.OfAddition(StateColumns.Of(a, Attachment)))),
            ]),
            Nobodys = contacts[id]
                .Where(c => Private.All(n => StoredText.Of(c[n]) is null))
                .Select(c => StoredNumber.Of(c["event_seq"]) ?? 0)
                .ToHashSet(),
            Law = (derived.Calendar, derived.Limits),
            IsDerivedRight = derived.AreRight,
        };
    }

    /// <summary>Two rows at one event are one too many: their digests are put together, and so fit nothing.</summary>
    private static Dictionary<int, string> BySeq(IEnumerable<(Row Row, string Digest)> rows) =>
        rows.GroupBy(r => StoredNumber.Of(r.Row["event_seq"]) ?? 0)
            .ToDictionary(g => g.Key, g => string.Join('+', g.Select(r => r.Digest)));

    private static async Task<ILookup<string, Row>> ByCaseAsync(
        Session session,
        Statement statement,
        object parameters
    ) =>
        (await RowsAsync(session, statement, parameters)).ToLookup(
            r => StoredText.Of(r["case_id"]) ?? "",
            StringComparer.Ordinal
        );

    /// <summary>Rows by the names of their columns, whatever types stand in them.</summary>
    private static async Task<IEnumerable<Row>> RowsAsync(Session session, Statement statement, object parameters) =>
        (await session.QueryAsync<object>(statement, parameters)).Cast<Row>();

    private sealed record Statements(
        Statement Cases,
        Statement Deadlines,
        Statement Documents,
        Statement People,
        Statement Contacts,
        Statement Attachments
    );
}
