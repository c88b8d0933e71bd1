using System.Text.Json;
using Integration.Api;

namespace Integration.Province.Reports;

/// <summary>A case, what was sent of it, and its timeline.</summary>
internal sealed record WalkedCase(JsonElement It, Sent Sent, JsonElement[] Timeline)
{
    public bool Went(string type) => Timeline.Any(e => e.Str("type") == type);

    public string? Outcome =>
        Timeline.LastOrDefault(e => e.Str("type") == "handled") is { ValueKind: JsonValueKind.Object } handled
            ? handled.GetProperty("data").Str("outcome")
            : null;

    /// <summary>The last grade of a call-back.</summary>
    public string? Grade =>
        Timeline
            .Where(e => e.Str("type") == "calledBack" && Says(e, "reached"))
            .Select(e => e.GetProperty("data").Str("satisfaction"))
            .LastOrDefault();

    /// <summary>By a step of its own, or by a mediation, which only an accepted complaint has.</summary>
    public bool IsAccepted => Went("accepted") || Outcome is "mediated" or "notMediated" or "mediationEnded";

    public bool IsFiled =>
        Timeline.Any(e =>
            e.Str("type") is "handled" && Says(e, "filedAsCase") || e.Str("type") is "filingDecided" && Says(e, "filed")
        );

    private static bool Says(JsonElement line, string fact) =>
        line.GetProperty("data").TryGetProperty(fact, out var value) && value.GetBoolean();
}

/// <summary>A count of the test's own, by walking the timelines of cases.</summary>
internal sealed class WalkedCases(IReadOnlyList<WalkedCase> all)
{
    private static readonly string[] Law = ["order20", "order121"];

    public IReadOnlyList<WalkedCase> All => all;

    public IReadOnlyList<WalkedCase> Cases { get; } = [.. all.Where(c => c.Sent.Kind != "consultation")];

    /// <summary>Every figure: its value, and what it is a share of, if of anything.</summary>
    public Dictionary<string, (decimal Value, int? Of)> Figures()
    {
        var complaints = Cases.Where(c => c.Sent.Kind == "complaint").ToList();
        var reports = Cases.Where(c => c.Sent.Kind == "report").ToList();
        var figures = new Dictionary<string, (decimal, int?)>(StringComparer.Ordinal)
        {
            ["contacts"] = (all.Count, null),
            ["consultations"] = (all.Count - Cases.Count, null),
            ["important"] = (Cases.Count(c => c.Went("flaggedImportant")), null),
            ["complaints.received"] = (complaints.Count, null),
            ["complaints.accepted"] = (complaints.Count(c => c.IsAccepted), complaints.Count),
            ["complaints.checked"] = Limits(complaints, Law, "accept"),
            ["complaints.mediated"] = (
                complaints.Count(c => c.Outcome == "mediated"),
                complaints.Count(c => c.Outcome is "mediated" or "notMediated" or "mediationEnded")
            ),
            ["complaints.closed"] = (complaints.Count(c => c.Went("closed")), complaints.Count),
            ["complaints.closedInTime"] = Limits(complaints, Law, "mediate"),
            ["complaints.amount"] = (complaints.Sum(c => c.Sent.Amount), null),
            ["complaints.recovered"] = (complaints.Sum(c => c.Sent.Recovered), null),
            ["complaints.filed"] = (complaints.Count(c => c.IsFiled), complaints.Count),
            ["callbacks.reached"] = (Cases.Count(c => c.Grade is not null), Cases.Count(c => c.Went("closed"))),
            ["callbacks.satisfied"] = (
                Cases.Count(c => c.Grade is "verySatisfied" or "satisfied"),
                Cases.Count(c => c.Grade is not null)
            ),
            ["reports.received"] = (reports.Count, null),
            ["reports.verified"] = Limits(reports, Law, "verify"),
            ["reports.told"] = Limits(reports, Law, "tellReporter"),
            ["assigned.answered"] = Limits(Cases, ["assigned"], "assigned"),
            ["assigned.supervised"] = Limits(Cases, ["assigned"], "supervised"),
            ["reports.closed"] = (reports.Count(c => c.Went("closed")), reports.Count),
            ["reports.filed"] = (reports.Count(c => c.IsFiled), reports.Count),
        };
        foreach (var stage in new[] { "receive", "route", "acknowledge", "handle", "reply" })
        {
            figures[$"duty.{stage}"] = Limits(Cases, ["duty"], stage);
        }
        return figures;
    }

    /// <summary>By the codes of one grouping; the empty code where nothing was recorded.</summary>
    public Dictionary<string, int> Group(string key) =>
        Cases
            .GroupBy(c =>
                key switch
                {
                    "category" => c.Sent.Category ?? "",
                    "problem" => c.Sent.Problem ?? "",
                    "district" => c.Sent.District ?? "",
                    "channel" => c.Sent.Channel,
                    "hour" => $"{c.Sent.ArrivedAt.ToOffset(TimeSpan.FromHours(8)).Hour:00}",
                    _ => c.It.Str("unit") ?? "",
                }
            )
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);

    /// <summary>In time: met, without a miss on the timeline. Late: a miss on the timeline.</summary>
    private static (decimal Value, int? Of) Limits(IEnumerable<WalkedCase> cases, string[] regimes, string stage)
    {
        var (inTime, late) = (0, 0);
        foreach (var it in cases)
        {
            foreach (
                var d in it
                    .It.List("deadlines")
                    .Where(d => d.Str("stage") == stage && regimes.Contains(d.Str("regime")))
            )
            {
                var isMissed = it.Timeline.Any(e =>
                    e.Str("type") == "missed"
                    && e.GetProperty("data").Str("stage") == stage
                    && e.GetProperty("data").Str("regime") == d.Str("regime")
                );
                late += isMissed ? 1 : 0;
                inTime += !isMissed && d.Str("metAt") is not null ? 1 : 0;
            }
        }
        return (inTime, inTime + late);
    }
}
