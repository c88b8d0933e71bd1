using Shared.Contracts.Hosting;

namespace Intake.Api.Assignments.Import;

/// <summary>
/// The files that are being taken in, in the data folder, for the service's own user alone. A file goes once every row of
/// it has its case or its reason.
/// </summary>
public sealed class ImportStore
{
    private const string Draft = ".part";
    private static readonly TimeSpan YoungerThan = TimeSpan.FromHours(1);

    private readonly string folder;
    private readonly TimeProvider time;

    public ImportStore(HotlineOptions options, TimeProvider time)
    {
        this.time = time;
        folder = Path.Combine(options.DataDirectory, "imports");
        Directory.CreateDirectory(folder);
    }

    public string PathOf(Guid id) => Path.Combine(folder, id.ToString("N"));

    /// <summary>Writes it whole and synced before anything names it.</summary>
    public async Task SaveAsync(Guid id, Stream content, CancellationToken cancellation)
    {
        // Two uploads under one key write side by side, and the later whole file takes the place of the other.
        var draft = $"{PathOf(id)}.{Guid.CreateVersion7():N}{Draft}";
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

    /// <summary>The files that were kept an hour ago; a younger one may not be named yet.</summary>
    public IReadOnlyList<Guid> All() =>
        [.. Old().Select(f => Guid.TryParseExact(f.Name, "N", out var id) ? id : (Guid?)null).OfType<Guid>()];

    /// <summary>Removes what is left of uploads that broke off.</summary>
    public void ForgetDrafts()
    {
        foreach (var draft in Old().Where(f => f.Extension == Draft))
        {
            draft.Delete();
        }
    }

    private IEnumerable<FileInfo> Old() =>
        new DirectoryInfo(folder)
            .EnumerateFiles()
            .Where(f => f.LastWriteTimeUtc < time.GetUtcNow().UtcDateTime - YoungerThan);
}
