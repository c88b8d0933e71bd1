using System.Text.Json;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.Reports;

/// <summary>Counts the cases that arrived in a period, as they stand now.</summary>
public sealed class ReportReader(Database database)
{
    /// <summary>What a case is counted by.</summary>
    private const string Counted = """
        c.kind, c.status, c.arrived_at, c.accepted_at, c.important, c.filed_as_case, c.outcome, c.recovered_amount,
        c.channel, c.district, c.category, c.problem, c.unit, c.facts, c.law
        """;

    private const string Arrived = "c.arrived_at >= @from AND c.arrived_at < @to";

    private const string InTime = "d.missed_at IS NULL AND d.met_at < d.due_at";

    /// <summary>A limit that rests has no next moment at which the clock looks at it.</summary>
    private const string Late = """
        d.missed_at IS NOT NULL
        OR d.met_at >= d.due_at
        OR (d.met_at IS NULL AND d.cancelled_at IS NULL AND d.next_at IS NOT NULL AND d.due_at <= @now)
        """;

    /// <summary>The newest entry of the province's feed that tells of the case.</summary>
    private const string FeedSequence = "(SELECT MAX(f.sequence) FROM feed f WHERE f.case_id = c.id) AS feed_sequence";

    private static readonly Statement Cases = new(
        "report.cases",
        $"""
        SELECT {Counted}
        FROM cases c
        WHERE {Arrived}
        """
    );

    private static readonly Statement Limits = new(
        "report.limits",
        $"""
        SELECT
            c.kind,
            d.regime,
            d.stage,
            SUM(CASE WHEN {InTime} THEN 1 ELSE 0 END) AS in_time,
            SUM(CASE WHEN {Late} THEN 1 ELSE 0 END) AS late,
            SUM(
                CASE
                    WHEN {Late} THEN 0
                    WHEN d.met_at IS NOT NULL OR d.cancelled_at IS NOT NULL THEN 0
                    ELSE 1
                END
            ) AS pending
        FROM deadlines d
        JOIN cases c ON c.id = d.case_id
        WHERE {Arrived}
        GROUP BY c.kind, d.regime, d.stage
        """
    );

    private static readonly Statement CaseRowsOf = new(
        "report.caseRows",
        $"""
        SELECT c.id, c.number, c.assigned_by, {Counted}, {FeedSequence}
        FROM cases c
        WHERE {Arrived}
        ORDER BY c.arrived_at, c.id
        """
    );

    private static readonly Statement LimitRowsOf = new(
        "report.limitRows",
        $"""
        SELECT
            c.id, c.number, c.assigned_by, c.kind, c.status, d.regime, {FeedSequence},
            CASE WHEN {InTime} THEN 1 ELSE 0 END AS in_time
        FROM deadlines d
        JOIN cases c ON c.id = d.case_id
        WHERE {Arrived} AND d.stage = @stage AND (({InTime}) OR {Late})
        ORDER BY c.arrived_at, c.id, d.regime, d.round
        """
    );

    /// <param name="period">Whose arrivals are counted.</param>
    /// <param name="now">Domain time: what is past its limit now is late.</param>
    public async Task<ReportCounts> CountAsync(ReportPeriod period, DateTimeOffset now, CancellationToken cancellation)
    {
        var counts = new ReportCounts();
        var range = new
        {
            from = period.From,
            to = period.To,
            now,
        };
        await using var session = await database.OpenAsync(cancellation);
        await foreach (var row in session.StreamAsync<CaseCountRow>(Cases, range))
        {
            counts.Add(row.ToCounted());
        }
        foreach (var row in await session.QueryAsync<LimitCountRow>(Limits, range))
        {
            counts.Add(
                Codes.Kinds.Value(row.Kind),
                Codes.Regimes.Value(row.Regime),
                Codes.Stages.Value(row.Stage),
                new LimitCount(row.InTime, row.Late, row.Pending)
            );
        }
        return counts;
    }

    /// <summary>The rows behind a figure, counted or in its denominator alone, in the order of arrival.</summary>
    public IAsyncEnumerable<FigureRow> RowsAsync(ReportPeriod period, FigureRule rule, DateTimeOffset now) =>
        rule is LimitFigure limit ? LimitRowsAsync(period, limit, now) : CaseRowsAsync(period, rule);

    private async IAsyncEnumerable<FigureRow> CaseRowsAsync(ReportPeriod period, FigureRule rule)
    {
        await using var session = await database.OpenAsync();
        await foreach (
            var row in session.StreamAsync<CaseCountRow>(CaseRowsOf, new { from = period.From, to = period.To })
        )
        {
            var it = row.ToCounted();
            if (rule is SumFigure sum && sum.Amount(it) is not 0 and var amount)
            {
                yield return row.ToRow(isCounted: true, amount);
            }
            else if (rule is CaseFigure figure && figure.Counts(it) is { } isCounted)
            {
                yield return row.ToRow(isCounted, null);
            }
        }
    }

    private async IAsyncEnumerable<FigureRow> LimitRowsAsync(ReportPeriod period, LimitFigure limit, DateTimeOffset now)
    {
        var range = new
        {
            from = period.From,
            to = period.To,
            now,
            stage = Codes.Stages.Code(limit.Stage),
        };
        await using var session = await database.OpenAsync();
        await foreach (var row in session.StreamAsync<LimitRow>(LimitRowsOf, range))
        {
            if (
                limit.Regimes.Contains(Codes.Regimes.Value(row.Regime))
                && (limit.Kind is null || limit.Kind == Codes.Kinds.Value(row.Kind))
            )
            {
                yield return row.ToRow(row.InTime, null);
            }
        }
    }

    private class CaseOfRow
    {
        public Guid Id { get; init; }
        public string Number { get; init; } = "";
        public string? AssignedBy { get; init; }
        public string Kind { get; init; } = "";
        public string Status { get; init; } = "";
        public long? FeedSequence { get; init; }

        public FigureRow ToRow(bool isCounted, decimal? amount) =>
            new(Id, Number, Kind, Status, isCounted, amount, FeedSequence, AssignedBy is not null);
    }

    private sealed class LimitRow : CaseOfRow
    {
        public string Regime { get; init; } = "";
        public bool InTime { get; init; }
    }

    private sealed class CaseCountRow : CaseOfRow
    {
        public DateTimeOffset ArrivedAt { get; init; }
        public DateTimeOffset? AcceptedAt { get; init; }
        public string? Important { get; init; }
        public bool FiledAsCase { get; init; }
        public string? Outcome { get; init; }
        public decimal? RecoveredAmount { get; init; }
        public string? Channel { get; init; }
        public string? District { get; init; }
        public string? Category { get; init; }
        public string? Problem { get; init; }
        public string? Unit { get; init; }
        public string Facts { get; init; } = "";
        public string? Law { get; init; }

        public CountedCase ToCounted() =>
            new(Codes.Kinds.Value(Kind), Codes.Statuses.Value(Status))
            {
                ArrivedAt = ArrivedAt,
                Accepted = AcceptedAt is not null,
                Important = Important is not null,
                FiledAsCase = FiledAsCase,
                Outcome = Outcome,
                Amount = JsonSerializer.Deserialize<AmountOnly>(Facts, CaseRows.Json)?.Amount ?? 0,
                Recovered = RecoveredAmount ?? 0,
                Channel = Channel,
                District = District,
                Category = Category,
                Problem = Problem,
                Unit = Unit,
                CalledBack = Law is null
                    ? null
                    : JsonSerializer.Deserialize<CalledBackOnly>(Law, CaseRows.Json)?.CalledBack,
            };
    }

    private sealed record CalledBackOnly(string? CalledBack);

    private sealed record AmountOnly(decimal? Amount);

    private sealed class LimitCountRow
    {
        public string Kind { get; init; } = "";
        public string Regime { get; init; } = "";
        public string Stage { get; init; } = "";
        public int InTime { get; init; }
        public int Late { get; init; }
        public int Pending { get; init; }
    }
}
