using System.Reflection;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Shared.Contracts.Storage;

/// <summary>
/// Applies the plain SQL migrations of the engine with DbUp at start. Processes that start together take turns: by a lock
/// file beside a SQLite database, by an application lock on SQL Server.
/// </summary>
public static class Migrator
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <exception cref="InvalidOperationException">A migration failed; the message names it.</exception>
    public static void Migrate(Database database)
    {
        using IDisposable turn =
            database.Dialect is SqliteDialect
                ? LockFile(database.ConnectionString)
                : ApplicationLock(database.ConnectionString);
        var result = EngineFor(database).PerformUpgrade();
        if (!result.Successful)
        {
            throw new InvalidOperationException($"Migration {result.ErrorScript?.Name} failed.", result.Error);
        }
    }

    /// <summary>Whether the database is there, and as this version of the software left it. Makes and changes nothing.</summary>
    public static bool IsCurrent(Database database)
    {
        if (
            database.Dialect is SqliteDialect
            && !File.Exists(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource)
        )
        {
            return false;
        }
        var engine = EngineFor(database);
        return engine.TryConnect(out _) && !engine.IsUpgradeRequired();
    }

    /// <summary>Migrations of an engine in order: name and text.</summary>
    public static IReadOnlyList<SqlScript> Scripts(Dialect dialect)
    {
        var assembly = typeof(Migrator).Assembly;
        var prefix = $"Shared.Contracts.Storage.Migrations.{dialect.Name}.";
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(n => n.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(n => new SqlScript(n[prefix.Length..], Read(assembly, n))),
        ];
    }

    private static UpgradeEngine EngineFor(Database database)
    {
        var deploy =
            database.Dialect is SqliteDialect
                ? DeployChanges.To.SqliteDatabase(database.ConnectionString)
                : DeployChanges.To.SqlDatabase(database.ConnectionString);
        return deploy
            .WithScripts(Scripts(database.Dialect))
            .WithTransactionPerScript()
            .LogTo(new NoOpUpgradeLog())
            .Build();
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static FileStream LockFile(string connectionString)
    {
        var path = new SqliteConnectionStringBuilder(connectionString).DataSource + ".migrating";
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(started) < Patience)
            {
                Task.Delay(50).GetAwaiter().GetResult();
            }
        }
    }

    private static SqlConnection ApplicationLock(string connectionString)
    {
        EnsureDatabase.For.SqlDatabase(connectionString, new NoOpUpgradeLog());
        var connection = new SqlConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "EXEC sp_getapplock @Resource = 'hotline-migrations', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 60000";
        command.ExecuteNonQuery();
        return connection;
    }
}
