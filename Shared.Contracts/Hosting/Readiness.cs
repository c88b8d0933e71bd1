using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;

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
            var health = await ServiceHealth.ReadAsync(services, context.RequestAborted);
            return Results.Json(
                new
                {
                    status = health.IsDegraded ? "degraded" : "ready",
                    database = "answers",
                    broker = health.Broker is not { } broker ? "inMemory"
                    : broker.Answers ? "answers"
                    : "away",
                    clock = new { runs = health.ClockRuns, lastBeatAt = Shanghai.In(health.LastBeat?.At) },
                    outbox = new { waiting = health.Waiting, parked = health.Parked },
                    failedWork = health.FailedWork,
                    queues = health.Broker?.Depths,
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
}
