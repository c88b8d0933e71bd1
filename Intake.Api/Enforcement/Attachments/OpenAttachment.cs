using System.Security.Cryptography;
using Intake.Api.Http;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.People;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.Enforcement.Attachments;

/// <summary>An attachment as a case page lists it.</summary>
public sealed class AttachmentRow
{
    public Guid Id { get; init; }
    public Guid CaseId { get; init; }
    public DateTimeOffset At { get; init; }
    public string ActorName { get; init; } = "";
    public string SealedName { get; init; } = "";
    public string MediaType { get; init; } = "";
    public long Size { get; init; }
    public string Sha256 { get; init; } = "";
    public string? Note { get; init; }

    public FileKind? Kind => FileKind.OfMediaType(MediaType);
}

/// <summary>
/// <c>GET /attachments/{id}</c>: the content, to whoever may read the case and works with people's data of it. Pictures are
/// shown, everything else is handed over as a file; nothing of it runs in the page.
/// </summary>
internal static class OpenAttachment
{
    private static readonly Statement Find = new(
        "attachments.find",
        """
        SELECT id, case_id, at, actor_name, sealed_name, media_type, size, sha256, note
        FROM attachments
        WHERE id = @attachmentId
        """
    );

    public static async Task<IResult> RunAsync(
        Guid id,
        HttpContext http,
        Database database,
        AttachmentStore store,
        PeopleVault vault,
        AuditLog audit
    )
    {
        var actor = http.User.ToActor();
        var (row, it) = await database.ReadAsync(async s =>
        {
            var found = await s.FirstAsync<AttachmentRow>(Find, new { attachmentId = id });
            return (found, found is null ? null : await CaseReader.FindAsync(s, found.CaseId));
        });
        if (row is null || it is null || !Rights.SeesAttachments(actor, it))
        {
            return Problems.NotFound();
        }
        await audit.WriteAsync(actor, "OpenAttachment", it.Number.ToString(), row.Sha256);
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, no-store";
        byte[] content;
        try
        {
            content = await store.ReadAsync(id, http.RequestAborted);
        }
        catch (CryptographicException)
        {
            return Problems.Altered();
        }
        catch (FileNotFoundException)
        {
            return Problems.ContentGone();
        }
        if (!string.Equals(Convert.ToHexStringLower(SHA256.HashData(content)), row.Sha256, StringComparison.Ordinal))
        {
            return Problems.Altered();
        }
        return row.Kind?.IsPicture == true
            ? Results.Bytes(content, row.MediaType)
            : Results.Bytes(content, row.MediaType, vault.OpenText(row.SealedName));
    }
}
