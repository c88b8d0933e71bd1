using Intake.Api.Http;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;

namespace Intake.Api.Province;

/// <summary>One change of one case, as the province reads it; no personal data, no free text.</summary>
public sealed record FeedbackItem(
    long Sequence,
    DateTimeOffset At,
    string Event,
    string Number,
    string Kind,
    string? AssignedBy,
    string? UpstreamNumber,
    string Status,
    string? Stage,
    string? Unit,
    string? Outcome,
    DateTimeOffset? DueAt,
    bool? InTime
);

/// <summary>A page of the feed; <see cref="Next"/> is the <c>after</c> of the next page.</summary>
public sealed record FeedbackPage(IReadOnlyList<FeedbackItem> Items, long Next, bool HasMore);

/// <summary><c>GET /api/v1/feedback</c>: numbered entries after a sequence, in order, nothing skipped or repeated.</summary>
internal static class ReadFeedback
{
    private static readonly Statement After = new(
        "feed.after",
        """
        SELECT
            sequence, at, event, number, kind, assigned_by, upstream_number, status, stage, unit, outcome, due_at, in_time
        FROM feed
        WHERE sequence > @after
        ORDER BY sequence
        {page}
        """
    );

    public static async Task<IResult> RunAsync(HttpContext http, Database database)
    {
        var errors = new FieldErrors();
        var query = new Query(http.Request.Query, errors);
        var after = query.LongNumber("after", 0, 0, long.MaxValue);
        var limit = query.Number("limit", 100, 1, 500);
        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }
        var rows = await database.ReadAsync(
            s => s.QueryAsync<Row>(After, new { after, take = limit + 1 }),
            http.RequestAborted
        );
        var items = rows.Take(limit).Select(r => r.ToItem()).ToList();
        return Results.Json(new FeedbackPage(items, items.Count == 0 ? after : items[^1].Sequence, rows.Count > limit));
    }

    private sealed class Row
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
                DueAt is { } due ? Shanghai.In(due) : null,
                InTime
            );
    }
}
