namespace Shared.Contracts.Storage;

/// <summary>Patterns for <c>LIKE @pattern ESCAPE '\'</c> on both engines.</summary>
public static class LikePattern
{
    /// <summary>Matches what contains the text itself, whatever signs it holds.</summary>
    public static string Containing(string text) =>
        $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal)
            .Replace("[", "\\[", StringComparison.Ordinal)}%";
}
