using Microsoft.AspNetCore.DataProtection;
using Shared.Contracts.Hosting;

namespace Intake.Api.Enforcement.Attachments;

/// <summary>
/// The contents of attachments, sealed, one file each in the data folder. A file is written whole and synced before the
/// case names it, so that a case never names what is not there.
/// </summary>
public sealed class AttachmentStore
{
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
        var draft = path + ".part";
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

    private string PathOf(Guid id) => Path.Combine(folder, id.ToString("N"));
}
