using System.Globalization;
using Row = System.Collections.Generic.IDictionary<string, object?>;

namespace Shared.Contracts.Storage.Evidence;

/// <summary>By which versions of calendar and law limits were counted, out of their rows as they are stored.</summary>
internal static class LimitVersions
{
    /// <param name="member">Of the basis, such as <c>calendarVersion</c>.</param>
    /// <returns>0 where no limit names one.</returns>
    public static int Highest(string member, IEnumerable<Row> deadlines) =>
        deadlines
            .Select(d => StoredText.Of(d["basis"]) is { } basis ? Number(basis, member) : 0)
            .DefaultIfEmpty(0)
            .Max();

    private static int Number(string json, string member)
    {
        var name = $"\"{member}\":";
        var at = json.IndexOf(name, StringComparison.Ordinal);
        if (at < 0)
        {
            return 0;
        }
        var digits = json.AsSpan(at + name.Length);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(
            end < 0 ? digits : digits[..end],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : 0;
    }
}
