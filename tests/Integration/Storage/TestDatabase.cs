using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;

namespace Integration.Storage;

/// <summary>
/// A fresh database of one test, and the storage services over it. Each call of <see cref="Node"/> makes services of
/// their own, as another process would have them. Time is the test's to move; it begins inside a duty window.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly List<ServiceProvider> nodes = [];

    private TestDatabase(string engine)
    {
        Folder = Directory.CreateTempSubdirectory("storage-").FullName;
        Engine = engine;
        ConnectionString =
            engine == Engines.Sqlite
                ? $"Data Source={Path.Combine(Folder, "complaints.db")}"
                : new SqlConnectionStringBuilder(Engines.Server)
                {
                    InitialCatalog = $"hotline_test_{Guid.CreateVersion7():N}",
                }.ConnectionString;
        First = Node();
    }

    public string Engine { get; }

    public string Folder { get; }

    public string ConnectionString { get; }

    public ManualTime Time { get; } = new(Shanghai.At(2026, 3, 14, 9));

    public ServiceProvider First { get; }

    public Database Database => First.GetRequiredService<Database>();

    /// <summary>Settings of the services over this database.</summary>
    public HotlineOptions Options =>
        HotlineOptions.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>(StringComparer.Ordinal)
                    {
                        ["Data:Directory"] = Folder,
                        ["Storage:Provider"] = Engine,
                        ["ConnectionStrings:Complaints"] = ConnectionString,
                    }
                )
                .Build(),
            drill: null,
            Folder
        );

    public static async Task<TestDatabase> CreateAsync(string engine)
    {
        var database = Empty(engine);
        await database.First.PrepareStorageAsync();
        return database;
    }

    /// <summary>A database that is not migrated yet.</summary>
    public static TestDatabase Empty(string engine) => new(engine);

    public ServiceProvider Node()
    {
        var services = new ServiceCollection().AddLogging(l => l.AddFilter(level => level >= LogLevel.Error));
        services.AddStorage(Options);
        services.AddSingleton<TimeProvider>(Time);
        var node = services.BuildServiceProvider();
        nodes.Add(node);
        return node;
    }

    public Task<int> CountAsync(string table, string where = "1 = 1") =>
        Database.ReadAsync(s =>
            s.ScalarAsync<int>(new Statement("test.count", $"SELECT COUNT(*) FROM {table} WHERE {where}"))
        );

    public Task<IReadOnlyList<T>> QueryAsync<T>(string text, object? parameters = null) =>
        Database.ReadAsync(s => s.QueryAsync<T>(new Statement("test.query", text), parameters));

    public Task<int> ExecuteAsync(string text, object? parameters = null) =>
        Database.WriteAsync(s => s.ExecuteAsync(new Statement("test.execute", text), parameters));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
        if (Engine == Engines.SqlServer)
        {
            await DropAsync();
        }
        else
        {
            SqliteConnection.ClearAllPools();
        }
        Directory.Delete(Folder, recursive: true);
    }

    private async Task DropAsync()
    {
        SqlConnection.ClearAllPools();
        var name = new SqlConnectionStringBuilder(ConnectionString).InitialCatalog;
        var master = new SqlConnectionStringBuilder(Engines.Server) { InitialCatalog = "master" };
        await using var connection = new SqlConnection(master.ConnectionString);
        await connection.OpenAsync();
        await using var drop = connection.CreateCommand();
        drop.CommandText = $"ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{name}]";
        await drop.ExecuteNonQueryAsync();
    }
}
