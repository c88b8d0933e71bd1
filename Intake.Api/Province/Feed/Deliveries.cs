using Intake.Api.Complaints;
using Intake.Api.Http;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;

namespace Intake.Api.Province.Feed;

/// <summary>An assigned case and whether those above have read of its last change.</summary>
/// <param name="LastSequence">Sequence of the last entry about the case; nothing until it is numbered.</param>
/// <param name="Delivered">Whether a reader of the feed has confirmed that entry.</param>
public sealed record Delivery(
    string Number,
    string AssignedBy,
    string UpstreamNumber,
    string Status,
    DateTimeOffset ArrivedAt,
    long? LastSequence,
    bool Delivered
)
{
    internal Guid Id { get; init; }
}

/// <summary>A page of assigned cases, newest first; <see cref="Next"/> is nothing at the end.</summary>
/// <param name="Confirmed">The furthest sequence that a reader of the feed is known to have.</param>
/// <param name="ConfirmedAt">When it was known first; nothing while nobody has read.</param>
public sealed record DeliveryPage(
    IReadOnlyList<Delivery> Items,
    string? Next,
    long Confirmed,
    DateTimeOffset? ConfirmedAt
);

/// <summary><c>GET /api/v1/feedback/deliveries</c>: what of the assigned cases has reached those above.</summary>
internal sealed class Deliveries(Database database, FeedReaders readers)
{
    private static readonly ListCursor Newest = new(DateTimeOffset.MaxValue.AddYears(-1), Guid.Empty);

    public static async Task<IResult> RunAsync(HttpContext http, Deliveries deliveries)
    {
        var errors = new FieldErrors();
        var query = new Query(http.Request.Query, errors);
        var cursor = ListCursor.Read(query["cursor"], errors);
        var limit = query.Number("limit", 100, 1, 500);
        return errors.Any ? Problems.Invalid(errors) : Results.Json(await deliveries.ReadAsync(cursor, limit));
    }

    /// <param name="after">The place after which the page begins; nothing for the newest.</param>
    /// <param name="limit">Cases on the page.</param>
    public async Task<DeliveryPage> ReadAsync(ListCursor? after, int limit)
    {
        var (beforeAt, beforeId) = after ?? Newest;
        var reader = await readers.FurthestAsync();
        var confirmed = reader?.Confirmed ?? 0;
        var rows = await database.ReadAsync(s =>
            s.QueryAsync<Row>(
                FeedSql.Deliveries,
                new
                {
                    beforeAt,
                    beforeId,
                    take = limit + 1,
                }
            )
        );
        var shown = rows.Take(limit).ToList();
        return new DeliveryPage(
            [.. shown.Select(r => r.ToDelivery(confirmed))],
            rows.Count > limit ? new ListCursor(shown[^1].ArrivedAt, shown[^1].Id).ToString() : null,
            confirmed,
            reader is null ? null : Shanghai.In(reader.At)
        );
    }

    private sealed class Row
    {
        public Guid Id { get; init; }
        public string Number { get; init; } = "";
        public string AssignedBy { get; init; } = "";
        public string UpstreamNumber { get; init; } = "";
        public string Status { get; init; } = "";
        public DateTimeOffset ArrivedAt { get; init; }
        public long? LastSequence { get; init; }

        public Delivery ToDelivery(long confirmed) =>
            new(
                Number,
                AssignedBy,
                UpstreamNumber,
                Status,
                Shanghai.In(ArrivedAt),
                LastSequence,
                LastSequence <= confirmed
            )
            {
                Id = Id,
            };
    }
}
