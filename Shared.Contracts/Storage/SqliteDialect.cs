using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Shared.Contracts.Storage;

/// <summary>SQLite: one writer at a time, write-ahead log, every commit synced to disk.</summary>
public sealed class SqliteDialect : Dialect
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ConstraintPrimaryKey = 1555;
    private const int ConstraintUnique = 2067;

    /// <summary>
    /// A call to SQLite keeps its thread until it is answered, a write until its turn: with fewer threads than that the
    /// pool starves for up to a second at a time, and the dispatch of a case with it.
    /// </summary>
    private const int LeastThreads = 32;

    public SqliteDialect()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, LeastThreads), completions);
    }

    public override string Name => "Sqlite";

    public override int Writers => 1;

    protected override string Page => "LIMIT @take";

    protected override string Hour(string column) => $"SUBSTRING({column}, 1, 13)";

    public override DbConnection Connect(string connectionString) => new SqliteConnection(connectionString);

    public override async Task PrepareAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var pragmas = connection.CreateCommand();
        pragmas.CommandText = """
            PRAGMA busy_timeout = 10000;
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA foreign_keys = ON;
            PRAGMA cache_size = -32768;
            """;
        await pragmas.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>BEGIN IMMEDIATE: takes the write lock at once, so that a read is never upgraded into a conflict.</summary>
    public override Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellation) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false));

    public override bool IsUniqueViolation(Exception exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: ConstraintPrimaryKey or ConstraintUnique };

    public override bool IsTransient(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: Busy or Locked };

    protected override string Claim(string table, string[] keys, string where, string order, string[] returning) =>
        $"""
            UPDATE {table}
            SET lease_owner = @owner, lease_until = @until
            WHERE ({Columns("", keys)}) IN (
                SELECT {Columns("", keys)} FROM {table} WHERE {where} ORDER BY {order} LIMIT @take
            )
            RETURNING {Columns("", returning)}
            """;
}
