using System.Globalization;
using Intake.Api.Http;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;

namespace Intake.Api.Publication;

/// <summary>A month's published complaints.</summary>
public sealed record PublicationMonth(string Month, int Count, IReadOnlyList<PublishedComplaint> Items);

/// <summary><c>GET /api/v1/publication/{month}</c> and its <c>.csv</c>.</summary>
internal static class PublicationApi
{
    private static readonly string[] Headers =
    [
        "收到日期",
        "办结日期",
        "被投诉人",
        "区县",
        "商品和服务",
        "问题",
        "结果",
        "挽回金额（元）",
    ];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/publication/{month}", ReadAsync)
            .Only(Role.DutyLeader, Role.Coordinator)
            .WithSummary("公示：当月办结、投诉人同意公示的投诉，不含个人信息")
            .Produces<PublicationMonth>();
        api.MapGet("/publication/{month}.csv", WriteCsvAsync)
            .Only(Role.DutyLeader, Role.Coordinator)
            .WithSummary("公示清单，供表格软件打开")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv");
    }

    private static async Task<IResult> ReadAsync(string month, PublicationList list)
    {
        if (Month.Read(month) is not { } of)
        {
            return Wrong();
        }
        var items = new List<PublishedComplaint>();
        await foreach (var it in list.OfMonthAsync(of))
        {
            items.Add(it);
        }
        return Results.Json(new PublicationMonth(month, items.Count, items));
    }

    private static IResult WriteCsvAsync(string month, PublicationList list) =>
        Month.Read(month) is { } of
            ? Results.Stream(
                stream => WriteAsync(stream, list.OfMonthAsync(of)),
                ExcelCsv.MediaType,
                $"消费投诉公示-{month}.csv"
            )
            : Wrong();

    private static async Task WriteAsync(Stream stream, IAsyncEnumerable<PublishedComplaint> complaints)
    {
        await using var csv = new ExcelCsv(stream);
        await csv.LineAsync(Headers);
        await foreach (var it in complaints)
        {
            await csv.LineAsync(
                it.ReceivedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                it.HandledOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                it.Respondent,
                it.District,
                it.Category,
                it.Problem,
                it.Outcome,
                it.RecoveredAmount?.ToString("0.00", CultureInfo.InvariantCulture)
            );
        }
    }

    private static IResult Wrong() => Problems.Invalid("month", Month.Wrong);
}
