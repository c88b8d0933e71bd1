using Intake.Api.Http;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Duty;

namespace Intake.Api.Operations;

/// <summary>What people must see of the service itself: failed work, parked messages, outages, notifications.</summary>
internal static class OperationsApi
{
    /// <summary>Days of duty that are answered.</summary>
    private const int MostDays = 100;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/failed-work", FailedWorkAsync).Only(Role.Admin).WithSummary("失败的工作与停放的消息");
        api.MapPost("/failed-work/{id:long}/retry", RetryFailedWorkAsync).Only(Role.Admin).WithSummary("立即重试");
        api.MapPost("/failed-work/{id:long}/resolve", ResolveFailedWorkAsync)
            .Only(Role.Admin)
            .WithSummary("记为已解决");
        api.MapPost("/parked-messages/{id:long}/retry", RetryParkedAsync).Only(Role.Admin).WithSummary("重新发送");
        api.MapGet("/outages", OutagesAsync).Only(Role.Admin, Role.DutyLeader).WithSummary("时钟停摆记录");
        api.MapGet("/notifications", NotificationsAsync)
            .Only(Role.Operator, Role.Coordinator, Role.Enforcer, Role.DutyLeader)
            .WithSummary("给我的提醒");
        api.MapGet("/duty/daily-reports", DailyReportsAsync)
            .Only(Role.DutyLeader, Role.Province)
            .WithSummary("各值班日的日报：期限、报送、超期");
        api.MapGet("/duty/daily-list/{day}", DailyListAsync)
            .Only(Role.DutyLeader, Role.Coordinator)
            .WithSummary("当日处置、反馈超期清单");
    }

    private static async Task<IResult> FailedWorkAsync(FailureDesk desk) =>
        Results.Json(new { failedWork = await desk.FailedAsync(), parkedMessages = await desk.ParkedAsync() });

    private static async Task<IResult> RetryFailedWorkAsync(long id, HttpContext http, FailureDesk desk) =>
        Done(await desk.RetryAsync(http.User.ToActor(), id));

    private static async Task<IResult> ResolveFailedWorkAsync(long id, HttpContext http, FailureDesk desk) =>
        Done(await desk.ResolveAsync(http.User.ToActor(), id));

    private static async Task<IResult> RetryParkedAsync(long id, HttpContext http, FailureDesk desk) =>
        Done(await desk.UnparkAsync(http.User.ToActor(), id));

    private static IResult Done(bool isDone) => isDone ? Results.NoContent() : Results.NotFound();

    private static async Task<IResult> OutagesAsync(FailureDesk desk) =>
        Results.Json(
            (await desk.OutagesAsync()).Select(r => new
            {
                r.Component,
                From = Shanghai.In(r.FromAt),
                To = Shanghai.In(r.ToAt),
            })
        );

    private static async Task<IResult> NotificationsAsync(HttpContext http, Database database)
    {
        var errors = new FieldErrors();
        var query = new Query(http.Request.Query, errors);
        var after = query.LongNumber("after", 0, 0, long.MaxValue);
        var limit = query.Number("limit", 100, 1, FailureDesk.Most);
        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }
        var actor = http.User.ToActor();
        var recipient = actor switch
        {
            { Role: Role.DutyLeader } => Recipients.DutyLeader,
            { Unit: { } unit } => Recipients.Of(unit),
            _ => Recipients.Centre,
        };
        var rows = await database.ReadAsync(s =>
            s.QueryAsync<NotificationRow>(
                OperationsSql.Notifications,
                new
                {
                    recipient,
                    after,
                    take = limit,
                }
            )
        );
        return Results.Json(
            new
            {
                items = rows.Select(r => new
                {
                    r.Id,
                    r.CaseId,
                    r.Number,
                    r.EventSeq,
                    r.Type,
                    r.Stage,
                    At = Shanghai.In(r.At),
                }),
                next = rows.Count == 0 ? after : rows[^1].Id,
            }
        );
    }

    private static async Task<IResult> DailyReportsAsync(DutyReports reports) =>
        Results.Json(
            (await reports.NewestAsync(MostDays)).Select(r => new
            {
                r.Day,
                DueAt = Shanghai.In(r.DueAt),
                MetAt = Shanghai.In(r.MetAt),
                MissedAt = Shanghai.In(r.MissedAt),
                RecordedAt = Shanghai.In(r.RecordedAt),
            })
        );

    private static async Task<IResult> DailyListAsync(string day, Database database)
    {
        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", out var date))
        {
            return Problems.Invalid("day", "应为日期，如 2026-03-15");
        }
        var rows = await database.ReadAsync(s =>
            s.QueryAsync<DailyListRow>(
                OperationsSql.DailyList,
                new { from = Shanghai.Midnight(date), to = Shanghai.Midnight(date.AddDays(1)) }
            )
        );
        return Results.Json(
            rows.Select(r => new
            {
                r.Number,
                r.Kind,
                r.Status,
                r.Unit,
                r.Stage,
                r.Round,
                DueAt = Shanghai.In(r.DueAt),
                MetAt = Shanghai.In(r.MetAt),
            })
        );
    }

    private sealed class NotificationRow
    {
        public long Id { get; init; }
        public Guid CaseId { get; init; }
        public string Number { get; init; } = "";
        public int EventSeq { get; init; }
        public string Type { get; init; } = "";
        public string? Stage { get; init; }
        public DateTimeOffset At { get; init; }
    }

    private sealed class DailyListRow
    {
        public string Number { get; init; } = "";
        public string Kind { get; init; } = "";
        public string Status { get; init; } = "";
        public string? Unit { get; init; }
        public string Stage { get; init; } = "";
        public int Round { get; init; }
        public DateTimeOffset DueAt { get; init; }
        public DateTimeOffset? MetAt { get; init; }
    }
}
