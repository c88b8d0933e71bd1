using System.Globalization;

namespace Shared.Contracts.Storage;

/// <summary>Values as the text that stands for them in either database.</summary>
internal static class StoredText
{
    /// <summary>UTC in fixed width, so that the order of texts is the order of moments.</summary>
    public const string MomentFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    public static string Of(DateTimeOffset at) => at.UtcDateTime.ToString(MomentFormat, CultureInfo.InvariantCulture);

    /// <summary>
    /// A value of whatever type the database holds: SQLite keeps any type in any column, and a row that was tampered with
    /// must be read all the same.
    /// </summary>
    public static string? Of(object? value) =>
        value switch
        {
            null or DBNull => null,
            string text => text,
            DateTime at => at.ToString(MomentFormat, CultureInfo.InvariantCulture),
            byte[] bytes => $"bytes {Convert.ToHexStringLower(bytes)}",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
}
