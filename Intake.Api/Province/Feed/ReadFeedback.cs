using Intake.Api.Http;
using Shared.Contracts.Access;
using Shared.Contracts.Storage;

namespace Intake.Api.Province.Feed;

/// <summary>
/// A page of the feed; <see cref="Next"/> is the <c>after</c> of the next page, <see cref="Digest"/> that of its items
/// (<see cref="FeedDigest"/>).
/// </summary>
public sealed record FeedbackPage(IReadOnlyList<FeedbackItem> Items, long Next, bool HasMore, string Digest);

/// <summary>
/// <c>GET /api/v1/feedback</c>: numbered entries after a sequence, in order, nothing skipped or repeated. Asking for what
/// comes after an entry confirms that everything up to it was received.
/// </summary>
internal static class ReadFeedback
{
    public static async Task<IResult> RunAsync(HttpContext http, Database database, FeedReaders readers)
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
            s => s.QueryAsync<FeedRow>(FeedSql.After, new { after, take = limit + 1 }),
            http.RequestAborted
        );
        var items = rows.Take(limit).Select(r => r.ToItem()).ToList();
        await readers.ConfirmAsync(http.User.ToActor().Id, after);
        return Results.Json(
            new FeedbackPage(
                items,
                items.Count == 0 ? after : items[^1].Sequence,
                rows.Count > limit,
                FeedDigest.Of(items)
            )
        );
    }
}
