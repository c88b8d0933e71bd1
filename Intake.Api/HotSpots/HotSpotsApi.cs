using Intake.Api.Http;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;

namespace Intake.Api.HotSpots;

/// <summary><c>GET /api/v1/hotspots</c>: what a month's cases crowd around.</summary>
internal static class HotSpotsApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet(
                "/hotspots",
                async (HttpContext http, HotSpotReader reader) =>
                    Month.Read(http.Request.Query["month"]) is { } month
                        ? Results.Json(await reader.OfMonthAsync(month))
                        : Problems.Invalid("month", Month.Wrong)
            )
            .Only(Role.DutyLeader, Role.Coordinator)
            .WithMetadata(new QueryMetadata("month"))
            .WithSummary("投诉热点、集中被诉单位和典型案例线索")
            .Produces<HotSpotReading>();
}
