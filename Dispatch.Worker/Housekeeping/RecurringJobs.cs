using Hangfire;

namespace Dispatch.Worker.Housekeeping;

/// <summary>Names the recurring jobs to Hangfire at start.</summary>
public sealed class RecurringJobs(IRecurringJobManager jobs) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        jobs.AddOrUpdate<Purge>(Purge.JobName, purge => purge.RunAsync(), Cron.Hourly());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
