using System.Text.Json;
using Intake.Api.Http;
using Intake.Api.Province;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.Complaints;

/// <summary>Reading cases: one, its timeline, a list.</summary>
internal static class ComplaintsApi
{
    private static readonly Role[] Readers =
    [
        Role.Operator,
        Role.Coordinator,
        Role.Enforcer,
        Role.DutyLeader,
        Role.Province,
    ];

    internal static readonly Statement Timeline = new(
        "case.timeline",
        """
        SELECT
            seq, at, actor_name, type, data, reason, rule_id, rule_version, chain,
            CASE WHEN digest IS NOT NULL AND salt IS NULL THEN 1 ELSE 0 END AS is_anonymised
        FROM events
        WHERE case_id = @id
        ORDER BY seq
        """
    );

    public static void Map(RouteGroupBuilder cases)
    {
        cases
            .MapGet("/", ListComplaints.RunAsync)
            .Only(Readers)
            .WithMetadata(
                new QueryMetadata(
                    "status",
                    "unit",
                    "lane",
                    "kind",
                    "district",
                    "category",
                    "stage",
                    "overdue",
                    "q",
                    "from",
                    "to",
                    "cursor",
                    "limit"
                )
            )
            .WithSummary("案件列表")
            .Produces<ComplaintPage>();
        cases.MapGet("/{id:guid}", ReadAsync).Only(Readers).WithSummary("一件案件").Produces<CaseView>();
        cases
            .MapGet("/{id:guid}/timeline", ReadTimelineAsync)
            .Only(Readers)
            .WithSummary("案件的时间线：谁、何时、为何")
            .Produces<IReadOnlyList<TimelineView>>();
    }

    private static async Task<IResult> ReadAsync(Guid id, HttpContext http, Database database, CaseAnswers answers)
    {
        var it = await database.ReadAsync(s => CaseReader.FindAsync(s, id), http.RequestAborted);
        return it is null || !Rights.Reads(http.User.ToActor(), it)
            ? Problems.NotFound()
            : await answers.AnswerAsync(http, it, StatusCodes.Status200OK, isLook: true);
    }

    private static async Task<IResult> ReadTimelineAsync(Guid id, HttpContext http, Database database)
    {
        var (it, rows) = await database.ReadAsync(
            async s => (await CaseReader.FindAsync(s, id), await s.QueryAsync<TimelineRow>(Timeline, new { id })),
            http.RequestAborted
        );
        return it is null || !Rights.Reads(http.User.ToActor(), it)
            ? Problems.NotFound()
            : Results.Json(rows.Select(r => ProvinceSight.Of(r.ToView(), http.User.ToActor())));
    }
}

/// <summary>A line of a timeline.</summary>
/// <param name="IsAnonymised">Who acted, the facts and the words were erased; when and what kind remain.</param>
public sealed record TimelineView(
    int Seq,
    DateTimeOffset At,
    string Actor,
    string Type,
    JsonElement Data,
    string? Reason,
    string? RuleId,
    int? RuleVersion,
    bool IsAnonymised
);

/// <summary>A row of the events table.</summary>
internal sealed class TimelineRow
{
    public int Seq { get; init; }
    public DateTimeOffset At { get; init; }
    public string ActorName { get; init; } = "";
    public string Type { get; init; } = "";
    public string Data { get; init; } = "";
    public string? Reason { get; init; }
    public string? RuleId { get; init; }
    public int? RuleVersion { get; init; }
    public bool IsAnonymised { get; init; }

    /// <summary>Covers this event and all before it; nothing where an event was never sealed.</summary>
    public string? Chain { get; init; }

    public TimelineView ToView() =>
        new(
            Seq,
            Shanghai.In(At),
            ActorName,
            Type,
            JsonSerializer.Deserialize<JsonElement>(Data),
            Reason,
            RuleId,
            RuleVersion,
            IsAnonymised
        );
}
