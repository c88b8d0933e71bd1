namespace Intake.Api.Http;

/// <summary>
/// Files of a folder in the data folder, each named by an id. A file is written whole and synced under a name of its own
/// first, so that whatever has an id is whole.
/// </summary>
public sealed class KeptFiles
{
    private const string Draft = ".part";

    private readonly string folder;

    public KeptFiles(string dataDirectory, string name)
    {
        folder = Path.Combine(dataDirectory, name);
        Directory.CreateDirectory(folder);
    }

    public string PathOf(Guid id) => Path.Combine(folder, id.ToString("N"));

    /// <summary>Of two that are saved under one id the later takes the place of the other.</summary>
    public async Task SaveAsync(Guid id, Func<Stream, Task> write)
    {
        var draft = $"{PathOf(id)}.{Guid.CreateVersion7():N}{Draft}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        await using (var file = new FileStream(draft, options))
        {
            await write(file);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, PathOf(id), overwrite: true);
    }

    public void Forget(Guid id) => File.Delete(PathOf(id));

    /// <summary>Those that were written before a moment of the machine's clock.</summary>
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
}
