using Hangfire;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Outbox;

namespace Dispatch.Worker.Housekeeping;

/// <summary>
/// A recurring Hangfire job: forgets messages that were sent a day ago, and command ids and idempotency keys after seven
/// days. Of several workers one does it each hour: it first claims (job, period).
/// </summary>
public sealed class Purge(Database database, TimeProvider time)
{
    public const string JobName = "purge";
    private static readonly TimeSpan KeepSent = TimeSpan.FromDays(1);
    private static readonly TimeSpan KeepCommands = TimeSpan.FromDays(7);

    private static readonly Statement PurgeCommands = new("commands.purge", "DELETE FROM commands WHERE at < @before");

    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync()
    {
        var now = time.GetUtcNow();
        var period = now.ToString("yyyy-MM-ddTHH");
        var claimed = await database.WriteAsync(s => JobPeriod.ClaimAsync(s, JobName, period, now));
        if (!claimed)
        {
            return;
        }
        await database.WriteAsync(s => s.ExecuteAsync(OutboxSql.PurgeSent, new { before = now - KeepSent }));
        await database.WriteAsync(s => s.ExecuteAsync(PurgeCommands, new { before = now - KeepCommands }));
    }
}
