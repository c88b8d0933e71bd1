using Intake.Api.Http;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Law;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.Limits;

/// <summary>A limit as the calculator answers it.</summary>
/// <param name="Article">Of the order; of a duty limit what sets it.</param>
public sealed record LimitView(
    string Stage,
    string Regime,
    string Article,
    DateTimeOffset StartedAt,
    DateOnly? LastDay,
    DateTimeOffset DueAt,
    bool Provisional,
    IReadOnlyList<TraceLine> Trace
)
{
    private const string DutyPlan = "值班方案";

    public static LimitView Of(Deadline row, WorkingCalendar calendar) =>
        new(
            Codes.Stages.Code(row.Stage),
            Codes.Regimes.Code(row.Regime),
            row.Basis?.Article ?? DutyPlan,
            Shanghai.In(row.StartedAt),
            row.LastDay,
            Shanghai.In(row.DueAt),
            row.Provisional,
            LimitTrace.Of(row, calendar)
        );
}

/// <summary>Every limit of a contact that arrived at a moment.</summary>
public sealed record LimitsAnswer(IReadOnlyList<LimitView> Limits);

/// <summary><c>GET /api/v1/limits</c>: what a contact that arrived then would be owed by when, and why.</summary>
internal static class LimitsApi
{
    public static async Task<IResult> ReadAsync(HttpContext http, PolicySource policies)
    {
        var errors = new FieldErrors();
        var query = new Query(http.Request.Query, errors);
        var kind = errors.RequiredCode("kind", query["kind"], Codes.Kinds);
        var receivedAt = errors.MomentOrDay("receivedAt", errors.Required("receivedAt", query["receivedAt"], 40));
        if (receivedAt is { } at && !IsCountable(at))
        {
            errors.Add("receivedAt", OutOfReach);
        }
        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }
        return Results.Json(new LimitsAnswer(Of(kind, receivedAt!.Value, await policies.CurrentAsync())));
    }

    public static string OutOfReach =>
        $"应在 {WorkingCalendar.FirstDay:yyyy-MM-dd} 到 {WorkingCalendar.LastStart:yyyy-MM-dd} 之间";

    public static bool IsCountable(DateTimeOffset at) =>
        Shanghai.DayOf(at) >= WorkingCalendar.FirstDay && Shanghai.DayOf(at) <= WorkingCalendar.LastStart;

    public static IReadOnlyList<LimitView> Of(Kind kind, DateTimeOffset receivedAt, Policy policy) =>
        [.. LimitCalculation.Of(kind, receivedAt, policy).Select(row => LimitView.Of(row, policy.Law.Calendar))];
}
