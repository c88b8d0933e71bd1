using System.Text;
using System.Text.Json;
using Intake.Api.Province.Feed;
using Shared.Contracts.Cases;

namespace Intake.Api.Province.Pull;

/// <summary>
/// A local copy of the feed: a file of one JSON item a line, in the order of the sequences. It knows how far it has come,
/// and each day's count and digest. One process writes it at a time.
/// </summary>
public sealed class FeedMirror : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly FileStream file;
    private readonly SortedDictionary<DateOnly, Tally> days = [];

    private FeedMirror(FileStream file) => this.file = file;

    /// <summary>The last sequence in the file; 0 while it is empty.</summary>
    public long Last { get; private set; }

    /// <summary>Entries in the file.</summary>
    public long Count { get; private set; }

    /// <summary>The days that have entries.</summary>
    public IEnumerable<DateOnly> Days => days.Keys;

    /// <summary>Opens or begins a copy; a last line that was cut off is taken away, and pulled again.</summary>
    /// <exception cref="InvalidDataException">A whole line is no item, or out of order.</exception>
    /// <exception cref="IOException">The file cannot be opened, or another process writes it.</exception>
    public static async Task<FeedMirror> OpenAsync(string path, CancellationToken cancellation)
    {
        var mirror = new FeedMirror(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read));
        try
        {
            await mirror.ReadAsync(cancellation);
            return mirror;
        }
        catch
        {
            mirror.Dispose();
            throw;
        }
    }

    /// <summary>Writes the items behind the others and onto the disk.</summary>
    /// <exception cref="InvalidDataException">An item does not follow the one before it.</exception>
    public async Task AppendAsync(IReadOnlyList<FeedbackItem> items, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        foreach (var item in items)
        {
            Take(item);
            text.Append(JsonSerializer.Serialize(item, Json)).Append('\n');
        }
        await file.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellation);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Count and digest of a day in this copy.</summary>
    public (int Count, string Digest) Of(DateOnly day) =>
        days.TryGetValue(day, out var tally) ? (tally.Count, tally.Digest.Value) : (0, "");

    public void Dispose()
    {
        file.Dispose();
        foreach (var tally in days.Values)
        {
            tally.Digest.Dispose();
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var end = WholeLines();
        file.SetLength(end);
        file.Position = 0;
        using var reader = new StreamReader(file, Encoding.UTF8, false, 1 << 16, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            Take(Parse(line));
        }
        file.Position = end;
    }

    /// <summary>Where the last whole line ends.</summary>
    private long WholeLines()
    {
        for (var end = file.Length; end > 0; end--)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n')
            {
                return end;
            }
        }
        return 0;
    }

    private FeedbackItem Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<FeedbackItem>(line, Json) ?? throw Broken("is empty");
        }
        catch (JsonException fault)
        {
            throw Broken(fault.Message);
        }
    }

    private InvalidDataException Broken(string why) => new($"Line {Count + 1} of {file.Name}: {why}");

    private void Take(FeedbackItem item)
    {
        // Sequences have no gap, so a copy that has one lacks something, whatever its days look like.
        if (item.Sequence != Last + 1)
        {
            throw Broken($"sequence {item.Sequence} comes after {Last}");
        }
        var day = Shanghai.DayOf(item.At);
        if (!days.TryGetValue(day, out var tally))
        {
            days[day] = tally = new Tally();
        }
        tally.Count++;
        tally.Digest.Add(item);
        Last = item.Sequence;
        Count++;
    }

    private sealed class Tally
    {
        public int Count { get; set; }
        public FeedDigest Digest { get; } = new();
    }
}
