using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Duty;

namespace Intake.Api.Reports;

/// <summary>A figure that is another now than when the report was submitted.</summary>
public sealed record FigureChange(string Key, string Name, decimal Then, decimal Now);

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
        var isNew = await database.WriteAsync(async s =>
        {
            if (await s.ExecuteAsync(Insert, row) == 0)
            {
                return false;
            }
            if (key.Kind == ReportKind.OfDay)
            {
                await DutyReports.MeetAsync(s, Shanghai.DayOf(key.Period.From), row.at);
            }
            return true;
        });
        if (!isNew)
        {
            return false;
        }
        await audit.WriteAsync(by, AuditAction, $"{key.Kind.Code} {key.Of}");
        return true;
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
            var then = JsonSerializer
                .Deserialize<ReportView>(Body, JsonSerializerOptions.Web)!
                .Figures.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
            return new Submission(
                Shanghai.In(SubmittedAt),
                ActorName,
                CheckValue,
                CheckOf(Body) == CheckValue,
                [
                    .. now
                        .Figures.Where(f => then.TryGetValue(f.Key, out var before) && before != f.Value)
                        .Select(f => new FigureChange(f.Key, f.Name, then[f.Key], f.Value)),
                ]
            );
        }
    }
}
