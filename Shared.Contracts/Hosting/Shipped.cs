namespace Shared.Contracts.Hosting;

/// <summary>Data files shipped inside the assembly.</summary>
public static class Shipped
{
    /// <param name="name">Such as <c>Cases.Routing.rules.json</c>.</param>
    public static string Read(string name)
    {
        using var stream = typeof(Shipped).Assembly.GetManifestResourceStream($"Shared.Contracts.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
