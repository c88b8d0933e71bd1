using System.Security.Cryptography;
using Intake.Api.Http;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.Enforcement.Attachments;

/// <summary>Adds a photograph or document to a case: 20 MiB at most, its kind read from its content.</summary>
internal sealed class AttachFile(CaseShell shell, AttachmentStore store)
{
    public const int MostBytes = 20 * 1024 * 1024;
    private const int MostNote = 1000;
    private const int MostName = 200;

    /// <summary><c>POST /api/v1/complaints/{id}/attachments</c>, multipart: part <c>file</c>, optional <c>note</c>.</summary>
    public static async Task<IResult> RunAsync(Guid id, HttpContext http, AttachFile attach, CaseAnswers answers)
    {
        if (!http.Request.HasFormContentType)
        {
            return Problems.WrongMediaType("multipart/form-data");
        }
        if (http.Request.ContentLength > MostBytes + (64 * 1024))
        {
            return Problems.TooLarge(MostBytes);
        }
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var errors = new FieldErrors();
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        var result = await attach.TakeAsync(id, form, key, http.User.ToActor(), errors, http.RequestAborted);
        return result is null
            ? Problems.Invalid(errors)
            : await answers.AnswerAsync(http, result, StatusCodes.Status200OK);
    }

    /// <returns>What became of it, or nothing when the form is wrong.</returns>
    public async Task<CommitResult?> TakeAsync(
        Guid caseId,
        IFormCollection form,
        string key,
        Actor actor,
        FieldErrors errors,
        CancellationToken cancellation
    )
    {
        CommitResult? result = null;
        var number = 0;
        var note = errors.Text("note", form["note"], MostNote);
        var files = form.Files.Where(f => f.Name == "file" && f.Length > 0).ToList();
        errors.Require(files.Count > 0, "file", "请选一个文件");
        var contents = new List<(IFormFile File, byte[] Content, FileKind Kind)>();
        foreach (var file in files)
        {
            if (await ReadAsync(file, errors, cancellation) is { } read)
            {
                contents.Add((file, read.Content, read.Kind));
            }
        }
        if (errors.Any)
        {
            return null;
        }
        foreach (var (file, content, kind) in contents)
        {
            var id = key.Length == 0 ? CommandIds.New() : CommandIds.Of(actor.Id, $"attach/{caseId}/{key}/{number++}");
            result = await CommitAsync(new CaseCall(id, actor, caseId), file, content, kind, note, cancellation);
            if (result is not CommitResult.Committed)
            {
                break;
            }
        }
        return result;
    }

    private async Task<CommitResult> CommitAsync(
        CaseCall call,
        IFormFile file,
        byte[] content,
        FileKind kind,
        string? note,
        CancellationToken cancellation
    )
    {
        var name = Path.GetFileName(file.FileName.Replace('\\', '/'));
        var attachment = new Attachment(
            Guid.CreateVersion7(),
            name.Length > MostName ? name[^MostName..] : name,
            kind.MediaType,
            content.Length,
            Convert.ToHexStringLower(SHA256.HashData(content))
        );
        await store.SaveAsync(attachment.Id, content, cancellation);
        var result = await shell.Commit(
            new Attach(call) { Attachment = attachment, Note = note },
            new CommandOrigin(attachment.Sha256, StatusCodes.Status200OK)
        );
        if (result is not CommitResult.Committed { Changed: true })
        {
            store.Files.Forget(attachment.Id);
        }
        return result;
    }

    private static async Task<(byte[] Content, FileKind Kind)?> ReadAsync(
        IFormFile file,
        FieldErrors errors,
        CancellationToken cancellation
    )
    {
        if (file.Length > MostBytes)
        {
            errors.Add("file", $"“{Shown(file)}”有 {file.Length / 1048576.0:0.0} MB，最多 20 MB");
            return null;
        }
        using var buffer = new MemoryStream((int)file.Length);
        await file.CopyToAsync(buffer, cancellation);
        var content = buffer.ToArray();
        if (FileKind.Of(content) is { } kind)
        {
            return (content, kind);
        }
        errors.Add("file", $"“{Shown(file)}”的内容不是可用的类型；可用：{FileKind.Accepted}");
        return null;
    }

    private static string Shown(IFormFile file) =>
        file.FileName.Length > 40 ? file.FileName[..40] + "…" : file.FileName;
}
