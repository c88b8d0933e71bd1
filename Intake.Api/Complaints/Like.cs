namespace Intake.Api.Complaints;

/// <summary>Patterns of SQL's LIKE, with <c>\</c> as escape.</summary>
internal static class Like
{
    /// <summary>A text that stands for itself inside a pattern, on both engines.</summary>
    public static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal)
            .Replace("[", "\\[", StringComparison.Ordinal);
}
