namespace Shared.Contracts.Hosting;

/// <summary>A drill's clock as all its processes agree on it: stored in the drill's database.</summary>
/// <param name="StartedAt">Simulated time at <paramref name="RealStartedAt"/>.</param>
/// <param name="Speed">Simulated seconds a real second.</param>
/// <param name="RealStartedAt">Real time at which the drill (or its last change of speed) began.</param>
public sealed record DrillClock(DateTimeOffset StartedAt, double Speed, DateTimeOffset RealStartedAt)
{
    public DateTimeOffset At(DateTimeOffset real) => StartedAt + ((real - RealStartedAt) * Speed);
}

/// <summary>
/// Domain time: arrivals, deadlines, timelines. Real time, or simulated in a drill. Leases, sessions, rate limits and
/// polling use <see cref="TimeProvider"/> instead.
/// </summary>
public sealed class CaseClock(TimeProvider real)
{
    private DrillClock? drill;

    public DateTimeOffset Now => drill is { } d ? d.At(real.GetUtcNow()) : real.GetUtcNow();

    /// <summary>Simulated seconds a real second; 1 outside a drill.</summary>
    public double Speed => drill?.Speed ?? 1;

    public bool IsDrill => drill is not null;

    public void Simulate(DrillClock clock) => drill = clock;
}
