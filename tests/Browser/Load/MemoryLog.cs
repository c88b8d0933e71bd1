namespace Browser.Load;

/// <summary>Reads a process's memory a few times a second until disposed.</summary>
internal sealed class MemoryLog : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource end = new();
    private readonly Task reading;
    private long most;

    /// <param name="read">Bytes in memory now.</param>
    public MemoryLog(Func<long> read)
    {
        Start = most = read();
        reading = ReadAsync(read);
    }

    /// <summary>Bytes when the log was begun.</summary>
    public long Start { get; }

    /// <summary>The most bytes above the start so far.</summary>
    public long Growth => Interlocked.Read(ref most) - Start;

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await reading;
        end.Dispose();
    }

    private async Task ReadAsync(Func<long> read)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(end.Token))
            {
                Interlocked.Exchange(ref most, Math.Max(most, read()));
            }
        }
        catch (OperationCanceledException) { }
    }
}
