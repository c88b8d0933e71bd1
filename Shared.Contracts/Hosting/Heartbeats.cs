using Shared.Contracts.Storage;

namespace Shared.Contracts.Hosting;

/// <summary>The last success of something that must never stop.</summary>
public sealed class Heartbeat
{
    public DateTimeOffset At { get; init; }
    public DateTimeOffset DomainAt { get; init; }
}

/// <summary>Heartbeats in the database, so that every process can show that the clock runs.</summary>
public sealed class Heartbeats(Database database, CaseClock clock, TimeProvider time)
{
    /// <summary>The deadline clock.</summary>
    public const string Clock = "clock";

    /// <summary>A heart that has not beaten for so long has stopped.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private static readonly Statement Update = new(
        "heartbeats.update",
        "UPDATE heartbeats SET at = @at, domain_at = @domainAt WHERE name = @name AND instance = @instance"
    );

    private static readonly Statement Insert = new(
        "heartbeats.insert",
        """
        INSERT INTO heartbeats (name, instance, at, domain_at)
        SELECT @name, @instance, @at, @domainAt
        WHERE NOT EXISTS (SELECT 1 FROM heartbeats WHERE name = @name AND instance = @instance)
        """
    );

    private static readonly Statement Last = new(
        "heartbeats.last",
        "SELECT at, domain_at FROM heartbeats WHERE name = @name ORDER BY at DESC {page}"
    );

    public Task BeatAsync(string name, string instance) =>
        database.WriteAsync(async s =>
        {
            var beat = new
            {
                name,
                instance,
                at = time.GetUtcNow(),
                domainAt = clock.Now,
            };
            if (await s.ExecuteAsync(Update, beat) == 0)
            {
                await s.ExecuteAsync(Insert, beat);
            }
        });

    /// <summary>The latest beat of any process, or nothing if there never was one.</summary>
    public Task<Heartbeat?> LastAsync(string name) =>
        database.ReadAsync(s => s.FirstAsync<Heartbeat>(Last, new { name, take = 1 }));
}
