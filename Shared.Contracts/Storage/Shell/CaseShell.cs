using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Shared.Contracts.Cases;
using Channel = System.Threading.Channels.Channel;

namespace Shared.Contracts.Storage.Shell;

/// <summary>
/// The one shell that commits. A command finds its own earlier result, or is decided by the pure core and saved whole:
/// case, timeline, deadlines, feed, notifications, outbox and audit in one transaction. Commands that wait together share
/// a transaction, in order per case; when that fails each is tried alone, so that one cannot spoil another.
/// </summary>
public sealed class CaseShell : IAsyncDisposable
{
    /// <summary>How many commands share a commit at most.</summary>
    private const int GroupSize = 64;

    private readonly Database database;
    private readonly CaseTransaction transaction;
    private readonly ILogger<CaseShell> log;
    private readonly ResiliencePipeline retry;
    private readonly Channel<Pending>[] queues;
    private readonly Task[] writers;

    public CaseShell(Database database, CaseTransaction transaction, ILogger<CaseShell> log)
    {
        this.log = log;
        this.database = database;
        this.transaction = transaction;
        retry = new ResiliencePipelineBuilder()
            .AddRetry(
                new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder()
                        .Handle<ConcurrentChangeException>()
                        .Handle<Exception>(e =>
                            database.Dialect.IsTransient(e) || database.Dialect.IsUniqueViolation(e)
                        ),
                    MaxRetryAttempts = 6,
                    Delay = TimeSpan.FromMilliseconds(20),
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    // Whoever violated a key finds the other's row at once; others wait behind this writer.
                    DelayGenerator = tried =>
                        ValueTask.FromResult<TimeSpan?>(
                            tried.Outcome.Exception is { } fault && database.Dialect.IsUniqueViolation(fault)
                                ? TimeSpan.Zero
                                : null
                        ),
                }
            )
            .Build();
        queues = [.. Enumerable.Range(0, database.Dialect.Writers).Select(_ => Channel.CreateUnbounded<Pending>())];
        writers = [.. queues.Select(q => Task.Run(() => WriteAsync(q.Reader)))];
    }

    /// <summary>Carries out a command, once however often it is tried.</summary>
    /// <returns>What became of it; a refusal is a result, not an exception.</returns>
    /// <exception cref="System.Data.Common.DbException">The database stayed out of reach.</exception>
    public Task<CommitResult> Commit(Command command, CommandOrigin? origin = null)
    {
        var pending = new Pending(command, origin);
        var key = command is CaseCommand c ? c.CaseId : command.Id;
        queues[(int)((uint)key.GetHashCode() % queues.Length)].Writer.TryWrite(pending);
        return pending.Result.Task;
    }

    /// <summary>
    /// The result of an earlier command under this id, or nothing if there was none: lets a repeat be answered before its
    /// body is checked against a clock that has moved on.
    /// </summary>
    public Task<CommitResult?> FindEarlierAsync(Guid id, CommandOrigin origin) =>
        database.ReadAsync(s => CaseTransaction.FindEarlierAsync(s, id, origin));

    public async ValueTask DisposeAsync()
    {
        foreach (var queue in queues)
        {
            queue.Writer.TryComplete();
        }
        await Task.WhenAll(writers);
    }

    /// <summary>
    /// Commits in groups. The service's own commands (routing, clocks, escalation) have half of each group, so that a flood
    /// of registrations never delays their dispatch.
    /// </summary>
    private async Task WriteAsync(ChannelReader<Pending> queue)
    {
        var own = new Queue<Pending>();
        var calls = new Queue<Pending>();
        var group = new List<Pending>(GroupSize);
        while (own.Count + calls.Count > 0 || await queue.WaitToReadAsync())
        {
            while (queue.TryRead(out var pending))
            {
                (pending.Command.Actor.IsSystem ? own : calls).Enqueue(pending);
            }
            group.Clear();
            Take(own, group, GroupSize - Math.Min(calls.Count, GroupSize / 2));
            Take(calls, group, GroupSize);
            if (group.Count == 1 || !await TryTogetherAsync(group))
            {
                foreach (var pending in group)
                {
                    await AloneAsync(pending);
                }
            }
        }
    }

    private static void Take(Queue<Pending> from, List<Pending> group, int until)
    {
        while (group.Count < until && from.TryDequeue(out var pending))
        {
            group.Add(pending);
        }
    }

    /// <summary>One transaction for all; on any fault nothing is saved and the group falls apart.</summary>
    private async Task<bool> TryTogetherAsync(List<Pending> group)
    {
        try
        {
            await InOneTransactionAsync(group);
            return true;
        }
        catch (Exception fault)
        {
            log.LogInformation("{Count} commands could not share a commit: {Reason}", group.Count, fault.Message);
            return false;
        }
    }

    private async Task AloneAsync(Pending pending)
    {
        try
        {
            await retry.ExecuteAsync(async _ => await InOneTransactionAsync([pending]));
        }
        catch (Exception fault)
        {
            pending.Result.TrySetException(fault);
        }
    }

    private async Task InOneTransactionAsync(List<Pending> group)
    {
        var outcomes = new List<CaseTransaction.Outcome>(group.Count);
        await using (var session = await database.OpenAsync())
        {
            await session.BeginWriteAsync(CancellationToken.None);
            foreach (var pending in group)
            {
                outcomes.Add(await transaction.ApplyAsync(session, pending.Command, pending.Origin));
            }
            await session.CommitAsync();
        }
        transaction.Announce(outcomes);
        for (var i = 0; i < group.Count; i++)
        {
            group[i].Result.TrySetResult(outcomes[i].Result);
        }
    }

    private sealed record Pending(Command Command, CommandOrigin? Origin)
    {
        public TaskCompletionSource<CommitResult> Result { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>Another process changed the case between load and save; the command is decided anew.</summary>
public sealed class ConcurrentChangeException(Guid caseId) : Exception($"Case {caseId} was changed at the same time.");
