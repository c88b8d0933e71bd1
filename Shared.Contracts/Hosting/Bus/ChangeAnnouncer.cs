using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shared.Contracts.Messages;
using Shared.Contracts.Storage.Shell;

namespace Shared.Contracts.Hosting.Bus;

/// <summary>
/// Tells the processes with live pages which cases this process has changed. What is committed together within a moment
/// travels together; while the broker is away nothing is kept, since pages read again by themselves.
/// </summary>
public sealed class ChangeAnnouncer(CommitSignals signals, IBus bus, TimeProvider time, ILogger<ChangeAnnouncer> log)
    : BackgroundService
{
    private const int MostTogether = 500;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var changes = signals.Changes.Reader;
        while (await changes.WaitToReadAsync(stoppingToken))
        {
            await Task.Delay(Moment, time, stoppingToken);
            var ids = new HashSet<Guid>();
            while (ids.Count < MostTogether && changes.TryRead(out var id))
            {
                ids.Add(id);
            }
            await AnnounceAsync([.. ids], stoppingToken);
        }
    }

    private async Task AnnounceAsync(IReadOnlyList<Guid> ids, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(Patience);
        try
        {
            await bus.Publish(new CasesChanged(ids), limit.Token);
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            log.LogDebug("Live pages were not told of {Count} cases: {Reason}", ids.Count, fault.Message);
        }
    }
}
