using Dispatch.Worker.Deadlines;
using Hangfire;

namespace Dispatch.Worker.Housekeeping;

/// <summary>Names the recurring jobs to Hangfire at start.</summary>
public sealed class RecurringJobs(IRecurringJobManager jobs) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        jobs.AddOrUpdate<Purge>(Purge.JobName, purge => purge.RunAsync(), Cron.Hourly());
        jobs.AddOrUpdate<AnchorTimelines>(
            AnchorTimelines.JobName,
            anchor => anchor.RunAsync(),
            AnchorTimelines.Schedule
        );
        jobs.AddOrUpdate<RestoreClocks>(RestoreClocks.JobName, clocks => clocks.RunAsync(), Cron.Hourly(30));
        // Makes up for a midnight at which no worker ran.
        jobs.Trigger(AnchorTimelines.JobName);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
