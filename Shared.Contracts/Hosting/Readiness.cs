using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting.Bus;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Failures;
using Shared.Contracts.Storage.Outbox;

namespace Shared.Contracts.Hosting;

/// <summary>
/// <c>/health/ready</c>: 200 while registrations are taken. <c>degraded</c> when the broker is away, work has failed or the
/// clock is silent: people must look, but no complaint is refused. 503 only when the database is out of reach.
/// </summary>
internal static class Readiness
{
    public static async Task<IResult> ReadAsync(HttpContext context)
    {
        var services = context.RequestServices;
        try
        {
            var database = services.GetRequiredService<Database>();
            var depths = (
                await database.ReadAsync(s => s.FirstAsync<Depths>(OutboxSql.Depths), context.RequestAborted)
            )!;
            var failed = await services.GetRequiredService<FailedWork>().CountAsync();
            var beat = await services.GetRequiredService<Heartbeats>().LastAsync(Heartbeats.Clock);
            var silent = services.GetRequiredService<TimeProvider>().GetUtcNow() - beat?.At;
            var broker = services.GetService<BrokerProbe>()?.State;
            var clockRuns = silent is { } gap && gap < Heartbeats.Silence;
            var degraded =
                broker is { Answers: false }
                || services.GetRequiredService<RelayState>().IsDegraded
                || !clockRuns
                || failed > 0
                || depths.Parked > 0;
            return Results.Json(
                new
                {
                    status = degraded ? "degraded" : "ready",
                    database = "answers",
                    broker = broker is null ? "inMemory"
                    : broker.Answers ? "answers"
                    : "away",
                    clock = new
                    {
                        runs = clockRuns,
                        lastBeatAt = beat is null ? (DateTimeOffset?)null : Shanghai.In(beat.At),
                    },
                    outbox = new { waiting = depths.Waiting ?? 0, parked = depths.Parked ?? 0 },
                    failedWork = failed,
                    queues = broker?.Depths,
                    now = Shanghai.In(services.GetRequiredService<CaseClock>().Now),
                    drill = services.GetRequiredService<CaseClock>().IsDrill,
                }
            );
        }
        catch (Exception fault)
        {
            services.GetRequiredService<ILogger<Database>>().LogError(fault, "The database does not answer");
            return Results.Json(new { status = "unavailable", database = "away" }, statusCode: 503);
        }
    }

    private sealed class Depths
    {
        public long? Waiting { get; init; }
        public long? Parked { get; init; }
    }
}
