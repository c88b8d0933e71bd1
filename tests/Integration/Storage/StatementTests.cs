using Microsoft.Data.Sqlite;
using Shared.Contracts.Storage;

namespace Integration.Storage;

/// <summary>Every statement compiles on both engines, and both engines have the same tables.</summary>
public sealed class StatementTests
{
    [Test]
    public void Names_AreUnique() => Assert.That(Statements.All.Select(s => s.Name), Is.Unique.And.Not.Empty);

    [Test]
    public void SqlServer_CompilesEveryStatement()
    {
        using var model = new SqlServerModel();
        foreach (var statement in Statements.All)
        {
            model.Add(statement);
        }
        Assert.That(model.Validate(), Is.Empty);
    }

    [TestCase("SELECT nmber FROM cases WHERE id = @id", "nmber")]
    [TestCase("UPDATE cases SET state = @status WHERE id = @id", "state")]
    [TestCase("SELECT id FROM complaints", "complaints")]
    public void SqlServer_ReportsAWrongName(string text, string wrong)
    {
        using var model = new SqlServerModel();
        model.Add(new Statement("test.wrong", text));
        Assert.That(model.Validate(), Has.Some.Matches<string>(m => m.Contains("SQL7150") && m.Contains(wrong)));
    }

    [Test]
    public async Task Sqlite_CompilesEveryStatement()
    {
        await using var database = await TestDatabase.CreateAsync(Engines.Sqlite);
        await using var connection = new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync();
        var dialect = new SqliteDialect();
        Assert.Multiple(() =>
        {
            foreach (var statement in Statements.All)
            {
                Assert.That(() => Explain(connection, statement.For(dialect)), Throws.Nothing, statement.Name);
            }
        });
    }

    [Test]
    public async Task Sqlite_ReportsAWrongName()
    {
        await using var database = await TestDatabase.CreateAsync(Engines.Sqlite);
        await using var connection = new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync();
        Assert.That(
            () => Explain(connection, "SELECT nmber FROM cases WHERE id = @id"),
            Throws.InstanceOf<SqliteException>()
        );
    }

    [Test]
    public void Migrations_HaveTheSameNames() =>
        Assert.That(
            Migrator.Scripts(new SqliteDialect()).Select(s => s.Name),
            Is.EqualTo(Migrator.Scripts(new SqlServerDialect()).Select(s => s.Name)).And.Not.Empty
        );

    [Test]
    public async Task BothEngines_HaveTheSameColumnsAndIndexes()
    {
        using var model = new SqlServerModel();
        await using var database = await TestDatabase.CreateAsync(Engines.Sqlite);
        await using var connection = new SqliteConnection(database.ConnectionString);
        await connection.OpenAsync();
        var columns = Read(
            connection,
            """
            SELECT t.name || '.' || c.name || CASE WHEN c."notnull" = 1 OR c.pk > 0 THEN '' ELSE ' may be null' END
            FROM sqlite_master t JOIN pragma_table_info(t.name) c
            WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name <> 'SchemaVersions'
            """
        );
        var indexes = Read(
            connection,
            "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name <> 'SchemaVersions'"
        );
        Assert.Multiple(() =>
        {
            Assert.That(columns, Is.EquivalentTo(model.Columns.Select(c => c.Key + (c.Value ? " may be null" : ""))));
            Assert.That(indexes, Is.EquivalentTo(model.Indexes));
        });
    }

    private static void Explain(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN {text}";
        foreach (var name in Statements.ParametersOf(text))
        {
            command.Parameters.AddWithValue($"@{name}", DBNull.Value);
        }
        command.Prepare();
        using var reader = command.ExecuteReader();
        Assert.That(reader.Read(), Is.True);
    }

    private static List<string> Read(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            values.Add(reader.GetString(0));
        }
        return values;
    }
}
