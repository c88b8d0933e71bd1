using Shared.Contracts.Storage;

namespace Shared.Contracts.Hosting;

/// <summary>Keeps the drill's clock in the drill's database, so that every process and every restart agrees on it.</summary>
public static class DrillStore
{
    private static readonly Statement Read = new(
        "drill.read",
        "SELECT opened_at, started_at, speed, real_started_at FROM drill WHERE id = 1"
    );

    private static readonly Statement Insert = new(
        "drill.insert",
        """
        INSERT INTO drill (id, opened_at, started_at, speed, real_started_at)
        SELECT 1, @StartedAt, @StartedAt, @Speed, @RealStartedAt
        WHERE NOT EXISTS (SELECT 1 FROM drill)
        """
    );

    private static readonly Statement Update = new(
        "drill.update",
        "UPDATE drill SET started_at = @StartedAt, speed = @Speed, real_started_at = @RealStartedAt WHERE id = 1"
    );

    /// <summary>
    /// Begins the drill, or goes on with the one stored. Simulated time never runs backwards: another speed goes on from
    /// the simulated present; a later start jumps forward.
    /// </summary>
    /// <exception cref="ConfigurationException">The start asked for lies before the stored drill's present.</exception>
    public static async Task<DrillClock> BeginAsync(Database database, DrillArguments arguments, TimeProvider time)
    {
        var real = time.GetUtcNow();
        var fresh = new DrillClock(arguments.Start ?? DrillArguments.UsualStart, arguments.Speed ?? 1, real);
        return await database.WriteAsync(async session =>
        {
            if (await session.ExecuteAsync(Insert, fresh) == 1)
            {
                return fresh;
            }
            var row = (await session.FirstAsync<Row>(Read))!;
            var stored = new DrillClock(row.StartedAt, row.Speed, row.RealStartedAt);
            var wanted = GoOn(stored, row.OpenedAt, arguments, real);
            if (wanted != stored)
            {
                await session.ExecuteAsync(Update, wanted);
            }
            return wanted;
        });
    }

    private static DrillClock GoOn(
        DrillClock stored,
        DateTimeOffset openedAt,
        DrillArguments arguments,
        DateTimeOffset real
    )
    {
        var present = stored.At(real);
        if (arguments.Start is { } start && start > present)
        {
            return new DrillClock(start, arguments.Speed ?? stored.Speed, real);
        }
        if (arguments.Start is { } past && past < openedAt)
        {
            throw new ConfigurationException(
                "--start",
                $"lies before the stored drill, which stands at {Cases.Shanghai.In(present):yyyy-MM-ddTHH:mm:ss}; "
                    + "name another Data__Directory, or delete the drill's data folder."
            );
        }
        return arguments.Speed is { } speed && speed != stored.Speed ? new DrillClock(present, speed, real) : stored;
    }

    private sealed class Row
    {
        public DateTimeOffset OpenedAt { get; init; }
        public DateTimeOffset StartedAt { get; init; }
        public double Speed { get; init; }
        public DateTimeOffset RealStartedAt { get; init; }
    }
}
