using Intake.Api.Http;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;

namespace Intake.Api.Reports;

/// <summary><c>/api/v1/reports/…</c>: the figures of a period as JSON, CSV and XLSX, and their submission.</summary>
internal static class ReportsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        foreach (var kind in ReportKind.All)
        {
            var path = $"/reports/{kind.Code}/{{{kind.Field}}}";
            MapFormat(path, kind.Summary).Produces<ReportView>();
            MapFormat($"{path}.csv", $"{kind.Summary}，CSV").Produces(StatusCodes.Status200OK, contentType: "text/csv");
            MapFormat($"{path}.xlsx", $"{kind.Summary}，XLSX")
                .Produces(StatusCodes.Status200OK, contentType: ExcelBook.MediaType);
            if (kind.IsSubmitted)
            {
                MapSubmitted($"{path}/submission").Produces<ReportView>();
                MapSubmitted($"{path}/submission.csv").Produces(StatusCodes.Status200OK, contentType: "text/csv");
                MapSubmitted($"{path}/submission.xlsx")
                    .Produces(StatusCodes.Status200OK, contentType: ExcelBook.MediaType);
                api.MapPost(
                        $"{path}/submission",
                        (HttpContext http, CompareReport report, SubmittedReports submitted) =>
                            SubmitAsync(http, report, submitted, kind)
                    )
                    .Only(Role.DutyLeader)
                    .WithSummary($"{kind.Summary}：报送并固定")
                    .Produces<ReportView>();
            }
            MapRows($"{path}/rows/{{figure}}").Produces<IReadOnlyList<FigureRow>>();
            MapRows($"{path}/rows/{{figure}}.csv").Produces(StatusCodes.Status200OK, contentType: "text/csv");

            RouteHandlerBuilder MapSubmitted(string of) =>
                api.MapGet(
                        of,
                        (HttpContext http, SubmittedReports submitted) => AnswerSubmittedAsync(http, submitted, kind)
                    )
                    .Only(Role.Province, Role.DutyLeader)
                    .WithSummary($"{kind.Summary}：报送时固定的内容");

            RouteHandlerBuilder MapRows(string of) =>
                api.MapGet(
                        of,
                        (string figure, HttpContext http, ReportReader reader, CaseClock clock) =>
                            AnswerRows(figure, http, reader, clock, kind)
                    )
                    .Only(Role.Province, Role.DutyLeader)
                    .WithSummary($"{kind.Summary}：一个指标所数的案件");

            RouteHandlerBuilder MapFormat(string of, string said) =>
                api.MapGet(of, (HttpContext http, CompareReport report) => AnswerAsync(http, report, kind))
                    .Only(Role.Province, Role.DutyLeader)
                    .WithSummary(said);
        }
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, CompareReport report, ReportKind kind)
    {
        if (KeyOf(http, kind) is not { } key)
        {
            return Problems.Invalid(kind.Field, kind.Wrong);
        }
        return await FileAsync(http, await report.OfAsync(key, http.RequestAborted));
    }

    /// <summary>As JSON exactly what the check value covers, which is its ETag; or the same report as a file.</summary>
    private static async Task<IResult> AnswerSubmittedAsync(
        HttpContext http,
        SubmittedReports submitted,
        ReportKind kind
    )
    {
        if (KeyOf(http, kind) is not { } key)
        {
            return Problems.Invalid(kind.Field, kind.Wrong);
        }
        if (await submitted.BodyAsync(key) is not { } stored)
        {
            return Results.Problem("这一时段还没有报送", statusCode: 404, title: "未找到");
        }
        http.Response.Headers.ETag = $"\"{stored.CheckValue}\"";
        return Path.HasExtension(http.Request.Path.Value)
            ? await FileAsync(http, SubmittedReports.Read(stored.Body))
            : Results.Text(stored.Body, "application/json; charset=utf-8");
    }

    private static async Task<IResult> FileAsync(HttpContext http, ReportView view)
    {
        var file = $"{view.Name}统计-{view.AsOf:yyyyMMdd-HHmm}";
        return Path.GetExtension(http.Request.Path.Value) switch
        {
            ".csv" => Results.Stream(s => ReportCsv.WriteAsync(s, view), ExcelCsv.MediaType, $"{file}.csv"),
            ".xlsx" => await ExcelBook.AnswerAsync(
                $"{file}.xlsx",
                s => ReportXlsx.WriteAsync(s, view, http.RequestAborted)
            ),
            _ => Results.Json(view),
        };
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext http,
        CompareReport report,
        SubmittedReports submitted,
        ReportKind kind
    )
    {
        if (KeyOf(http, kind) is not { } key)
        {
            return Problems.Invalid(kind.Field, kind.Wrong);
        }
        var view = await report.OfAsync(key, http.RequestAborted);
        if (view.From > view.AsOf)
        {
            return Problems.Invalid(kind.Field, "这一时段还没有开始");
        }
        var isNew = await submitted.SubmitAsync(http.User.ToActor(), key, view);
        return Results.Json(
            await submitted.WithAsync(key, view),
            statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK
        );
    }

    private static IResult AnswerRows(
        string figure,
        HttpContext http,
        ReportReader reader,
        CaseClock clock,
        ReportKind kind
    )
    {
        if (KeyOf(http, kind) is not { } key)
        {
            return Problems.Invalid(kind.Field, kind.Wrong);
        }
        if (ReportFigures.All.FirstOrDefault(r => r.Key == figure) is not { } rule)
        {
            return Problems.Invalid(
                "figure",
                $"没有这个指标；可用：{string.Join('、', ReportFigures.All.Select(r => r.Key))}"
            );
        }
        var actor = http.User.ToActor();
        var rows = reader.RowsAsync(key.Period, rule, clock.Now).Select(r => r.For(actor, rule)).OfType<FigureRow>();
        return http.Request.Path.Value!.EndsWith(".csv", StringComparison.Ordinal)
            ? Results.Stream(
                s => FigureRowsCsv.WriteAsync(s, rows),
                ExcelCsv.MediaType,
                $"{key.Period.Name}-{rule.Name}.csv"
            )
            : Results.Json(rows);
    }

    private static ReportKey? KeyOf(HttpContext http, ReportKind kind) =>
        kind.Read((string)http.Request.RouteValues[kind.Field]!);
}
