using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Failures;

namespace Dispatch.Worker.Routing;

/// <summary>
/// Finds cases that wait to be routed though no message came: at start all of them, then every second those that have
/// waited longer than a message usually takes. The duty lane first. A case that fails is tried again at growing intervals
/// and stands in the failed work meanwhile.
/// </summary>
public sealed class RoutingSweep(
    Database database,
    RouteWaitingCase route,
    FailedWork failures,
    CaseClock clock,
    TimeProvider time,
    ILogger<RoutingSweep> log
) : BackgroundService
{
    private const int BatchSize = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How long a message may take, in real time, before the sweep does its work.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(4);

    private static readonly Statement Waiting = new(
        "routing.waiting",
        """
        SELECT cases.id, cases.version
        FROM cases
        LEFT JOIN failed_work ON failed_work.work = 'routing' AND failed_work.subject = cases.id
            AND failed_work.resolved_at IS NULL
        WHERE cases.status = 'received'
            AND cases.received_at <= @before
            AND (failed_work.id IS NULL OR failed_work.next_at <= @now)
        ORDER BY cases.lane, cases.received_at
        {page}
        """
    );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var grace = TimeSpan.Zero;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await SweepAsync(grace, stoppingToken) == BatchSize) { }
                grace = Grace;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                log.LogError(fault, "The routing sweep failed; it goes on");
            }
            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    /// <summary>Routes the cases that have waited longer than <paramref name="grace"/>.</summary>
    /// <returns>How many were found.</returns>
    public async Task<int> SweepAsync(TimeSpan grace, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var waiting = await database.ReadAsync(
            s =>
                s.QueryAsync<Row>(
                    Waiting,
                    new
                    {
                        before = clock.Now - (grace * clock.Speed),
                        now,
                        take = BatchSize,
                    }
                ),
            cancellation
        );
        await Task.WhenAll(waiting.Select(RouteAsync));
        return waiting.Count;
    }

    private async Task RouteAsync(Row row)
    {
        var subject = row.Id.ToString("D");
        try
        {
            await route.RunAsync(row.Id, row.Version, RoutedBy.Sweep);
            await failures.ResolveAsync(FailedWork.Routing, subject);
        }
        catch (Exception fault)
        {
            log.LogError(fault, "Case {CaseId} could not be routed", row.Id);
            await failures.RecordAsync(FailedWork.Routing, subject, fault.Message);
        }
    }

    private sealed class Row
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
    }
}
