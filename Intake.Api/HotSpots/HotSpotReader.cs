using System.Text.Json;
using Intake.Api.Http;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.HotSpots;

/// <summary>
/// Reads what a month's complaints and reports crowd around: matters that rose against the month before, traders of whom
/// several complain, and complaints that were mediated and brought back most.
/// </summary>
public sealed class HotSpotReader(Database database)
{
    /// <summary>Fewer are chance.</summary>
    public const int Least = 3;

    private const int MostTopics = 20;
    private const int MostTypical = 20;

    private static readonly Statement Topics = new(
        "hotSpots.topics",
        """
        SELECT
            category,
            problem,
            SUM(CASE WHEN arrived_at >= @from THEN 1 ELSE 0 END) AS cases,
            SUM(CASE WHEN arrived_at >= @from THEN 0 ELSE 1 END) AS previous
        FROM cases
        WHERE kind <> 'consultation' AND arrived_at >= @before AND arrived_at < @to
        GROUP BY category, problem
        HAVING SUM(CASE WHEN arrived_at >= @from THEN 1 ELSE 0 END) >= @least
        """
    );

    private static readonly Statement Respondents = new(
        "hotSpots.respondents",
        """
        SELECT
            respondent_name AS name,
            SUM(CASE WHEN arrived_at >= @from THEN 1 ELSE 0 END) AS cases,
            SUM(CASE WHEN arrived_at >= @from THEN 0 ELSE 1 END) AS previous
        FROM cases
        WHERE kind <> 'consultation' AND respondent_name IS NOT NULL AND arrived_at >= @before AND arrived_at < @to
        GROUP BY respondent_name
        HAVING SUM(CASE WHEN arrived_at >= @from THEN 1 ELSE 0 END) >= @least
        """
    );

    private static readonly Statement Typical = new(
        "hotSpots.typical",
        """
        SELECT district, category, problem, channel, arrived_at, handled_at, recovered_amount, facts
        FROM cases
        WHERE kind = 'complaint'
            AND status = 'closed'
            AND outcome = 'mediated'
            AND recovered_amount > 0
            AND handled_at >= @from
            AND handled_at < @to
        ORDER BY recovered_amount DESC, id
        {page}
        """
    );

    public async Task<HotSpotReading> OfMonthAsync(Month month)
    {
        var span = new
        {
            before = month.Before.From,
            from = month.From,
            to = month.To,
            least = Least,
            take = MostTypical,
        };
        var (topics, respondents, typical) = await database.ReadAsync(async s =>
            (
                await s.QueryAsync<TopicRow>(Topics, span),
                await s.QueryAsync<RespondentRow>(Respondents, span),
                await s.QueryAsync<TypicalRow>(Typical, span)
            )
        );
        return new HotSpotReading(
            month.ToString(),
            [
                .. topics
                    .Select(t => new HotTopic(t.Category, t.Problem, t.Cases, t.Previous))
                    .OrderByDescending(t => t.Rise)
                    .ThenByDescending(t => t.Count)
                    .ThenBy(t => t.Category, StringComparer.Ordinal)
                    .ThenBy(t => t.Problem, StringComparer.Ordinal)
                    .Take(MostTopics),
            ],
            [
                .. respondents
                    .Select(r => new HotRespondent(r.Name, r.Cases, r.Previous))
                    .OrderByDescending(r => r.Count)
                    .ThenBy(r => r.Name, StringComparer.Ordinal)
                    .Take(MostTopics),
            ],
            [.. typical.Select(t => t.ToCase())]
        );
    }

    private sealed class TopicRow
    {
        public string? Category { get; init; }
        public string? Problem { get; init; }
        public int Cases { get; init; }
        public int Previous { get; init; }
    }

    private sealed class RespondentRow
    {
        public string Name { get; init; } = "";
        public int Cases { get; init; }
        public int Previous { get; init; }
    }

    private sealed class TypicalRow
    {
        public string? District { get; init; }
        public string? Category { get; init; }
        public string? Problem { get; init; }
        public string Channel { get; init; } = "";
        public DateTimeOffset ArrivedAt { get; init; }
        public DateTimeOffset HandledAt { get; init; }
        public decimal RecoveredAmount { get; init; }
        public string Facts { get; init; } = "";

        public TypicalCase ToCase()
        {
            var facts = JsonSerializer.Deserialize<Facts>(Facts, CaseRows.Json)!;
            return new TypicalCase(
                District,
                Category,
                Problem,
                Channel,
                facts.Amount ?? 0,
                RecoveredAmount,
                facts.AffectedPeople,
                Shanghai.DayOf(HandledAt).DayNumber - Shanghai.DayOf(ArrivedAt).DayNumber
            );
        }
    }
}
