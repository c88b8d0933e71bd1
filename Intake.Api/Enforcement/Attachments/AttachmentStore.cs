using Microsoft.AspNetCore.DataProtection;
using Shared.Contracts.Hosting;

namespace Intake.Api.Enforcement.Attachments;

/// <summary>
/// The contents of attachments, sealed, one file each in the data folder. A file is written whole and synced before the
/// case names it, so that a case never names what is not there.
/// </summary>
public sealed class AttachmentStore
{
    private const string Draft = ".part";

    private readonly IDataProtector protector;
    private readonly string folder;

    public AttachmentStore(IDataProtectionProvider protection, HotlineOptions options)
    {
        protector = protection.CreateProtector("attachments.v1");
        folder = Path.Combine(options.DataDirectory, "attachments");
        Directory.CreateDirectory(folder);
    }

    public async Task SaveAsync(Guid id, byte[] content, CancellationToken cancellation)
    {
        var path = PathOf(id);
        var draft = path + Draft;
        await using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(protector.Protect(content), cancellation);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: true);
    }

    /// <exception cref="FileNotFoundException">The data folder is not the one the case was made with.</exception>
    public async Task<byte[]> ReadAsync(Guid id, CancellationToken cancellation) =>
        protector.Unprotect(await File.ReadAllBytesAsync(PathOf(id), cancellation));

    /// <summary>Removes a content that no case names.</summary>
    public void Forget(Guid id) => File.Delete(PathOf(id));

    /// <summary>Contents that were written before a moment of the machine's clock.</summary>
    public IReadOnlyList<Guid> Before(DateTimeOffset at) =>
        [.. FilesBefore(at).Select(f => Guid.TryParseExact(f.Name, "N", out var id) ? id : (Guid?)null).OfType<Guid>()];

    /// <summary>Removes what is left of writes that broke off before a moment.</summary>
    public void ForgetDrafts(DateTimeOffset before)
    {
        foreach (var draft in FilesBefore(before).Where(f => f.Extension == Draft))
        {
            draft.Delete();
        }
    }

    private IEnumerable<FileInfo> FilesBefore(DateTimeOffset at) =>
        new DirectoryInfo(folder).EnumerateFiles().Where(f => f.LastWriteTimeUtc < at.UtcDateTime);

    private string PathOf(Guid id) => Path.Combine(folder, id.ToString("N"));
}
