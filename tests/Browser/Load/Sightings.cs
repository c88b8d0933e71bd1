using HdrHistogram;

namespace Browser.Load;

/// <summary>How many waiting cases one board has shown, and since when, in domain time.</summary>
internal sealed class Sightings
{
    private readonly List<(DateTimeOffset At, int Count)> seen = [];
    private readonly Lock gate = new();

    public void Add(DateTimeOffset at, int count)
    {
        lock (gate)
        {
            seen.Add((at, count));
        }
    }

    public int Last
    {
        get
        {
            lock (gate)
            {
                return seen.Count == 0 ? 0 : seen[^1].Count;
            }
        }
    }

    /// <summary>How long each case was there before the board counted it.</summary>
    /// <param name="routed">When the cases came to the unit, in order; none of them leaves it.</param>
    /// <param name="first">The first of them that came while the board was open.</param>
    /// <param name="staleness">Takes the milliseconds.</param>
    public void Record(IReadOnlyList<DateTimeOffset> routed, int first, LongConcurrentHistogram staleness)
    {
        lock (gate)
        {
            var next = 0;
            for (var i = first; i < routed.Count; i++)
            {
                while (next < seen.Count && seen[next].Count <= i)
                {
                    next++;
                }
                if (next == seen.Count)
                {
                    throw new InvalidOperationException(
                        $"A board never counted more than {i} of {routed.Count} cases."
                    );
                }
                staleness.RecordValue(Math.Max(1, (long)(seen[next].At - routed[i]).TotalMilliseconds));
            }
        }
    }
}
