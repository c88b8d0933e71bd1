using System.Text.Json;
using Intake.Api.Http;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;

namespace Intake.Api.Situations;

/// <summary>Why a case was flagged, and by whom.</summary>
public sealed record SituationFlag(DateTimeOffset At, string By, string? Why);

/// <summary>A report upward: what was sent when, to whom.</summary>
public sealed record SituationReport(DateTimeOffset At, string Method, string To, string By, string? Summary);

/// <summary>A confirmation from above: by whom, and who noted it.</summary>
public sealed record SituationAcknowledgement(
    DateTimeOffset At,
    string Method,
    string By,
    string NotedBy,
    string? Summary
);

/// <summary>An important situation with all that went upward of it.</summary>
public sealed record Situation(
    Guid Id,
    string Number,
    string Level,
    string? Respondent,
    IReadOnlyList<SituationFlag> Flags,
    IReadOnlyList<SituationReport> Reports,
    IReadOnlyList<SituationAcknowledgement> Acknowledgements
);

/// <summary>重要情况 of a month, out of the timelines.</summary>
public sealed class SituationList(Database database)
{
    private static readonly Statement Lines = new(
        "situations.lines",
        """
        SELECT c.id, c.number, c.important, c.respondent_name, e.type, e.at, e.actor_name, e.data, e.reason
        FROM cases c
        JOIN events e ON e.case_id = c.id
        WHERE c.important IS NOT NULL
            AND c.arrived_at >= @from
            AND c.arrived_at < @to
            AND e.type IN ('flaggedImportant', 'reportedUpward', 'reportAcknowledged')
        ORDER BY c.arrived_at, c.id, e.seq
        """
    );

    public async Task<IReadOnlyList<Situation>> OfMonthAsync(Month month)
    {
        var span = new { from = month.From, to = month.To };
        var lines = await database.ReadAsync(s => s.QueryAsync<Line>(Lines, span));
        return
        [
            .. lines
                .GroupBy(l => l.Id)
                .Select(g => new Situation(
                    g.Key,
                    g.First().Number,
                    g.First().Important,
                    g.First().RespondentName,
                    [
                        .. Of(g, EventType.FlaggedImportant)
                            .Select(l => new SituationFlag(l.There, l.ActorName, l.Reason)),
                    ],
                    [
                        .. Of(g, EventType.ReportedUpward)
                            .Select(l => new SituationReport(l.There, l["method"], l["to"], l.ActorName, l.Reason)),
                    ],
                    [
                        .. Of(g, EventType.ReportAcknowledged)
                            .Select(l => new SituationAcknowledgement(
                                l.There,
                                l["method"],
                                l["by"],
                                l.ActorName,
                                l.Reason
                            )),
                    ]
                )),
        ];
    }

    private static IEnumerable<Line> Of(IEnumerable<Line> lines, string type) => lines.Where(l => l.Type == type);

    private sealed class Line
    {
        public Guid Id { get; init; }
        public string Number { get; init; } = "";
        public string Important { get; init; } = "";
        public string? RespondentName { get; init; }
        public string Type { get; init; } = "";
        public DateTimeOffset At { get; init; }
        public string ActorName { get; init; } = "";
        public string Data { get; init; } = "";
        public string? Reason { get; init; }

        public DateTimeOffset There => Shanghai.In(At);

        /// <summary>A fact of the event; empty once it is anonymised.</summary>
        public string this[string name] =>
            JsonSerializer.Deserialize<JsonElement>(Data).TryGetProperty(name, out var value)
                ? value.GetString() ?? ""
                : "";
    }
}
