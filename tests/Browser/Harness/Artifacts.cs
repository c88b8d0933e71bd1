namespace Browser.Harness;

/// <summary>Where pictures and traces go: the folder named by <c>TEST_ARTIFACTS</c>, or <c>tests/Browser/artifacts</c>.</summary>
public static class Artifacts
{
    private static readonly string Root = Environment.GetEnvironmentVariable("TEST_ARTIFACTS") is { Length: > 0 } named
        ? Path.GetFullPath(named)
        : Path.Combine(Repository(), "tests", "Browser", "artifacts");

    /// <summary>Pictures of the pages as they should be, to be looked at.</summary>
    public static string Screens { get; } = Path.Combine(Root, "screens");

    /// <summary>What failed tests leave behind; tests/run begins by emptying it.</summary>
    public static string Failed { get; } = Path.Combine(Root, "failed");

    /// <summary>A file in a folder that is there; what no file may be named by is left out.</summary>
    public static string File(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        return Path.Combine(
            folder,
            string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '.' ? c : '_'))
        );
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Hotline12315.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run inside the repository.");
        }
        return folder.FullName;
    }
}
