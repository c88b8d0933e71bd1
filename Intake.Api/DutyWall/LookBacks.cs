using Microsoft.Extensions.Caching.Memory;

namespace Intake.Api.DutyWall;

/// <summary>
/// Figures of past periods, read once for everybody who asks within half a minute. Whoever asks first does not wait for
/// a long reading: it goes on, and the page asks again.
/// </summary>
public sealed class LookBacks(WallReader reader, IMemoryCache cache, TimeProvider time)
{
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(30);
    private static readonly SemaphoreSlim Turn = new(1, 1);

    /// <returns>The figures, or nothing while they are still being counted.</returns>
    /// <exception cref="System.Data.Common.DbException">The database is out of reach.</exception>
    public async Task<WallReading?> FindAsync(WallPeriod period)
    {
        var reading = cache
            .GetOrCreate(
                (nameof(LookBacks), period),
                entry =>
                {
                    entry.AbsoluteExpirationRelativeToNow = Keep;
                    return new Lazy<Task<WallReading>>(() => Task.Run(() => ReadAsync(period)));
                }
            )!
            .Value;
        if (await Task.WhenAny(reading, Task.Delay(WallTopic.Patience, time)) != reading)
        {
            return null;
        }
        if (reading.IsFaulted)
        {
            cache.Remove((nameof(LookBacks), period));
        }
        return await reading;
    }

    /// <summary>One at a time: people who look back do not slow the desk.</summary>
    private async Task<WallReading> ReadAsync(WallPeriod period)
    {
        await Turn.WaitAsync();
        try
        {
            return await reader.ReadAsync(period);
        }
        finally
        {
            Turn.Release();
        }
    }
}
