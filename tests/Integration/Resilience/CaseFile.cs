using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Integration.Resilience;

/// <summary>A look into the database file past the service, for what must hold there.</summary>
internal sealed class CaseFile(string path)
{
    /// <summary>Ids of all cases.</summary>
    public IReadOnlyList<string> Ids() => Read("SELECT id FROM cases", r => r.GetString(0));

    public long Waiting(DateTimeOffset receivedBefore) =>
        Read(
            "SELECT COUNT(*) FROM cases WHERE status = 'received' AND received_at < @before",
            r => r.GetInt64(0),
            ("@before", Text(receivedBefore))
        )[0];

    public long WaitingInAll() => Waiting(DateTimeOffset.MaxValue);

    /// <summary>Messages that have not gone out yet.</summary>
    public long Unsent() => Read("SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL", r => r.GetInt64(0))[0];

    /// <summary>Cases by how often they were routed.</summary>
    public IReadOnlyDictionary<long, long> CasesByRoutings() =>
        Read(
                """
                SELECT routings, COUNT(*) FROM (
                    SELECT (SELECT COUNT(*) FROM events e WHERE e.case_id = c.id AND e.type = 'routed') AS routings
                    FROM cases c
                ) GROUP BY routings
                """,
                r => (r.GetInt64(0), r.GetInt64(1))
            )
            .ToDictionary(p => p.Item1, p => p.Item2);

    /// <summary>Cases by what routed them.</summary>
    public IReadOnlyDictionary<string, long> CasesByRouter() =>
        Read("SELECT routed_by, COUNT(*) FROM cases GROUP BY routed_by", r => (r.GetString(0), r.GetInt64(1)))
            .ToDictionary(p => p.Item1, p => p.Item2, StringComparer.Ordinal);

    /// <summary>When the last case that was received before a moment was routed.</summary>
    public DateTimeOffset LastRouted(DateTimeOffset receivedBefore) =>
        Read(
            """
            SELECT MAX(e.at) FROM events e JOIN cases c ON c.id = e.case_id
            WHERE e.type = 'routed' AND c.received_at < @before
            """,
            r => DateTimeOffset.Parse(r.GetString(0), CultureInfo.InvariantCulture),
            ("@before", Text(receivedBefore))
        )[0];

    public IReadOnlyList<T> Read<T>(
        string sql,
        Func<SqliteDataReader, T> row,
        params ReadOnlySpan<(string Name, object Value)> parameters
    )
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 10000";
        command.ExecuteNonQuery();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }
        return rows;
    }

    public static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
}
