using System.Text.RegularExpressions;
using Shared.Contracts.Hosting;

namespace Shared.Contracts.Storage.Evidence;

/// <summary>An anchor as a line of a file outside the database.</summary>
public sealed record AnchorLine(DateOnly Day, string Root);

/// <summary>
/// <c>anchors.log</c> in the data folder: each anchor as a line, for copying off the machine. A line that a crash kept from
/// being written is written with the next one.
/// </summary>
public sealed partial class AnchorLog(AnchorBook anchors, HotlineOptions options)
{
    public const string FileName = "anchors.log";

    public string FilePath { get; } = Path.Combine(options.DataDirectory, FileName);

    /// <summary>Appends the anchors that are later than the last line.</summary>
    /// <exception cref="IOException">The file cannot be written, or another process is writing it.</exception>
    public async Task AppendAsync()
    {
        await using var file = new FileStream(FilePath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        using var reader = new StreamReader(file, leaveOpen: true);
        var text = await reader.ReadToEndAsync();
        var last = Parse(text).Select(l => l.Day).DefaultIfEmpty(DateOnly.MinValue).Max();
        file.Seek(0, SeekOrigin.End);
        await using var writer = new StreamWriter(file);
        if (text.Length > 0 && text[^1] != '\n')
        {
            await writer.WriteAsync('\n');
        }
        foreach (var anchor in await anchors.AfterAsync(last))
        {
            await writer.WriteAsync(Line(anchor));
        }
        await writer.FlushAsync();
        file.Flush(flushToDisk: true);
    }

    /// <summary>The anchors that a file holds; lines that hold none are passed over.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<IReadOnlyList<AnchorLine>> ReadAsync(string path) =>
        File.Exists(path) ? Parse(await File.ReadAllTextAsync(path)) : [];

    private static string Line(Anchor it) =>
        $"{it.Day:yyyy-MM-dd} root={it.Root} previous={it.PreviousRoot} cases={it.Count.Cases} "
        + $"events={it.Count.Events} made={it.Count.MadeAt}\n";

    private static List<AnchorLine> Parse(string text)
    {
        var lines = new List<AnchorLine>();
        foreach (Match match in AnchorPattern().Matches(text))
        {
            var day = StoredNumber.Day(match.Groups["day"].Value);
            if (day != DateOnly.MinValue)
            {
                lines.Add(new AnchorLine(day, match.Groups["root"].Value));
            }
        }
        return lines;
    }

    [GeneratedRegex(
        @"^(?<day>\d{4}-\d{2}-\d{2}) root=(?<root>[0-9a-f]{64}) previous=[0-9a-f]{64} cases=\d+ events=\d+ made=\S+\r?$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex AnchorPattern();
}
