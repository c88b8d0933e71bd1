using Shared.Contracts.Cases;
using Shared.Contracts.Storage;

namespace Intake.Api.Province.Feed;

/// <summary>The statements of the province's feed; only numbered entries are ever read.</summary>
internal static class FeedSql
{
    private const string Columns = """
        sequence, at, event, number, kind, assigned_by, upstream_number, status, stage, unit, outcome, due_at, in_time
        """;

    public static readonly Statement After = new(
        "feed.after",
        $"""
        SELECT {Columns}
        FROM feed
        WHERE sequence > @after
        ORDER BY sequence
        {Dialect.PagePiece}
        """
    );

    public static readonly Statement Between = new(
        "feed.between",
        $"""
        SELECT {Columns}
        FROM feed
        WHERE sequence >= @first AND sequence <= @last
        ORDER BY sequence
        """
    );

    public static readonly Statement Day = new(
        "feed.day",
        """
        SELECT MIN(sequence) AS first, MAX(sequence) AS last
        FROM feed
        WHERE at >= @from AND at < @to
        """
    );

    public static readonly Statement Confirm = new(
        "feed.confirm",
        """
        UPDATE feed_readers
        SET confirmed = @after, at = @now
        WHERE reader = @reader AND confirmed < @after
            AND @after <= (SELECT MAX(sequence) FROM feed WHERE sequence IS NOT NULL)
        """
    );

    public static readonly Statement FirstConfirm = new(
        "feed.firstConfirm",
        """
        INSERT INTO feed_readers (reader, confirmed, at)
        SELECT @reader, @after, @now
        WHERE NOT EXISTS (SELECT 1 FROM feed_readers WHERE reader = @reader)
            AND @after <= (SELECT MAX(sequence) FROM feed WHERE sequence IS NOT NULL)
        """
    );

    public static readonly Statement Furthest = new(
        "feed.furthest",
        $"SELECT confirmed, at FROM feed_readers ORDER BY confirmed DESC {Dialect.PagePiece}"
    );

    /// <summary>Assigned cases, newest first, each with the last entry about it.</summary>
    public static readonly Statement Deliveries = new(
        "feed.deliveries",
        $"""
        SELECT
            c.id, c.number, c.assigned_by, c.upstream_number, c.status, c.arrived_at,
            (SELECT MAX(f.sequence) FROM feed f WHERE f.case_id = c.id) AS last_sequence
        FROM cases c
        WHERE c.assigned_by IS NOT NULL
            AND (c.arrived_at < @beforeAt OR (c.arrived_at = @beforeAt AND c.id < @beforeId))
        ORDER BY c.arrived_at DESC, c.id DESC
        {Dialect.PagePiece}
        """
    );
}

/// <summary>A row of the feed as it is stored.</summary>
internal sealed class FeedRow
{
    public long Sequence { get; init; }
    public DateTimeOffset At { get; init; }
    public string Event { get; init; } = "";
    public string Number { get; init; } = "";
    public string Kind { get; init; } = "";
    public string? AssignedBy { get; init; }
    public string? UpstreamNumber { get; init; }
    public string Status { get; init; } = "";
    public string? Stage { get; init; }
    public string? Unit { get; init; }
    public string? Outcome { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public bool? InTime { get; init; }

    public FeedbackItem ToItem() =>
        new(
            Sequence,
            Shanghai.In(At),
            Event,
            Number,
            Kind,
            AssignedBy,
            UpstreamNumber,
            Status,
            Stage,
            Unit,
            Outcome,
            Shanghai.In(DueAt),
            InTime
        );
}
