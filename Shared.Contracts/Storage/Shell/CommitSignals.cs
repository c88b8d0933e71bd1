using System.Threading.Channels;
using Shared.Contracts.Cases;
using Channel = System.Threading.Channels.Channel;

namespace Shared.Contracts.Storage.Shell;

/// <summary>Wakes after a commit whoever has work then. A signal given while nobody waits is kept, once.</summary>
public sealed class CommitSignals
{
    private readonly Dictionary<Lane, Signal> outbox = Enum.GetValues<Lane>().ToDictionary(l => l, _ => new Signal());

    public Signal Feed { get; } = new();

    public Signal Notifications { get; } = new();

    /// <summary>Cases that have changed, for the pages that show them. A nudge: the oldest are dropped under a flood.</summary>
    public Channel<Guid> Changes { get; } =
        Channel.CreateBounded<Guid>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });

    public Signal Outbox(Lane lane) => outbox[lane];
}

/// <summary>A wake-up call of capacity one.</summary>
public sealed class Signal
{
    private readonly Channel<bool> channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Give() => channel.Writer.TryWrite(true);

    /// <summary>Waits for the signal, or for <paramref name="limit"/> at most.</summary>
    public async Task WaitAsync(TimeSpan limit, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(limit);
        try
        {
            await channel.Reader.ReadAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested) { }
    }
}
