using Shared.Contracts.Storage;

namespace Intake.Api.DutyWall;

/// <summary>
/// The statements of the duty wall. The first three read one covering index (<c>ix_cases_wall</c>) and never the cases.
/// </summary>
internal static class WallSql
{
    private static readonly string Hour = Dialect.HourPiece("c.arrived_at");

    private const string InPeriod = "c.arrived_at >= @from AND c.arrived_at < @to";

    /// <summary>Whoever was replied to, closed or refused was acknowledged; the mark tells of those returned since.</summary>
    private const string Acknowledged =
        "(c.status IN ('acknowledged', 'handled', 'replied', 'closed', 'refused') OR (c.stages_met & 4) <> 0)";

    public static readonly Statement Hours = new(
        "wall.hours",
        $"""
        SELECT
            {Hour} AS hour,
            COUNT(*) AS contacts,
            {Count("c.kind = 'consultation'")} AS consultations
        FROM cases c
        WHERE {InPeriod}
        GROUP BY {Hour}
        """
    );

    public static readonly Statement Units = new(
        "wall.units",
        $"""
        SELECT
            c.unit,
            COUNT(*) AS cases,
            {Count("c.received_at IS NOT NULL")} AS received,
            {Count("c.routed_by IS NOT NULL")} AS routed,
            {Count(Acknowledged)} AS acknowledged,
            {Count("c.handled_at IS NOT NULL")} AS handled,
            {Count("c.status IN ('replied', 'closed')")} AS replied,
            {InTime(1)} AS receive_in_time,
            {InTime(2)} AS route_in_time,
            {InTime(4)} AS acknowledge_in_time,
            {InTime(8)} AS handle_in_time,
            {InTime(16)} AS reply_in_time,
            {Missed(1)} AS receive_missed,
            {Missed(2)} AS route_missed,
            {Missed(4)} AS acknowledge_missed,
            {Missed(8)} AS handle_missed,
            {Missed(16)} AS reply_missed,
            {Count("c.stages_missed <> 0")} AS ever_missed,
            {Count("c.next_due_at <= @now")} AS overdue,
            {Count("c.status IN ('arrived', 'received', 'returned', 'routed')")} AS waiting,
            {Count("c.status = 'acknowledged'")} AS working,
            {Count("c.status = 'handled'")} AS to_reply,
            {Count("c.status IN ('replied', 'closed', 'withdrawn', 'refused')")} AS ended
        FROM cases c
        WHERE {InPeriod} AND c.kind <> 'consultation'
        GROUP BY c.unit
        """
    );

    public static readonly Statement Places = new(
        "wall.places",
        $"""
        SELECT c.district, c.category, COUNT(*) AS cases
        FROM cases c
        WHERE {InPeriod} AND c.kind <> 'consultation'
        GROUP BY c.district, c.category
        """
    );

    /// <summary>Asked once for each status in which a case waits, so that each is read in the order of its index.</summary>
    public static readonly Statement Waiting = new(
        "wall.waiting",
        $"""
        SELECT {WallCase.Columns}
        FROM cases c
        WHERE c.status = @status AND {InPeriod}
        ORDER BY c.arrived_at, c.id
        {Dialect.PagePiece}
        """
    );

    /// <summary>Those of which a report is owed first, by what is due next; then the latest.</summary>
    public static readonly Statement Important = new(
        "wall.important",
        $"""
        SELECT
            {WallCase.Columns},
            p.started_at AS phone_started_at, p.due_at AS phone_due_at, p.met_at AS phone_met_at,
            w.started_at AS writing_started_at, w.due_at AS writing_due_at, w.met_at AS writing_met_at
        {FromImportant}
        ORDER BY
            CASE WHEN p.met_at IS NULL AND p.due_at IS NOT NULL THEN p.due_at ELSE @farAt END,
            CASE WHEN w.met_at IS NULL AND w.due_at IS NOT NULL THEN w.due_at ELSE @farAt END,
            c.arrived_at DESC,
            c.id DESC
        {Dialect.PagePiece}
        """
    );

    public static readonly Statement ImportantCounts = new(
        "wall.importantCounts",
        $"""
        SELECT
            COUNT(*) AS cases,
            {Count(
            "(p.due_at IS NOT NULL AND p.met_at IS NULL) OR (w.due_at IS NOT NULL AND w.met_at IS NULL)"
        )} AS owed
        {FromImportant}
        """
    );

    /// <summary>A flag opens each report's limit once.</summary>
    private const string FromImportant = $"""
        FROM cases c
        LEFT JOIN deadlines p ON p.case_id = c.id AND p.stage = 'reportByPhone' AND p.round = 1
        LEFT JOIN deadlines w ON w.case_id = c.id AND w.stage = 'reportInWriting' AND w.round = 1
        WHERE c.important IN ('major', 'serious') AND {InPeriod}
        """;

    private static string Count(string condition) => $"SUM(CASE WHEN {condition} THEN 1 ELSE 0 END)";

    private static string InTime(int bit) => Count($"(c.stages_met & {bit}) <> 0 AND (c.stages_missed & {bit}) = 0");

    private static string Missed(int bit) => Count($"(c.stages_missed & {bit}) <> 0");
}
