using Intake.Api.Http;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;

namespace Intake.Api.Province.Feed;

/// <summary>What one day's entries come to, for both sides to compare.</summary>
/// <param name="Day">The Shanghai date of the entries' <c>at</c>.</param>
/// <param name="Count">Entries.</param>
/// <param name="First">The first entry's sequence.</param>
/// <param name="Last">The last entry's sequence; a day that is not over may get more.</param>
/// <param name="Digest">Of the day's entries in the order of their sequences (<see cref="FeedDigest"/>).</param>
public sealed record FeedDay(DateOnly Day, int Count, long First, long Last, string Digest);

/// <summary>The days that have entries, in order.</summary>
public sealed record FeedDays(IReadOnlyList<FeedDay> Days);

/// <summary><c>GET /api/v1/feedback/days</c>: count and digest of each day that has entries.</summary>
internal static class ReadFeedDays
{
    /// <summary>Days in one call.</summary>
    public const int MostDays = 366;

    public static async Task<IResult> RunAsync(HttpContext http, Database database)
    {
        var errors = new FieldErrors();
        var query = new Query(http.Request.Query, errors);
        var from = errors.Day("from", query["from"]);
        var to = errors.Day("to", query["to"]);
        errors.Require(from is not null, "from", "请给出起始日期，如 2026-03-14");
        errors.Require(to is not null, "to", "请给出截止日期（含当日），如 2026-03-16");
        if (from is { } first && to is { } last)
        {
            errors.Require(first <= last, "to", "截止日期不能早于起始日期");
            errors.Require(last.DayNumber - first.DayNumber < MostDays, "to", $"一次最多 {MostDays} 天");
        }
        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }
        var days = new List<FeedDay>();
        for (var day = from!.Value; day <= to!.Value; day = day.AddDays(1))
        {
            if (await database.ReadAsync(s => DayAsync(s, day), http.RequestAborted) is { } found)
            {
                days.Add(found);
            }
        }
        return Results.Json(new FeedDays(days));
    }

    private static async Task<FeedDay?> DayAsync(Session session, DateOnly day)
    {
        var bounds = await session.FirstAsync<Bounds>(
            FeedSql.Day,
            new { from = Shanghai.Midnight(day), to = Shanghai.Midnight(day.AddDays(1)) }
        );
        if (bounds is not { First: { } first, Last: { } last })
        {
            return null;
        }
        using var digest = new FeedDigest();
        var count = 0;
        await foreach (var row in session.StreamAsync<FeedRow>(FeedSql.Between, new { first, last }))
        {
            if (Shanghai.DayOf(row.At) == day)
            {
                digest.Add(row.ToItem());
                count++;
            }
        }
        return new FeedDay(day, count, first, last, digest.Value);
    }

    private sealed class Bounds
    {
        public long? First { get; init; }
        public long? Last { get; init; }
    }
}
