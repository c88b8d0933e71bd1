using Intake.Api.Http;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;

namespace Intake.Api.CallBacks;

/// <summary><c>GET /api/v1/callbacks</c>: the sample of a month.</summary>
internal static class CallBacksApi
{
    /// <summary>Percent of a month's closed cases, where nothing is said.</summary>
    public const int UsualShare = 10;

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/callbacks", ReadAsync)
            .Only(Role.Operator, Role.DutyLeader)
            .WithMetadata(new QueryMetadata("month", "share"))
            .WithSummary("回访：当月办结案件的抽样")
            .Produces<IReadOnlyList<CallBackCase>>();

    private static async Task<IResult> ReadAsync(HttpContext http, CallBackSample sample)
    {
        var errors = new FieldErrors();
        var share = new Query(http.Request.Query, errors).Number("share", UsualShare, 1, 100);
        var month = Month.Read(http.Request.Query["month"]);
        errors.Require(month is not null, "month", Month.Wrong);
        return errors.Any ? Problems.Invalid(errors) : Results.Json(await sample.OfMonthAsync(month!, share));
    }
}
