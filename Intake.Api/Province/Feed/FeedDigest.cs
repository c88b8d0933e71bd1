using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Intake.Api.Province.Feed;

/// <summary>
/// SHA-256 over feed entries, that both sides can compute: each entry is a line of its thirteen members in the order of
/// the contract, parted by tabs, ended by a line feed, in UTF-8; times as the JSON gives them, nothing for null, and
/// backslash, tab and line ends escaped by a backslash. It is what <c>jq @tsv</c> prints.
/// </summary>
public sealed class FeedDigest : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The digest of these entries in this order, 64 hexadecimal digits in lower case.</summary>
    public static string Of(IEnumerable<FeedbackItem> items)
    {
        using var digest = new FeedDigest();
        foreach (var item in items)
        {
            digest.Add(item);
        }
        return digest.Value;
    }

    /// <summary>The digest of what was added so far.</summary>
    public string Value => Convert.ToHexStringLower(hash.GetCurrentHash());

    public void Add(FeedbackItem item) => hash.AppendData(Encoding.UTF8.GetBytes(Line(item)));

    public void Dispose() => hash.Dispose();

    /// <summary>The line of one entry, with its line feed.</summary>
    private static string Line(FeedbackItem item) =>
        string.Join(
            '\t',
            item.Sequence.ToString(CultureInfo.InvariantCulture),
            Time(item.At),
            Escape(item.Event),
            Escape(item.Number),
            Escape(item.Kind),
            Escape(item.AssignedBy),
            Escape(item.UpstreamNumber),
            Escape(item.Status),
            Escape(item.Stage),
            Escape(item.Unit),
            Escape(item.Outcome),
            item.DueAt is { } due ? Time(due) : "",
            item.InTime switch
            {
                null => "",
                true => "true",
                false => "false",
            }
        ) + '\n';

    private static string Time(DateTimeOffset at) => JsonSerializer.Serialize(at).Trim('"');

    private static string Escape(string? text) =>
        (text ?? "")
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal);
}
