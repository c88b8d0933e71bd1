using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Hosting.Bus;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Failures;
using Shared.Contracts.Storage.Outbox;

namespace Shared.Contracts.Hosting;

/// <summary>How the service itself is, as far as the database and this process know.</summary>
/// <param name="LastBeat">The deadline clock's last beat in any process; nothing if there never was one.</param>
/// <param name="ClockRuns">Whether that beat is young enough.</param>
/// <param name="Broker">What the broker last said; nothing where the bus is in memory.</param>
/// <param name="RelayIsDegraded">Whether this process's relay holds back since the broker did not answer.</param>
/// <param name="Waiting">Messages in the outbox on their way.</param>
/// <param name="Parked">Messages in the outbox given up until a person lets them be tried again.</param>
/// <param name="FailedWork">Failures that nobody has seen to and no later try has mended.</param>
public sealed record ServiceHealth(
    Heartbeat? LastBeat,
    bool ClockRuns,
    BrokerState? Broker,
    bool RelayIsDegraded,
    long Waiting,
    long Parked,
    int FailedWork
)
{
    /// <summary>Somebody must look, though no complaint is refused.</summary>
    public bool IsDegraded =>
        Broker is { Answers: false } || RelayIsDegraded || !ClockRuns || FailedWork > 0 || Parked > 0;

    /// <exception cref="System.Data.Common.DbException">The database is out of reach.</exception>
    public static async Task<ServiceHealth> ReadAsync(
        IServiceProvider services,
        CancellationToken cancellation = default
    )
    {
        var database = services.GetRequiredService<Database>();
        var depths = (await database.ReadAsync(s => s.FirstAsync<Depths>(OutboxSql.Depths), cancellation))!;
        var failed = await services.GetRequiredService<FailedWork>().CountAsync();
        var beat = await services.GetRequiredService<Heartbeats>().LastAsync(Heartbeats.Clock);
        var silent = services.GetRequiredService<TimeProvider>().GetUtcNow() - beat?.At;
        return new ServiceHealth(
            beat,
            silent is { } gap && gap < Heartbeats.Silence,
            services.GetService<BrokerProbe>()?.State,
            services.GetRequiredService<RelayState>().IsDegraded,
            depths.Waiting ?? 0,
            depths.Parked ?? 0,
            failed
        );
    }

    private sealed class Depths
    {
        public long? Waiting { get; init; }
        public long? Parked { get; init; }
    }
}
