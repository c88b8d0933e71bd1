using Shared.Contracts.Storage;

namespace Intake.Api.Complaints;

/// <summary>
/// Which filters a list has; each combination is a statement of its own, so that the engine can use its indexes and a test
/// can compile them all.
/// </summary>
/// <param name="Text">The words are looked for in texts and names, and as a telephone or a number.</param>
/// <param name="Exact">The words are a number or its end, a telephone or its last four digits: found by index, not by reading texts.</param>
public readonly record struct ListShape(bool Status, bool Unit, bool Deadline, bool Text, bool Cursor, bool Exact)
{
    public int Number =>
        (Status ? 1 : 0) | (Unit ? 2 : 0) | (Deadline ? 4 : 0) | (Text ? 8 : 0) | (Cursor ? 16 : 0) | (Exact ? 32 : 0);

    public static ListShape Of(int number) =>
        new(
            (number & 1) != 0,
            (number & 2) != 0,
            (number & 4) != 0,
            (number & 8) != 0,
            (number & 16) != 0,
            (number & 32) != 0
        );
}

/// <summary>The statements of the list: a page of cases, and the deadlines and people of that page.</summary>
internal static class ComplaintListSql
{
    private const string Columns =
        "c.id, c.number, c.kind, c.status, c.lane, c.channel, c.version, c.last_event, c.unit, c.open_to, "
        + "c.handler_id, c.handler_name, c.level, "
        + "c.important, c.arrived_at, c.received_at, c.accepted_at, c.handled_at, c.outcome, c.recovered_amount, "
        + "c.filed_as_case, c.assigned_by, c.upstream_number, c.upstream_due_at, c.rule_id, c.rule_version, c.routed_by, "
        + "c.routing_reason, c.facts, c.incomplete, c.linked, c.law";

    private const string DeadlineColumns =
        "d.case_id, d.regime, d.stage, d.round, d.started_at, d.last_day, d.due_at, d.met_at, d.cancelled_at, d.missed_at, "
        + "d.recorded_at, d.found_late, d.provisional, d.warned, d.basis";

    private static readonly IReadOnlyList<ListShape> Shapes = [.. Enumerable.Range(0, 32).Select(ListShape.Of)];

    public static readonly IReadOnlyList<Statement> Pages = [.. Shapes.Select(s => Page(s))];

    public static readonly IReadOnlyList<Statement> Deadlines =
    [
        .. Shapes.Select(s => new Statement(
            $"list.deadlines.{s.Number}",
            $"SELECT {DeadlineColumns} FROM deadlines d JOIN ({Select("c.id", s)}) AS page ON page.id = d.case_id"
        )),
    ];

    public static readonly IReadOnlyList<Statement> People =
    [
        .. Shapes.Select(s => new Statement(
            $"list.people.{s.Number}",
            $"SELECT p.case_id, p.sealed FROM people p JOIN ({Select("c.id", s)}) AS page ON page.id = p.case_id"
        )),
    ];

    /// <summary>The same cases as lines of a list, for pages.</summary>
    public static readonly IReadOnlyList<Statement> Lines =
    [
        .. Enumerable
            .Range(0, 64)
            .Select(ListShape.Of)
            .Select(s => new Statement($"list.lines.{s.Number}", Select(CaseLine.Columns, s))),
    ];

    private static Statement Page(ListShape shape) => new($"list.page.{shape.Number}", Select(Columns, shape));

    /// <summary>Newest first; a reporter's name and telephone are never searched (Order 121 Art. 37).</summary>
    private static string Select(string columns, ListShape shape) =>
        $"""
            SELECT {columns}
            FROM {(shape.Exact ? Exact : "cases c")}
            WHERE (@assignedOnly = 0 OR c.assigned_by IS NOT NULL)
                AND (@kind IS NULL OR c.kind = @kind)
                AND (@lane IS NULL OR c.lane = @lane)
                AND (@district IS NULL OR c.district = @district)
                AND (@category IS NULL OR c.category = @category)
                AND (@from IS NULL OR c.arrived_at >= @from)
                AND (@to IS NULL OR c.arrived_at < @to)
                {(shape.Status ? "AND c.status = @status" : "")}
                {(shape.Unit ? "AND c.unit = @unit" : "")}
                {(
                shape.Cursor ? "AND (c.arrived_at < @cursorAt OR (c.arrived_at = @cursorAt AND c.id < @cursorId))" : ""
            )}
                {(shape.Deadline ? DeadlineFilter : "")}
                {(shape.Text ? TextFilter : "")}
                {(shape.Exact ? "AND c.id = found.id" : "")}
            ORDER BY c.arrived_at DESC, c.id DESC
            {Dialect.PagePiece}
            """;

    private const string DeadlineFilter = """
        AND EXISTS (
            SELECT 1
            FROM deadlines o
            WHERE o.case_id = c.id
                AND o.met_at IS NULL
                AND o.cancelled_at IS NULL
                AND (@stage IS NULL OR o.stage = @stage)
                AND (@dueBefore IS NULL OR o.due_at <= @dueBefore)
        )
        """;

    /// <summary>Only the text and the id decide, which lie in one index; whoever matches otherwise is found first.</summary>
    private const string TextFilter = $"""
        AND (
            c.search_text LIKE @like ESCAPE '\'
            OR c.id IN (
                SELECT n.id FROM cases n WHERE n.number = @q
                UNION ALL
                SELECT w.case_id
                FROM people w
                JOIN cases k ON k.id = w.case_id
                WHERE k.kind <> 'report' AND w.name_hash = @nameHash
                {UpstreamOrPhone}
            )
        )
        """;

    /// <summary>The few that are found come first, so that an engine does not walk all cases in their order for them.</summary>
    private const string Exact = $"""
        (
            SELECT DISTINCT any_of.id
            FROM (
                SELECT n.id FROM cases n WHERE n.number LIKE @ending
                {UpstreamOrPhone}
            ) AS any_of
        ) AS found
        CROSS JOIN cases c
        """;

    private const string UpstreamOrPhone = """
        UNION ALL
        SELECT u.id FROM cases u WHERE u.assigned_by IN ('state', 'province') AND u.upstream_number = @q
        UNION ALL
        SELECT w.case_id AS id
        FROM people w
        JOIN cases k ON k.id = w.case_id
        WHERE k.kind <> 'report' AND w.phone_hash = @phoneHash
        UNION ALL
        SELECT w.case_id
        FROM people w
        JOIN cases k ON k.id = w.case_id
        WHERE k.kind <> 'report' AND w.last_four_hash = @lastFourHash
        """;
}
