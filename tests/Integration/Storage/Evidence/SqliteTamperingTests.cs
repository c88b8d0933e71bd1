using Microsoft.Data.Sqlite;

namespace Integration.Storage.Evidence;

/// <summary>Rows that only SQLite keeps: of wrong types, between two numbers, of no case.</summary>
public sealed class SqliteTamperingTests() : TamperedDatabase(Engines.Sqlite)
{
    [TestCase("at = 'yesterday'")]
    [TestCase("data = X'00'")]
    [TestCase("rule_version = 1.5")]
    public async Task ARowOfWrongTypes_IsNamed(string change)
    {
        await TamperAsync($"UPDATE events SET {change} WHERE case_id = @id AND seq = 4");
        Assert.That((await Database.VerifyAsync()).Single(), Does.StartWith($"{It.Number} 4 Changed"));
    }

    [Test]
    public async Task ARowBetweenTwoNumbers_IsNamed()
    {
        await AddRowAsync(2.5);
        Assert.That(await Database.VerifyAsync(), Is.EqualTo([$"{It.Number} 0 Added (Chain)"]));
    }

    [Test]
    public async Task ASerialThatIsNone_IsNamed_WithAllTheRest()
    {
        await TamperAsync("UPDATE serials SET last = 'x'");
        await TamperAsync("UPDATE events SET reason = 'x' WHERE case_id = @id AND seq = 4");
        Assert.That(
            await Database.VerifyAsync(),
            Does.Contain($"{It.Number} 4 Changed (Digest)").And.Contain($"{It.Number} Added (Serials)")
        );
    }

    [Test]
    public async Task TimelinesOfNoCase_AreNamed()
    {
        var id = Guid.CreateVersion7();
        await Unguarded(
            $"""
            INSERT INTO events (case_id, seq, at, actor_id, actor_name, type, data, command_id)
            VALUES ('{id:D}', 1, '2026-03-14T01:00:00.0000000Z', 'x', 'x', 'registered', '{"{}"}', '{id:D}')
            """
        );
        Assert.That(await Database.VerifyAsync(), Is.EqualTo([$"{id:D} 1 Added (Case)"]));
    }

    /// <summary>Works on the file without the guard of foreign keys, as any tool can.</summary>
    private async Task Unguarded(string sql)
    {
        await using var connection = new SqliteConnection($"{Database.ConnectionString};Foreign Keys=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
