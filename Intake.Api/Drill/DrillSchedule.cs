using Shared.Contracts.Cases;

namespace Intake.Api.Drill;

/// <summary>A call of a drill: when it comes, and which one it is.</summary>
/// <param name="At">Simulated time.</param>
/// <param name="Minute">Minutes since 1970 of the simulated minute it comes in.</param>
/// <param name="Index">Its place within that minute, from 0.</param>
public sealed record DrillCall(DateTimeOffset At, long Minute, int Index);

/// <summary>
/// When the calls of a drill come: at random, as calls do (a Poisson process), busier by day than by night, and busiest on
/// the evening of 15 March when the television gala is on. The calls of a minute depend on that minute, the rate and the
/// seed alone, so that a restart goes on where the drill stands and nothing has to be kept.
/// </summary>
/// <param name="perMinute">Calls a simulated minute, on the average of an ordinary day.</param>
/// <param name="seed">The same seed and rate make the same calls.</param>
public sealed class DrillSchedule(double perMinute, int seed)
{
    /// <summary>How busy each hour of a day is in Shanghai; 1 on average.</summary>
    private static readonly double[] Hours =
    [
        .. new[] { 0.3, 0.2, 0.15, 0.15, 0.15, 0.2, 0.4, 0.8, 1.3, 1.8, 1.9, 1.65 },
        .. new[] { 1.1, 1.1, 1.6, 1.7, 1.6, 1.3, 1.2, 1.3, 1.4, 1.3, 0.9, 0.5 },
    ];

    /// <summary>How many times busier the hours from 20:00 are on the evening of 15 March.</summary>
    private static readonly double[] Gala = [3, 4, 4, 3];

    private const int GalaFrom = 20;

    /// <summary>The calls later than <paramref name="after"/> and not later than <paramref name="until"/>, in order.</summary>
    public IEnumerable<DrillCall> Between(DateTimeOffset after, DateTimeOffset until)
    {
        for (var minute = MinuteOf(after); minute <= MinuteOf(until); minute++)
        {
            foreach (var call in In(minute))
            {
                if (call.At > after && call.At <= until)
                {
                    yield return call;
                }
            }
        }
    }

    /// <summary>How many times the usual rate calls come at a moment.</summary>
    public static double Busyness(DateTimeOffset at)
    {
        var here = Shanghai.In(at);
        var isGala = here is { Month: 3, Day: 15, Hour: >= GalaFrom };
        return Hours[here.Hour] * (isGala ? Gala[here.Hour - GalaFrom] : 1);
    }

    private IEnumerable<DrillCall> In(long minute)
    {
        var from = DateTimeOffset.UnixEpoch.AddMinutes(minute);
        var rate = perMinute * Busyness(from);
        if (rate <= 0)
        {
            yield break;
        }
        var random = Chance.Of(seed, minute);
        // Gaps between calls are exponential; what is left over at the end of a minute does not matter to the next one.
        var at = Gap(random, rate);
        for (var index = 0; at < 1; index++)
        {
            yield return new DrillCall(from.AddMinutes(at), minute, index);
            at += Gap(random, rate);
        }
    }

    /// <returns>Minutes to the next call.</returns>
    private static double Gap(Random random, double rate) => -Math.Log(1 - random.NextDouble()) / rate;

    private static long MinuteOf(DateTimeOffset at) =>
        (long)Math.Floor((at - DateTimeOffset.UnixEpoch) / TimeSpan.FromMinutes(1));
}
