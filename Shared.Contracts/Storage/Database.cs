using Polly;
using Polly.Retry;

namespace Shared.Contracts.Storage;

/// <summary>The one truth. Opens sessions, and retries transactions that failed for a passing reason (Polly).</summary>
public sealed class Database
{
    private readonly string connectionString;
    private readonly ResiliencePipeline retry;

    public Database(Dialect dialect, string connectionString)
    {
        TypeHandlers.Register();
        Dialect = dialect;
        this.connectionString = connectionString;
        retry = new ResiliencePipelineBuilder()
            .AddRetry(
                new RetryStrategyOptions
                {
                    // Two that insert if absent at once: the second finds the row at its next try.
                    ShouldHandle = new PredicateBuilder().Handle<Exception>(e =>
                        dialect.IsTransient(e) || dialect.IsUniqueViolation(e)
                    ),
                    MaxRetryAttempts = 5,
                    Delay = TimeSpan.FromMilliseconds(50),
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                }
            )
            .Build();
    }

    public Dialect Dialect { get; }

    public string ConnectionString => connectionString;

    /// <summary>Opens a session for reading.</summary>
    public async Task<Session> OpenAsync(CancellationToken cancellation = default)
    {
        var connection = Dialect.Connect(connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            await Dialect.PrepareAsync(connection, cancellation);
            return new Session(connection, Dialect);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads in a session of its own.</summary>
    public async Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellation = default) =>
        await retry.ExecuteAsync(
            async token =>
            {
                await using var session = await OpenAsync(token);
                return await read(session);
            },
            cancellation
        );

    /// <summary>
    /// Writes in one transaction, begun anew for each retry of a transient fault. Work that changes a case goes through
    /// <see cref="Shell.CaseShell"/> instead.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<Session, Task<T>> write, CancellationToken cancellation = default) =>
        await retry.ExecuteAsync(
            async token =>
            {
                await using var session = await OpenAsync(token);
                await session.BeginWriteAsync(token);
                var result = await write(session);
                await session.CommitAsync();
                return result;
            },
            cancellation
        );

    public Task WriteAsync(Func<Session, Task> write, CancellationToken cancellation = default) =>
        WriteAsync(
            async session =>
            {
                await write(session);
                return true;
            },
            cancellation
        );
}
