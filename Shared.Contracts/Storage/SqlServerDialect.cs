using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace Shared.Contracts.Storage;

/// <summary>SQL Server: several writers, optimistic by version.</summary>
public sealed class SqlServerDialect : Dialect
{
    private static readonly int[] UniqueViolations = [2601, 2627];

    /// <summary>Deadlock, lock time-out, connection lost or refused, database failing over or starting.</summary>
    private static readonly int[] Transient =
    [
        -2,
        20,
        53,
        64,
        121,
        233,
        1205,
        1222,
        4060,
        10053,
        10054,
        10060,
        10061,
        11001,
        40197,
        40501,
        40613,
    ];

    public override string Name => "SqlServer";

    public override int Writers => 8;

    protected override string Page => "OFFSET 0 ROWS FETCH NEXT @take ROWS ONLY";

    protected override string Hour(string column) => $"CONVERT(nvarchar(13), {column}, 126)";

    public override DbConnection Connect(string connectionString) => new SqlConnection(connectionString);

    public override Task PrepareAsync(DbConnection connection, CancellationToken cancellation) => Task.CompletedTask;

    public override async Task<DbTransaction> BeginWriteAsync(
        DbConnection connection,
        CancellationToken cancellation
    ) => await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);

    public override bool IsUniqueViolation(Exception exception) =>
        exception is SqlException sql && UniqueViolations.Contains(sql.Number);

    public override bool IsTransient(Exception exception) =>
        exception is SqlException sql && Transient.Contains(sql.Number);

    protected override string Claim(string table, string[] keys, string where, string order, string[] returning) =>
        $"""
            UPDATE {table}
            SET lease_owner = @owner, lease_until = @until
            OUTPUT {Columns("inserted.", returning)}
            FROM {table}
            JOIN (
                SELECT TOP (@take) {Columns("", keys)}
                FROM {table} WITH (UPDLOCK, READPAST, ROWLOCK)
                WHERE {where}
                ORDER BY {order}
            ) AS free ON {string.Join(" AND ", keys.Select(k => $"free.{k} = {table}.{k}"))}
            """;
}
