using Shared.Contracts.Storage;

namespace Intake.Api.Enforcement.Attachments;

/// <summary>
/// Removes contents that no case names: of attachments that were erased, and of those whose process ended between content
/// and commit. A content may be newer than the row that will name it, so it is left alone for an hour.
/// </summary>
public sealed class SweepAttachments(
    Database database,
    AttachmentStore store,
    TimeProvider time,
    ILogger<SweepAttachments> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private static readonly Statement All = new("attachments.all", "SELECT id FROM attachments");

    public async Task RunAsync(CancellationToken cancellation)
    {
        var old = store.Files.Before(time.GetUtcNow() - Every);
        var named = (await database.ReadAsync(s => s.QueryAsync<Guid>(All), cancellation)).ToHashSet();
        foreach (var id in old.Where(id => !named.Contains(id)))
        {
            store.Files.Forget(id);
        }
        store.Files.ForgetDrafts(time.GetUtcNow() - Every);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var rounds = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is System.Data.Common.DbException or IOException)
            {
                log.LogWarning(e, "Contents without a case were not swept; the next round tries again.");
            }
        } while (await rounds.WaitForNextTickAsync(stoppingToken));
    }
}
