using System.Text.Json;
using System.Text.Json.Serialization;

namespace Intake.Api.Live;

/// <summary>A part of a live page: a row of a list, or a block of a wall.</summary>
/// <param name="Key">Stays the same while the part is the same thing; unique within a snapshot.</param>
/// <param name="Html">As the server renders it.</param>
public sealed record LivePart(string Key, string Html);

/// <summary>What a live page shows at a moment; shared by everybody who looks at the same topic.</summary>
/// <param name="Number">Grows by one with each reading of this process.</param>
/// <param name="AsOf">Domain time of the reading.</param>
/// <param name="Head">Blocks outside the list, by the id of their element: counts and the like.</param>
/// <param name="Rows">The list in its order.</param>
public sealed record LiveSnapshot(
    long Number,
    DateTimeOffset AsOf,
    IReadOnlyList<LivePart> Head,
    IReadOnlyList<LivePart> Rows
)
{
    public static readonly LiveSnapshot Nothing = new(0, DateTimeOffset.MinValue, [], []);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public bool ShowsTheSameAs(LiveSnapshot other) => Head.SequenceEqual(other.Head) && Rows.SequenceEqual(other.Rows);

    /// <summary>What a page that shows <paramref name="before"/> needs to show this: the order, and the parts that differ.</summary>
    public byte[] PatchFrom(LiveSnapshot before)
    {
        var known = before.Rows.ToDictionary(r => r.Key, r => r.Html, StringComparer.Ordinal);
        var heads = before.Head.ToDictionary(h => h.Key, h => h.Html, StringComparer.Ordinal);
        var order = Rows.Select(r => r.Key).ToList();
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                full = before.Number == 0,
                asOf = AsOf.ToUnixTimeMilliseconds(),
                head = Changed(Head, heads),
                order = before.Number != 0
                && order.SequenceEqual(before.Rows.Select(r => r.Key), StringComparer.Ordinal)
                    ? null
                    : order,
                rows = Changed(Rows, known),
            },
            Json
        );
    }

    /// <summary>That nothing changed, and what time it is.</summary>
    public static byte[] Beat(DateTimeOffset now) =>
        JsonSerializer.SerializeToUtf8Bytes(new { asOf = now.ToUnixTimeMilliseconds() }, Json);

    private static Dictionary<string, string> Changed(
        IReadOnlyList<LivePart> parts,
        Dictionary<string, string> known
    ) =>
        parts
            .Where(p =>
                !known.TryGetValue(p.Key, out var html) || !string.Equals(html, p.Html, StringComparison.Ordinal)
            )
            .ToDictionary(p => p.Key, p => p.Html, StringComparer.Ordinal);
}
