using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;

namespace Intake.Api.Live;

/// <summary>
/// Something several people watch: a unit's board, the coordination list, the duty wall. It is read once for all of them,
/// at most every <see cref="LeastAge"/> while cases change, and at least every <see cref="MostAge"/> while somebody looks.
/// </summary>
public abstract class LiveTopic(CaseClock clock, TimeProvider time)
{
    private readonly SemaphoreSlim reading = new(1, 1);
    private long readAt;
    private long number;
    private int old = 1;
    private (long From, long To, byte[] Patch) lastPatch = (0, 0, []);

    /// <summary>As pages name it, such as <c>board/rapidResponse</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Never read again sooner than this after the last reading began.</summary>
    public virtual TimeSpan LeastAge => TimeSpan.FromMilliseconds(400);

    /// <summary>What is older than this is read again though nobody told of a change.</summary>
    public virtual TimeSpan MostAge => TimeSpan.FromSeconds(5);

    public LiveSnapshot Current { get; private set; } = LiveSnapshot.Nothing;

    /// <summary>How many pages of this process watch.</summary>
    public int Viewers => viewers;

    private int viewers;

    public abstract bool MayWatch(Actor actor);

    /// <summary>Reads and renders; the number and the time are filled in by the topic.</summary>
    protected abstract Task<(IReadOnlyList<LivePart> Head, IReadOnlyList<LivePart> Rows)> ReadAsync();

    public void Changed() => Volatile.Write(ref old, 1);

    public void Enter() => Interlocked.Increment(ref viewers);

    public void Leave() => Interlocked.Decrement(ref viewers);

    /// <summary>The present, for a page that is opened now: the last reading if nothing has changed since.</summary>
    public virtual async Task<LiveSnapshot> PresentAsync()
    {
        if (IsDue(mayBeYoung: true))
        {
            await RefreshAsync(mayBeYoung: true);
        }
        return Current;
    }

    /// <summary>Reads again if it is time.</summary>
    /// <returns>Whether the page shows something else now.</returns>
    public async Task<bool> RefreshAsync(bool mayBeYoung = false)
    {
        await reading.WaitAsync();
        try
        {
            if (!IsDue(mayBeYoung))
            {
                return false;
            }
            Volatile.Write(ref old, 0);
            readAt = time.GetTimestamp();
            try
            {
                var (head, rows) = await ReadAsync();
                var fresh = new LiveSnapshot(number + 1, clock.Now, head, rows);
                if (Current.Number > 0 && fresh.ShowsTheSameAs(Current))
                {
                    return false;
                }
                number++;
                Current = fresh;
                return true;
            }
            catch
            {
                Volatile.Write(ref old, 1);
                throw;
            }
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>The bytes that bring a page from one snapshot to another; most pages ask for the same ones.</summary>
    public byte[] Patch(LiveSnapshot from, LiveSnapshot to)
    {
        var known = lastPatch;
        if (known.From == from.Number && known.To == to.Number)
        {
            return known.Patch;
        }
        var patch = to.PatchFrom(from);
        lastPatch = (from.Number, to.Number, patch);
        return patch;
    }

    private bool IsDue(bool mayBeYoung)
    {
        if (Current.Number == 0)
        {
            return true;
        }
        var age = time.GetElapsedTime(readAt);
        return age > MostAge || (Volatile.Read(ref old) == 1 && (mayBeYoung || age > LeastAge));
    }
}
