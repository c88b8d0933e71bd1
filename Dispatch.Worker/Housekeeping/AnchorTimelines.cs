using System.Globalization;
using Hangfire;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Evidence;

namespace Dispatch.Worker.Housekeeping;

/// <summary>
/// A recurring Hangfire job: anchors the timelines of all cases once a day in Shanghai, soon after midnight or, after
/// downtime, as soon as a worker runs again. Of several workers one does it; an attempt that fails is made again within the
/// hour, since the day is claimed in the anchor's own transaction.
/// </summary>
public sealed class AnchorTimelines(
    Database database,
    AnchorLog log,
    TimeProvider time,
    ILogger<AnchorTimelines> logger
)
{
    public const string JobName = "anchor";

    /// <summary>Five past each hour; whoever finds the day anchored has nothing to do.</summary>
    public const string Schedule = "5 * * * *";

    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync()
    {
        var now = time.GetUtcNow();
        var day = Shanghai.DayOf(now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await database.WriteAsync(async s =>
        {
            if (await JobPeriod.ClaimAsync(s, JobName, day, now))
            {
                await AnchorBook.MakeAsync(s, now);
            }
        });
        try
        {
            await log.AppendAsync();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            logger.LogError(
                fault,
                "{File} could not be written; it is tried again within the hour",
                AnchorLog.FileName
            );
        }
    }
}
