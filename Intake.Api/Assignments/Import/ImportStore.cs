using Shared.Contracts.Hosting;

namespace Intake.Api.Assignments.Import;

/// <summary>
/// The files that are being taken in, in the data folder, for the service's own user alone. A file goes once every row of
/// it has its case or its reason.
/// </summary>
public sealed class ImportStore
{
    private readonly string folder;

    public ImportStore(HotlineOptions options)
    {
        folder = Path.Combine(options.DataDirectory, "imports");
        Directory.CreateDirectory(folder);
    }

    public string PathOf(Guid id) => Path.Combine(folder, id.ToString("N"));

    /// <summary>Writes it whole and synced before anything names it.</summary>
    public async Task SaveAsync(Guid id, Stream content, CancellationToken cancellation)
    {
        var draft = $"{PathOf(id)}.part";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        await using (var file = new FileStream(draft, options))
        {
            await content.CopyToAsync(file, cancellation);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, PathOf(id), overwrite: true);
    }

    public void Forget(Guid id) => File.Delete(PathOf(id));
}
