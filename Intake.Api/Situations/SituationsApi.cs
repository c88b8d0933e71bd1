using Intake.Api.Http;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;

namespace Intake.Api.Situations;

/// <summary><c>GET /api/v1/situations</c>: important situations of a month, and what went upward of each.</summary>
internal static class SituationsApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet(
                "/situations",
                async (HttpContext http, SituationList list) =>
                    Month.Read(http.Request.Query["month"]) is { } month
                        ? Results.Json(await list.OfMonthAsync(month))
                        : Problems.Invalid("month", Month.Wrong)
            )
            .Only(Role.Operator, Role.DutyLeader)
            .WithMetadata(new QueryMetadata("month"))
            .WithSummary("重要情况：何时上报、报给谁、谁已确认")
            .Produces<IReadOnlyList<Situation>>();
}
