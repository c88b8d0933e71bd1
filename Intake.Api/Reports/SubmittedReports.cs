using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Duty;

namespace Intake.Api.Reports;

/// <summary>A figure, or a line of a grouping, that is another now than when the report was submitted.</summary>
/// <param name="Key">The figure's; of a grouping's line <c>grouping:code</c>.</param>
/// <param name="ThenOf">What it was a share of.</param>
/// <param name="NowOf">What it is a share of now.</param>
public sealed record FigureChange(string Key, string Name, decimal Then, decimal Now, int? ThenOf, int? NowOf)
{
    /// <summary>In words, such as <c>投诉 3 → 5</c> or <c>回访满意 1/1 → 1/2</c>.</summary>
    public string Words => $"{Name} {Share(Then, ThenOf)} → {Share(Now, NowOf)}";

    private static string Share(decimal value, int? of) =>
        of is null ? $"{value:#,##0.##}" : $"{value:#,##0.##}/{of:#,##0}";
}

/// <summary>What was submitted, and what differs from it by now.</summary>
/// <param name="CheckValue">SHA-256 over the report as it was submitted, 64 hexadecimal digits.</param>
/// <param name="Intact">The stored report still has this check value.</param>
public sealed record Submission(
    DateTimeOffset At,
    string By,
    string CheckValue,
    bool Intact,
    IReadOnlyList<FigureChange> Changes
);

/// <summary>
/// Reports that were submitted. Each period's is submitted once, by a named duty leader, and frozen with its check value;
/// whatever changes afterwards is shown as a difference.
/// </summary>
public sealed class SubmittedReports(Database database, AuditLog audit, CaseClock clock)
{
    private const string AuditAction = "SubmitReport";

    private static readonly Statement Find = new(
        "reports.findSubmitted",
        """
        SELECT submitted_at, actor_name, body, check_value
        FROM submitted_reports
        WHERE kind = @kind AND period = @period
        """
    );

    private static readonly Statement Insert = new(
        "reports.submit",
        """
        INSERT INTO submitted_reports (kind, period, submitted_at, actor_id, actor_name, body, check_value)
        SELECT @kind, @period, @at, @actorId, @actorName, @body, @checkValue
        WHERE NOT EXISTS (SELECT 1 FROM submitted_reports WHERE kind = @kind AND period = @period)
        """
    );

    /// <summary>The report with what was submitted of its period, if anything was.</summary>
    public async Task<ReportView> WithAsync(ReportKey key, ReportView view)
    {
        var row = await database.ReadAsync(s => s.FirstAsync<Row>(Find, new { kind = key.Kind.Code, period = key.Of }));
        return row is null ? view : view with { Submitted = row.Compare(view) };
    }

    /// <summary>What was submitted of a period, byte by byte as its check value covers it; nothing until it is.</summary>
    public async Task<(string Body, string CheckValue)?> BodyAsync(ReportKey key) =>
        await database.ReadAsync(s => s.FirstAsync<Row>(Find, new { kind = key.Kind.Code, period = key.Of })) is { } row
            ? (row.Body, row.CheckValue)
            : null;

    /// <summary>The report that such a body holds.</summary>
    public static ReportView Read(string body) =>
        JsonSerializer.Deserialize<ReportView>(body, JsonSerializerOptions.Web)!;

    /// <summary>Freezes the report.</summary>
    /// <returns>False where one of this period had been submitted before; it stands as it was.</returns>
    public async Task<bool> SubmitAsync(Actor by, ReportKey key, ReportView view)
    {
        var body = JsonSerializer.Serialize(view with { Submitted = null }, JsonSerializerOptions.Web);
        var row = new
        {
            kind = key.Kind.Code,
            period = key.Of,
            at = clock.Now,
            actorId = by.Id,
            actorName = by.Name,
            body,
            checkValue = CheckOf(body),
        };
        return await database.WriteAsync(async s =>
        {
            if (await s.ExecuteAsync(Insert, row) == 0)
            {
                return false;
            }
            if (key.Kind == ReportKind.OfDay)
            {
                await DutyReports.MeetAsync(s, Shanghai.DayOf(key.Period.From), row.at);
            }
            await audit.WriteAsync(s, by, AuditAction, $"{key.Kind.Code} {key.Of}");
            return true;
        });
    }

    private static string CheckOf(string body) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));

    private sealed class Row
    {
        public DateTimeOffset SubmittedAt { get; init; }
        public string ActorName { get; init; } = "";
        public string Body { get; init; } = "";
        public string CheckValue { get; init; } = "";

        public Submission Compare(ReportView now)
        {
            var then = Lines(Read(Body)).ToDictionary(l => l.Key, StringComparer.Ordinal);
            var today = Lines(now).ToDictionary(l => l.Key, StringComparer.Ordinal);
            return new Submission(
                Shanghai.In(SubmittedAt),
                ActorName,
                CheckValue,
                CheckOf(Body) == CheckValue,
                [
                    .. then
                        .Keys.Union(today.Keys, StringComparer.Ordinal)
                        .Select(key => Difference(then.GetValueOrDefault(key), today.GetValueOrDefault(key)))
                        .OfType<FigureChange>(),
                ]
            );
        }

        /// <summary>A figure that a later version of the service has and the submitted report had not is no difference.</summary>
        private static FigureChange? Difference(Line? then, Line? now) =>
            then == now || (then is null && now is { IsFigure: true })
                ? null
                : new FigureChange(
                    (then ?? now)!.Key,
                    (then ?? now)!.Name,
                    then?.Value ?? 0,
                    now?.Value ?? 0,
                    then?.Of,
                    now?.Of
                );

        private static IEnumerable<Line> Lines(ReportView view) =>
            [
                .. view.Figures.Select(f => new Line(f.Key, f.Name, f.Value, f.Of, IsFigure: true)),
                .. view.Groups.SelectMany(g =>
                    g.Lines.Select(l => new Line(
                        $"{g.Key}:{l.Code}",
                        $"{g.Name}·{l.Name}",
                        l.Count,
                        null,
                        IsFigure: false
                    ))
                ),
            ];

        private sealed record Line(string Key, string Name, decimal Value, int? Of, bool IsFigure);
    }
}
