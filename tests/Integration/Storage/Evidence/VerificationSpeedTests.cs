using System.Diagnostics;
using Integration.Harness;
using Microsoft.Data.Sqlite;
using Shared.Contracts.Cases.Evidence;
using Shared.Contracts.Storage.Evidence;

namespace Integration.Storage.Evidence;

/// <summary>A million events are verified within a minute, in little memory.</summary>
[NonParallelizable]
public sealed class VerificationSpeedTests
{
    private const int EventsOfACase = 10;
    private const int LimitsOfACase = 4;
    private const string At = "2026-03-14T01:00:00.0000000Z";
    private const string Due = "2026-03-14T02:00:00.0000000Z";

    private static readonly string Content = new('诉', 200);

    private static readonly string Facts = $$"""{"content":"{{Content}}","district":"urban","demands":["refund"]}""";
    private const long MostMemory = 128 * 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly int Cases = TestLength.Of(2_000, 100_000);

    [Test]
    public async Task AMillionEvents_AreVerifiedWithinAMinute()
    {
        await using var database = await TestDatabase.CreateAsync(Engines.Sqlite);
        await FillAsync(database.ConnectionString);
        var watch = Stopwatch.StartNew();
        await database.AnchorAsync();
        TestContext.Out.WriteLine($"anchored in {watch.Elapsed.TotalSeconds:0.00} s");
        database.Time.Advance(TimeSpan.FromDays(1));
        watch.Restart();
        await database.AnchorAsync();
        TestContext.Out.WriteLine($"the next day, nothing having grown, in {watch.Elapsed.TotalSeconds:0.00} s");
        var tally = new VerificationTally();
        using var stop = new CancellationTokenSource();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var memory = MostMemoryAsync(stop.Token);
        watch.Restart();

        var found = await Task.Run(() => database.VerifyAsync(tally));

        watch.Stop();
        await stop.CancelAsync();
        var used = await memory - before;
        TestContext.Out.WriteLine(
            $"{tally.Events} events of {tally.Cases} cases: {watch.Elapsed.TotalSeconds:0.0} s, {used / 1024 / 1024} MiB"
        );
        Assert.That(found, Is.Empty);
        Assert.That(tally.Events, Is.EqualTo(Cases * EventsOfACase));
        Assert.That(watch.Elapsed, Is.LessThan(Limit));
        Assert.That(used, Is.LessThan(MostMemory));

        await database.ExecuteAsync(
            "UPDATE events SET reason = '改过' WHERE case_id = @id AND seq = 4",
            new { id = IdOf(Cases / 2) }
        );
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{NumberOf(Cases / 2)} 4 Changed (Digest)"]));
    }

    private static async Task<long> MostMemoryAsync(CancellationToken stop)
    {
        var most = 0L;
        while (!stop.IsCancellationRequested)
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
            await Task.Delay(20, CancellationToken.None);
        }
        return most;
    }

    private static string IdOf(int n) => $"019d{n / 65536:x4}-{n % 65536:x4}-7000-8000-{n * 7919L:x12}";

    private static string NumberOf(int n) => $"14050020260314{n:D6}";

    /// <summary>Writes cases and their timelines as the service would.</summary>
    private static async Task FillAsync(string connectionString)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync();
        await using var transaction = connection.BeginTransaction();
        await using var insertCase = connection.CreateCommand();
        insertCase.CommandText = $"""
            INSERT INTO cases (
                id, number, kind, status, lane, channel, version, last_event, level, arrived_at, filed_as_case, search_text,
                facts, incomplete, linked, chain_head, district, stages_met
            )
            VALUES (
                @id, @number, 'complaint', 'closed', 'duty', 'phone', 9, {EventsOfACase}, 'normal',
                '{At}', 0, '{Content}' || @noMore, '{Facts}', '[]', '[]', @head, 'urban', 8
            )
            """;
        await using var insertEvent = connection.CreateCommand();
        insertEvent.CommandText = """
            INSERT INTO events (
                case_id, seq, at, actor_id, actor_name, type, data, reason, rule_id, rule_version, command_id, salt, digest, chain,
                state
            )
            VALUES (
                @id, @seq, @at, @actor, '执法员', 'progressed', @data, @reason, NULL, NULL, @command, @salt, @digest, @chain,
                @state
            )
            """;
        await using var insertLimits = connection.CreateCommand();
        insertLimits.CommandText = $"""
            WITH RECURSIVE rounds (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM rounds WHERE n < {LimitsOfACase})
            INSERT INTO deadlines (
                id, case_id, regime, stage, round, started_at, due_at, met_at, found_late, provisional, warned
            )
            SELECT @id || '/duty/handle/' || n, @id, 'duty', 'handle', n, '{At}', '{Due}', '{At}', 0, 0, 0
            FROM rounds
            """;
        insertLimits.Parameters.Add("@id", SqliteType.Text);
        foreach (var name in new[] { "@id", "@number", "@head" })
        {
            insertCase.Parameters.Add(name, SqliteType.Text);
        }
        // Goods, brand, address, call and respondent, none of which was said.
        insertCase.Parameters.AddWithValue("@noMore", new string('\n', 5));
        foreach (
            var name in new[]
            {
                "@id",
                "@at",
                "@actor",
                "@data",
                "@reason",
                "@command",
                "@salt",
                "@digest",
                "@chain",
                "@state",
            }
        )
        {
            insertEvent.Parameters.Add(name, SqliteType.Text);
        }
        insertEvent.Parameters.Add("@seq", SqliteType.Integer);
        for (var n = 1; n <= Cases; n++)
        {
            var id = IdOf(n);
            var timeline = Timeline(id);
            insertCase.Parameters["@id"].Value = id;
            insertCase.Parameters["@number"].Value = NumberOf(n);
            insertCase.Parameters["@head"].Value = timeline[^1].Seal.Chain;
            insertCase.ExecuteNonQuery();
            insertLimits.Parameters["@id"].Value = id;
            insertLimits.ExecuteNonQuery();
            foreach (var (seq, text, seal) in timeline)
            {
                insertEvent.Parameters["@id"].Value = id;
                insertEvent.Parameters["@seq"].Value = seq;
                insertEvent.Parameters["@at"].Value = text.At;
                insertEvent.Parameters["@actor"].Value = text.ActorId;
                insertEvent.Parameters["@data"].Value = text.Data;
                insertEvent.Parameters["@reason"].Value = text.Reason;
                insertEvent.Parameters["@command"].Value = text.CommandId;
                insertEvent.Parameters["@salt"].Value = seal.Salt;
                insertEvent.Parameters["@digest"].Value = seal.Digest;
                insertEvent.Parameters["@chain"].Value = seal.Chain;
                insertEvent.Parameters["@state"].Value = text.State ?? (object)DBNull.Value;
                insertEvent.ExecuteNonQuery();
            }
        }
        await using var serials = connection.CreateCommand();
        serials.CommandText = $"INSERT INTO serials (day, last) VALUES ('2026-03-14', {Cases})";
        serials.ExecuteNonQuery();
        transaction.Commit();
    }

    private static List<StoredEvent> Timeline(string id)
    {
        var timeline = new List<StoredEvent>();
        var head = EventSeals.Start;
        for (var seq = 1; seq <= EventsOfACase; seq++)
        {
            var salt = Guid.CreateVersion7().ToString("N");
            var text = new EventText
            {
                State = StateOf(id, salt),
                At = $"2026-03-14T{seq:D2}:00:00.0000000Z",
                ActorId = $"user:{seq}",
                ActorName = "执法员",
                Type = "progressed",
                Data = """{"unit":"rapidResponse","onSite":true,"percent":50}""",
                Reason = "商家称已按规定处理，来电人说仍未退款，约定三日内再次联系双方并核对票据。",
                CommandId = Guid.CreateVersion7().ToString("D"),
            };
            var seal = EventSeals.Seal(head, id, seq, text, salt);
            head = seal.Chain!;
            timeline.Add(new StoredEvent(seq, text, seal));
        }
        return timeline;
    }

    /// <summary>As the rows stand at the end; each event vouches for the same, which costs as much to read.</summary>
    private static string StateOf(string id, string salt) =>
        CaseState
            .Of(
                salt,
                [
                    .. new[] { "complaint", "closed", "duty", "phone", null, null, null, null, "normal", null, At },
                    .. new string?[] { null, null, null, null, null, "0", null, null, null, null, null, null, null },
                    .. new[] { Facts, "[]", "[]", null },
                ],
                Enumerable
                    .Range(1, LimitsOfACase)
                    .Select(n =>
                        (string?[])
                            [id, "duty", "handle", $"{n}", At, null, Due, At, null, null, null, "0", "0", "0", null]
                    )
            )
            .ToString();
}
