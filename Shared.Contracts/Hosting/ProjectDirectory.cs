namespace Shared.Contracts.Hosting;

/// <summary>Where the service keeps its files when nothing is said, whatever the current directory is.</summary>
public static class ProjectDirectory
{
    /// <summary>
    /// The folder that holds the project folders when run from a checkout, so that both processes share it; the folder of
    /// the program when published.
    /// </summary>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hotline12315.slnx")))
            {
                return folder.FullName;
            }
        }
        return AppContext.BaseDirectory;
    }
}
