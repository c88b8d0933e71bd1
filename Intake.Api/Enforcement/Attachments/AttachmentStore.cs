using Intake.Api.Http;
using Microsoft.AspNetCore.DataProtection;
using Shared.Contracts.Hosting;

namespace Intake.Api.Enforcement.Attachments;

/// <summary>
/// The contents of attachments, sealed, one file each in the data folder. A file is written whole and synced before the
/// case names it, so that a case never names what is not there.
/// </summary>
public sealed class AttachmentStore(IDataProtectionProvider protection, HotlineOptions options)
{
    private readonly IDataProtector protector = protection.CreateProtector("attachments.v1");

    public KeptFiles Files { get; } = new(options.DataDirectory, "attachments");

    public Task SaveAsync(Guid id, byte[] content, CancellationToken cancellation) =>
        Files.SaveAsync(id, file => file.WriteAsync(protector.Protect(content), cancellation).AsTask());

    /// <exception cref="FileNotFoundException">The data folder is not the one the case was made with.</exception>
    public async Task<byte[]> ReadAsync(Guid id, CancellationToken cancellation) =>
        protector.Unprotect(await File.ReadAllBytesAsync(Files.PathOf(id), cancellation));
}
