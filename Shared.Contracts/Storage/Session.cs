using System.Data.Common;
using Dapper;

namespace Shared.Contracts.Storage;

/// <summary>One connection, inside one transaction or none. The only place that hands SQL to Dapper.</summary>
public sealed class Session : IAsyncDisposable
{
    private readonly DbConnection connection;
    private readonly Dialect dialect;
    private DbTransaction? transaction;

    internal Session(DbConnection connection, Dialect dialect)
    {
        this.connection = connection;
        this.dialect = dialect;
    }

    public Dialect Dialect => dialect;

    public Task<int> ExecuteAsync(Statement statement, object? parameters = null) =>
        connection.ExecuteAsync(statement.For(dialect), parameters, transaction);

    public async Task<IReadOnlyList<T>> QueryAsync<T>(Statement statement, object? parameters = null) =>
        (await connection.QueryAsync<T>(statement.For(dialect), parameters, transaction)).AsList();

    public Task<T?> FirstAsync<T>(Statement statement, object? parameters = null) =>
        connection.QueryFirstOrDefaultAsync<T>(statement.For(dialect), parameters, transaction);

    public Task<T?> ScalarAsync<T>(Statement statement, object? parameters = null) =>
        connection.ExecuteScalarAsync<T>(statement.For(dialect), parameters, transaction);

    /// <summary>Reads row by row, so that a result of any length needs no memory.</summary>
    public IAsyncEnumerable<T> StreamAsync<T>(Statement statement, object? parameters = null) =>
        connection.QueryUnbufferedAsync<T>(statement.For(dialect), parameters, transaction);

    internal async Task BeginWriteAsync(CancellationToken cancellation) =>
        transaction = await dialect.BeginWriteAsync(connection, cancellation);

    internal async Task CommitAsync()
    {
        await transaction!.CommitAsync();
        await EndAsync();
    }

    internal async Task RollBackAsync()
    {
        if (transaction is not null)
        {
            await transaction.RollbackAsync();
            await EndAsync();
        }
    }

    private async Task EndAsync()
    {
        await transaction!.DisposeAsync();
        transaction = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null)
        {
            await transaction.DisposeAsync();
        }
        await connection.DisposeAsync();
    }
}
