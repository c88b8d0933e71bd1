using Intake.Api.Http;
using Microsoft.AspNetCore.Mvc;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.Assignments.Import;

/// <summary>How far a file is, as programs read it.</summary>
/// <param name="State">One of unmapped, waiting, running, stopped, ended, failed.</param>
/// <param name="Done">Rows stored or already there; at the end done + failed = total.</param>
/// <param name="Rate">Rows a second.</param>
/// <param name="Missing">Columns that must be named before it begins.</param>
/// <param name="Unused">Headers of columns that nothing is taken from.</param>
/// <param name="Error">Why the rest of the file cannot be read.</param>
public sealed record ImportView(
    Guid Id,
    string State,
    int Total,
    int Done,
    int Failed,
    bool DryRun,
    string FileName,
    string Source,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    double? Rate,
    int? SecondsLeft,
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> Unused,
    string? Error
)
{
    public static ImportView Of(ImportRun run) =>
        new(
            run.Id,
            run.State,
            run.Total,
            run.Done,
            run.Failed,
            run.DryRun,
            run.FileName,
            run.Source,
            Shanghai.In(run.StartedAt),
            Shanghai.In(run.EndedAt),
            run.Rate is { } rate ? Math.Round(rate, 1) : null,
            run.SecondsLeft,
            [.. run.Layout.Missing.Select(ImportFields.Names.Name)],
            run.Layout.Unused,
            run.Error
        );
}

/// <summary><c>/api/v1/imports</c>: files of assignments.</summary>
internal static class ImportsApi
{
    private const int MostListed = 100;

    public static void Map(RouteGroupBuilder api)
    {
        var imports = api.MapGroup("/imports");
        imports
            .MapPost("/", AddAsync)
            .Only(Role.Operator)
            .WithMetadata(new RequestSizeLimitAttribute(ImportDesk.MostBytes + (1024 * 1024)))
            .WithMetadata(new QueryMetadata("dryRun"))
            .WithSummary("交办文件：CSV 或 XLSX，先核对或直接导入")
            .Produces<ImportView>(StatusCodes.Status202Accepted);
        imports
            .MapGet(
                "/",
                async (ImportDesk desk) => Results.Json((await desk.NewestAsync(MostListed)).Select(ImportView.Of))
            )
            .Only(Role.Operator)
            .WithSummary("最近的交办文件")
            .Produces<IReadOnlyList<ImportView>>();
        imports
            .MapGet("/{id:guid}", (Guid id, ImportDesk desk) => AnswerAsync(desk, id))
            .Only(Role.Operator)
            .WithSummary("交办文件的进度")
            .Produces<ImportView>();
        imports
            .MapPost("/{id:guid}/columns", NameColumnsAsync)
            .Only(Role.Operator)
            .WithMetadata(new BodyMetadata(typeof(Dictionary<string, string>)))
            .WithSummary("指明各列的含义；同名的列以后照此")
            .Produces<ImportView>();
        MapChange("stop", "暂停", (id, desk, _) => desk.StopAsync(id));
        MapChange("resume", "继续", (id, desk, _) => desk.ResumeAsync(id));
        MapChange("start", "核对之后正式导入", (id, desk, by) => desk.StartAsync(id, by));
        foreach (var format in new[] { "csv", "xlsx" })
        {
            MapFile(
                $"errors.{format}",
                "未导入的行和原因，改正后可再次上传",
                (run, http, files) => files.ErrorsAsync(run, http.User.ToActor(), format, http.RequestAborted)
            );
            MapFile(
                $"results.{format}",
                "办理结果，与来件同列",
                (run, http, files) => files.ResultsAsync(run, format, http.RequestAborted)
            );
        }

        void MapChange(string change, string summary, Func<Guid, ImportDesk, Actor, Task<bool>> make) =>
            imports
                .MapPost(
                    $"/{{id:guid}}/{change}",
                    async (Guid id, HttpContext http, ImportDesk desk) =>
                    {
                        await make(id, desk, http.User.ToActor());
                        return await AnswerAsync(desk, id);
                    }
                )
                .Only(Role.Operator)
                .WithSummary($"交办文件：{summary}")
                .Produces<ImportView>();

        void MapFile(string name, string summary, Func<ImportRun, HttpContext, ImportFiles, Task<IResult>> write) =>
            imports
                .MapGet(
                    $"/{{id:guid}}/{name}",
                    async (Guid id, HttpContext http, ImportDesk desk, ImportFiles files) =>
                        await desk.FindAsync(id) is { } run ? await write(run, http, files) : Problems.NotFound()
                )
                .Only(Role.Operator)
                .WithSummary($"交办文件：{summary}")
                .Produces(
                    StatusCodes.Status200OK,
                    contentType: name.EndsWith("csv", StringComparison.Ordinal) ? "text/csv" : ExcelBook.MediaType
                );
    }

    private static async Task<IResult> AddAsync(HttpContext http, ImportDesk desk)
    {
        if (!http.Request.HasFormContentType)
        {
            return Problems.WrongMediaType("multipart/form-data");
        }
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var errors = new FieldErrors();
        var isDryRun = new Query(http.Request.Query, errors).YesNo("dryRun");
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        var run = await TakeAsync(http, desk, form, key, isDryRun, errors);
        return run is null
            ? Problems.Invalid(errors)
            : Results.Accepted($"/api/v1/imports/{run.Id}", ImportView.Of(run));
    }

    /// <summary>Keeps the file of a form.</summary>
    /// <returns>The run, or nothing when the form is wrong.</returns>
    internal static async Task<ImportRun?> TakeAsync(
        HttpContext http,
        ImportDesk desk,
        IFormCollection form,
        string key,
        bool isDryRun,
        FieldErrors errors
    )
    {
        var actor = http.User.ToActor();
        var file = form.Files.GetFile("file");
        errors.Require(file is { Length: > 0 }, "file", "请选一个 CSV 或 XLSX 文件");
        errors.Require(file is null or { Length: <= ImportDesk.MostBytes }, "file", "文件最多 100 MB，请分开上传");
        var source = errors.Code("source", form["source"], Codes.Assigners) ?? AssignedBy.State;
        if (errors.Any)
        {
            return null;
        }
        var id = key.Length == 0 ? Guid.CreateVersion7() : CommandIds.Of(actor.Id, $"import/{key}");
        try
        {
            await using var content = file!.OpenReadStream();
            var name = Path.GetFileName(file.FileName.Replace('\\', '/'));
            var run = await desk.AddAsync(id, actor, name, content, source, isDryRun, http.RequestAborted);
            errors.Require(run is not null, "file", "这次提交的标识已用于另一个文件；请重新打开页面再选文件上传");
            return run;
        }
        catch (UnreadableSheetException e)
        {
            errors.Add("file", e.Message);
            return null;
        }
    }

    private static async Task<IResult> NameColumnsAsync(Guid id, HttpContext http, ImportDesk desk)
    {
        var (body, problem) = await JsonBodyReader.ReadAsync<Dictionary<string, string>>(http);
        if (body is null)
        {
            return problem!;
        }
        if (await desk.FindAsync(id) is not { } run)
        {
            return Problems.NotFound();
        }
        var missing = await desk.MapAsync(run, body.Value);
        return missing.Count > 0
            ? Problems.Invalid("columns", $"还缺：{string.Join('、', missing.Select(ImportFields.Names.Name))}")
            : await AnswerAsync(desk, id);
    }

    private static async Task<IResult> AnswerAsync(ImportDesk desk, Guid id) =>
        await desk.FindAsync(id) is { } run ? Results.Json(ImportView.Of(run)) : Problems.NotFound();
}
