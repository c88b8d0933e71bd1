using Microsoft.Data.Sqlite;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Storage.Evidence;

namespace Integration.Storage.Evidence;

/// <summary>Whoever changes timelines in the database itself is found out.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Configured))]
public sealed class TamperingTests(string engine)
{
    private TestDatabase database = null!;
    private Case before = null!;
    private Case it = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        database = await TestDatabase.CreateAsync(engine);
        before = await database.CaseAsync();
        it = await database.CaseAsync();
        await database.CaseAsync();
    }

    [TearDown]
    public async Task TearDownAsync() => await database.DisposeAsync();

    [Test]
    public async Task WhatTheServiceWrote_IsIntact()
    {
        var tally = new VerificationTally();
        Assert.That(await database.VerifyAsync(tally), Is.Empty);
        Assert.That((tally.Cases, tally.Events, tally.Findings), Is.EqualTo((3, 15, 0)));
    }

    [TestCase("reason = '没有到现场'")]
    [TestCase("reason = NULL")]
    [TestCase("actor_name = '别人'")]
    [TestCase("actor_id = 'user:99'")]
    [TestCase("type = 'handled'")]
    [TestCase("data = '{\"onSite\":true}'")]
    [TestCase("rule_id = 'a'")]
    [TestCase("rule_version = 9")]
    [TestCase("command_id = '019d0000-0000-7000-8000-000000000000'")]
    [TestCase("at = '2026-03-14T01:00:00.0000000Z'")]
    [TestCase("salt = NULL")]
    [TestCase("digest = NULL")]
    [TestCase("chain = NULL")]
    public async Task AChangedRow_IsNamed(string change)
    {
        await TamperAsync($"UPDATE events SET {change} WHERE case_id = @id AND seq = 4");
        Assert.That((await database.VerifyAsync()).Single(), Does.StartWith($"{it.Number} 4 Changed"));
    }

    [TestCase("at = 'yesterday'")]
    [TestCase("data = X'00'")]
    [TestCase("rule_version = 1.5")]
    public async Task ARowOfWrongTypes_IsNamed(string change)
    {
        OnlyOnSqlite();
        await TamperAsync($"UPDATE events SET {change} WHERE case_id = @id AND seq = 4");
        Assert.That((await database.VerifyAsync()).Single(), Does.StartWith($"{it.Number} 4 Changed"));
    }

    [Test]
    public async Task ARowRemovedInTheMiddle_IsNamed()
    {
        await TamperAsync("DELETE FROM events WHERE case_id = @id AND seq = 3");
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{it.Number} 3 Removed (Chain)"]));
    }

    [Test]
    public async Task RowsRemovedAtTheEnd_AreNamed()
    {
        await TamperAsync("DELETE FROM events WHERE case_id = @id AND seq > 3");
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{it.Number} 4-5 Removed (Case)"]));
    }

    [Test]
    public async Task AWholeTimelineRemoved_IsNamed()
    {
        await TamperAsync("DELETE FROM events WHERE case_id = @id");
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{it.Number} 1-5 Removed (Case)"]));
    }

    [Test]
    public async Task AWholeCaseRemoved_IsNamed()
    {
        await RemoveCaseAsync();
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{it.Number} Removed (Serials)"]));
    }

    [Test]
    public async Task ARowAdded_IsNamed()
    {
        await AddRowAsync(6);
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{it.Number} 6 Added (Case)"]));
    }

    [Test]
    public async Task ARowAddedInTheMiddle_IsNamed()
    {
        foreach (var seq in new[] { 5, 4, 3 })
        {
            await TamperAsync($"UPDATE events SET seq = {seq + 1} WHERE case_id = @id AND seq = {seq}");
        }
        await AddRowAsync(3);
        Assert.That(
            await database.VerifyAsync(),
            Is.EqualTo([$"{it.Number} 3 Added (Chain)", $"{it.Number} 4-6 Swapped from 3 (Chain)"])
        );
    }

    [Test]
    public async Task ARowBetweenTwoNumbers_IsNamed()
    {
        OnlyOnSqlite();
        await AddRowAsync(2.5);
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{it.Number} 0 Added (Chain)"]));
    }

    [Test]
    public async Task SwappedRows_AreNamed()
    {
        await TamperAsync("UPDATE events SET seq = 99 WHERE case_id = @id AND seq = 4");
        await TamperAsync("UPDATE events SET seq = 4 WHERE case_id = @id AND seq = 5");
        await TamperAsync("UPDATE events SET seq = 5 WHERE case_id = @id AND seq = 99");
        Assert.That(
            await database.VerifyAsync(),
            Is.EqualTo([$"{it.Number} 4 Swapped from 5 (Chain)", $"{it.Number} 5 Swapped from 4 (Chain)"])
        );
    }

    [Test]
    public async Task SwappedWords_AreNamed()
    {
        var commands = await database.QueryAsync<string>(
            "SELECT command_id FROM events WHERE case_id = @id AND seq > 3 ORDER BY seq",
            new { id = it.Id }
        );
        await TamperAsync(
            $"UPDATE events SET reason = '正在调解', command_id = '{commands[1]}' WHERE case_id = @id AND seq = 4"
        );
        await TamperAsync(
            $"UPDATE events SET reason = '已到现场', command_id = '{commands[0]}' WHERE case_id = @id AND seq = 5"
        );
        Assert.That(
            await database.VerifyAsync(),
            Is.EqualTo([$"{it.Number} 4 Swapped from 5 (Digest)", $"{it.Number} 5 Swapped from 4 (Digest)"])
        );
    }

    [Test]
    public async Task ARowMovedToAnotherCase_IsNamedInBoth()
    {
        await TamperAsync("UPDATE events SET case_id = @other, seq = 6 WHERE case_id = @id AND seq = 5", before.Id);
        Assert.That(
            await database.VerifyAsync(),
            Is.EquivalentTo([$"{before.Number} 6 Added (Case)", $"{it.Number} 5 Removed (Case)"])
        );
    }

    [Test]
    public async Task AChangedEndOfTheChain_IsNamed()
    {
        await TamperAsync("UPDATE cases SET last_event = 4 WHERE id = @id");
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{it.Number} Changed (Case)"]));
        await TamperAsync("UPDATE cases SET last_event = 5, chain_head = NULL WHERE id = @id");
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{it.Number} Changed (Case)"]));
    }

    [Test]
    public async Task TimelinesOfNoCase_AreNamed()
    {
        OnlyOnSqlite();
        var id = Guid.CreateVersion7();
        await Unguarded(
            $"""
            INSERT INTO events (case_id, seq, at, actor_id, actor_name, type, data, command_id)
            VALUES ('{id:D}', 1, '2026-03-14T01:00:00.0000000Z', 'x', 'x', 'registered', '{"{}"}', '{id:D}')
            """
        );
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{id:D} 1 Added (Case)"]));
    }

    [Test]
    public async Task ACaseWithANumberThatWasNeverGiven_IsNamed()
    {
        var number = it.Number with { Serial = 77 };
        await TamperAsync($"UPDATE cases SET number = '{number}' WHERE id = @id");
        Assert.That(
            await database.VerifyAsync(),
            Is.EquivalentTo([$"{number} Added (Serials)", $"{it.Number} Removed (Serials)"])
        );
    }

    [Test]
    public async Task AnAnonymisedEvent_IsIntact_UntilItIsGivenOtherWords()
    {
        await TamperAsync(
            "UPDATE events SET actor_name = '', data = '{}', reason = NULL, salt = NULL WHERE case_id = @id AND seq = 4"
        );
        var tally = new VerificationTally();
        Assert.That(await database.VerifyAsync(tally), Is.Empty);
        Assert.That(tally.Anonymised, Is.EqualTo(1));

        await TamperAsync("UPDATE events SET reason = '另一番话' WHERE case_id = @id AND seq = 4");
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{it.Number} 4 Changed (Digest)"]));
    }

    [Test]
    public async Task ACaseThatGrowsMeanwhile_IsNoFinding()
    {
        using var stop = new CancellationTokenSource();
        var shell = database.First.Shell();
        var working = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await shell.CommittedAsync(Samples.Contact());
                await shell.CommittedAsync(
                    new Progress(Samples.Call(EvidenceDatabase.Section, it.Id)) { Summary = "又一条" }
                );
            }
        });
        var found = new List<string>();
        for (var i = 0; i < 30; i++)
        {
            found.AddRange(await database.VerifyAsync());
            await database.AnchorAsync();
            database.Time.Advance(TimeSpan.FromDays(1));
        }
        await stop.CancelAsync();
        await working;
        Assert.That(found, Is.Empty);
        Assert.That(await database.VerifyAsync(), Is.Empty);
    }

    private Task TamperAsync(string sql, Guid? other = null) => database.ExecuteAsync(sql, new { id = it.Id, other });

    private Task AddRowAsync(double seq) =>
        TamperAsync(
            $"""
            INSERT INTO events (case_id, seq, at, actor_id, actor_name, type, data, command_id, salt, digest, chain)
            SELECT case_id, {seq}, at, actor_id, actor_name, type, data, command_id, salt, digest, chain
            FROM events
            WHERE case_id = @id AND seq = 1
            """
        );

    private async Task RemoveCaseAsync()
    {
        foreach (var table in new[] { "owed_steps", "deadlines", "people", "events" })
        {
            await TamperAsync($"DELETE FROM {table} WHERE case_id = @id");
        }
        await TamperAsync("DELETE FROM cases WHERE id = @id");
    }

    /// <summary>Works on the file without the guard of foreign keys, as any tool can.</summary>
    private async Task Unguarded(string sql)
    {
        await using var connection = new SqliteConnection($"{database.ConnectionString};Foreign Keys=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private void OnlyOnSqlite()
    {
        if (engine != Engines.Sqlite)
        {
            Assert.Ignore("Only SQLite keeps such a row.");
        }
    }
}
