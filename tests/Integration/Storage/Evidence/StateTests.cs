using Dispatch.Worker.Deadlines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Documents;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage.Evidence;

namespace Integration.Storage.Evidence;

/// <summary>Whoever changes a case, its limits or its documents beside the timeline is found out.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Configured))]
public sealed class StateTests(string engine)
{
    private TestDatabase database = null!;
    private Case it = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        database = await TestDatabase.CreateAsync(engine);
        it = await database.CaseAsync();
        var shell = database.First.Shell();
        await shell.CommittedAsync(new Claim(Samples.Call(EvidenceDatabase.Section, it.Id)));
        await shell.CommittedAsync(
            new IssueDocument(Samples.Call(EvidenceDatabase.Section, it.Id)) { Kind = DocumentKind.RoutingNotice }
        );
        await shell.CommittedAsync(
            new Handle(Samples.Call(EvidenceDatabase.Section, it.Id))
            {
                Outcome = "mediated",
                Summary = "已退款",
                RecoveredAmount = 128.50m,
            }
        );
        Assert.That(await database.VerifyAsync(), Is.Empty);
    }

    [TearDown]
    public async Task TearDownAsync() => await database.DisposeAsync();

    [TestCase("kind", "'report'")]
    [TestCase("status", "'closed'")]
    [TestCase("lane", "'routine'")]
    [TestCase("channel", "'web'")]
    [TestCase("unit", "'rapidResponse'")]
    [TestCase("handler_name", "'别人'")]
    [TestCase("level", "'critical'")]
    [TestCase("arrived_at", "'2026-03-14T02:00:00.0000000Z'")]
    [TestCase("received_at", "NULL")]
    [TestCase("handled_at", "'2026-03-14T01:00:00.0000000Z'")]
    [TestCase("outcome", "'verified'")]
    [TestCase("recovered_amount", "999.99")]
    [TestCase("filed_as_case", "1")]
    [TestCase("upstream_due_at", "'2026-03-14T01:00:00.0000000Z'")]
    [TestCase("routing_reason", "'别的理由'")]
    [TestCase("facts", "'{}'")]
    [TestCase("law", "'{}'")]
    public async Task AChangedCase_IsNamed(string column, string value) =>
        await TamperAsync("cases", "id", column, value, $"{it.Number} Facts Changed (State)");

    [TestCase("due_at", "'2036-03-14T01:00:00.0000000Z'")]
    [TestCase("started_at", "'2036-03-14T01:00:00.0000000Z'")]
    [TestCase("met_at", "'2026-03-14T01:00:00.0000000Z'")]
    [TestCase("missed_at", "'2026-03-14T01:00:00.0000000Z'")]
    [TestCase("last_day", "'2036-03-14'")]
    [TestCase("found_late", "1")]
    [TestCase("provisional", "1")]
    [TestCase("basis", "'{}'")]
    public async Task AChangedLimit_IsNamed(string column, string value) =>
        await TamperAsync("deadlines", "case_id", column, value, $"{it.Number} Deadlines Changed (State)");

    [Test]
    public async Task ALimitRemoved_IsNamed()
    {
        await database.ExecuteAsync("DELETE FROM owed_steps WHERE case_id = @id", new { id = it.Id });
        await database.ExecuteAsync(
            "DELETE FROM deadlines WHERE case_id = @id AND stage = 'handle'",
            new { id = it.Id }
        );
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{it.Number} Deadlines Changed (State)"]));
    }

    [Test]
    public async Task AStateTakenAway_IsNamed()
    {
        await database.ExecuteAsync("UPDATE events SET state = NULL WHERE case_id = @id", new { id = it.Id });
        Assert.That(await database.VerifyAsync(), Has.All.StartsWith($"{it.Number}").And.Not.Empty);
    }

    [Test]
    public async Task ADocument_IsErasedByAnActOnly()
    {
        var seq = await DocumentSeqAsync();
        await TamperAsync("documents", "case_id", "sealed", "''", $"{it.Number} {seq} Document Changed (State)");

        var shell = database.First.Shell();
        var reply = new Reply(Samples.Call(EvidenceDatabase.Section, it.Id))
        {
            Method = ReplyMethod.Phone,
            Summary = "已告知",
        };
        await shell.CommittedAsync(reply);
        await shell.CommittedAsync(new Anonymise(Samples.Call(EvidenceDatabase.Leader, it.Id)) { Reason = "本人申请" });
        Assert.That(await database.VerifyAsync(), Is.Empty);

        await TamperAsync("documents", "case_id", "sealed", "'x'", $"{it.Number} {seq} Document Changed (State)");
    }

    [Test]
    public async Task ADocumentChanged_IsNamed()
    {
        var seq = await DocumentSeqAsync();
        await TamperAsync("documents", "case_id", "sealed", "'x'", $"{it.Number} {seq} Document Changed (State)");
    }

    [Test]
    public async Task ADocumentRemoved_IsNamed()
    {
        var seq = await DocumentSeqAsync();
        await database.ExecuteAsync("DELETE FROM documents WHERE case_id = @id", new { id = it.Id });
        Assert.That(
            await database.VerifyAsync(),
            Is.EqualTo([$"{it.Number} {seq} Document Removed (State)", "分送通知书 2026 晋市监 Removed (Serials)"])
        );
    }

    [Test]
    public async Task ADocumentMoved_IsNamed()
    {
        var seq = await DocumentSeqAsync();
        await TamperAsync(
            "documents",
            "case_id",
            "event_seq",
            $"{seq - 1}",
            $"{it.Number} {seq - 1} Document Added (State)",
            $"{it.Number} {seq} Document Removed (State)"
        );
    }

    [TestCase("number", "'伪造〔2026〕1号'")]
    [TestCase("kind", "'refusal'")]
    [TestCase("issued_at", "'2026-03-14T00:00:00.0000000Z'")]
    [TestCase("issuer_id", "'user:99'")]
    [TestCase("issuer_name", "'别人'")]
    public async Task ADocumentsEntryChanged_IsNamed(string column, string value)
    {
        var seq = await DocumentSeqAsync();
        await database.ExecuteAsync($"UPDATE documents SET {column} = {value}", new { });
        Assert.That(
            await database.VerifyAsync(),
            Does.Contain($"{it.Number} {seq} Document Changed (State)"),
            "whatever else it makes wrong"
        );
    }

    [TestCase(1)]
    [TestCase(99)]
    public async Task ADocumentThatWasNeverIssued_IsNamed(int seq)
    {
        await database.ExecuteAsync(
            $"""
            INSERT INTO documents (id, case_id, kind, number, event_seq, issued_at, issuer_id, issuer_name, sealed)
            SELECT '019d0000-0000-7000-8000-000000000000', case_id, kind, '伪造2号', {seq}, issued_at, issuer_id, issuer_name, sealed
            FROM documents
            """,
            new { }
        );
        Assert.That(
            await database.VerifyAsync(),
            Is.EqualTo([$"{it.Number} {seq} Document Added (State)", "分送通知书 Added (Serials)"])
        );
    }

    [Test]
    public async Task NumbersGivenAndNotStanding_AreNamed()
    {
        await database.ExecuteAsync("UPDATE document_serials SET last = 9", new { });
        Assert.That(await database.VerifyAsync(), Is.EqualTo(["分送通知书 2026 晋市监 Removed (Serials)"]));
    }

    [TestCase("cases", "id", "next_due_at", "NULL")]
    [TestCase("cases", "id", "stages_missed", "31")]
    [TestCase("cases", "id", "next_provisional", "1")]
    [TestCase("cases", "id", "respondent_name", "'别家'")]
    [TestCase("cases", "id", "search_text", "'别的话'")]
    [TestCase("cases", "id", "district", "'gaoping'")]
    [TestCase("cases", "id", "category", "'other'")]
    [TestCase("deadlines", "case_id", "next_at", "'2036-03-14T01:00:00.0000000Z'")]
    public async Task WhatListsAndClocksGoBy_IsWhatTheRestMakesOfIt(
        string table,
        string key,
        string column,
        string value
    ) => await TamperAsync(table, key, column, value, $"{it.Number} Derived Changed (State)");

    [Test]
    public async Task ASilencedClock_IsNamed_AndRunsAgain()
    {
        const string NextOf = "SELECT next_at FROM deadlines WHERE case_id = @id AND next_at IS NOT NULL ORDER BY id";
        var before = await database.QueryAsync<string>(NextOf, new { id = it.Id });
        Assert.That(before, Is.Not.Empty);
        await TamperAsync("deadlines", "case_id", "next_at", "NULL", $"{it.Number} Derived Changed (State)");

        await RestoreAsync();

        Assert.That(await database.QueryAsync<string>(NextOf, new { id = it.Id }), Is.EqualTo(before));
        Assert.That(await database.VerifyAsync(), Is.Empty);
    }

    [Test]
    public async Task APrintedSheet_IsFoundAgain_UntilSomethingIsAltered()
    {
        var sheets = database.First.GetRequiredService<VerifySheet>();
        var value = (
            await database.QueryAsync<string>("SELECT chain_head FROM cases WHERE id = @id", new { id = it.Id })
        ).Single();
        var number = it.Number.ToString();
        await database
            .First.Shell()
            .CommittedAsync(new Progress(Samples.Call(EvidenceDatabase.Section, it.Id)) { Summary = "又一条" });

        var whole = (await sheets.RunAsync(number, value.ToUpperInvariant().Insert(4, " ")))!;
        Assert.That((whole.Seq, whole.LastEvent, whole.Holds), Is.EqualTo((8, 9, true)));
        Assert.That((await sheets.RunAsync(number, new string('0', 64)))!.Seq, Is.Null, "another value");
        Assert.That(await sheets.RunAsync("14050020260314000077", value), Is.Null, "no such case");

        await database.ExecuteAsync("UPDATE deadlines SET warned = 7 WHERE case_id = @id", new { id = it.Id });
        Assert.That((await sheets.RunAsync(number, value))!.Holds, Is.False, "a limit was altered");
    }

    [Test]
    public async Task AClockHeldForEver_IsNamed_AndSetFree()
    {
        await TamperAsync(
            "deadlines",
            "case_id",
            "lease_until",
            "'9999-12-31T00:00:00.0000000Z'",
            $"{it.Number} Derived Changed (State)"
        );
        await RestoreAsync();
        Assert.That(await database.CountAsync("deadlines", "lease_until IS NOT NULL"), Is.Zero);
        Assert.That(await database.VerifyAsync(), Is.Empty);
    }

    [Test]
    public async Task StepsThatAMissOwes_AreOwedAgainWhereTheyAreGone()
    {
        database.Time.Advance(TimeSpan.FromDays(1));
        await database.First.Shell().CommittedAsync(new PassTime(Samples.Call(Actor.Clock, it.Id)));
        var owed = await database.CountAsync("owed_steps");
        Assert.That(owed, Is.Positive);
        await database.ExecuteAsync("DELETE FROM owed_steps", new { });

        await RestoreAsync();
        await RestoreAsync();

        Assert.That(await database.CountAsync("owed_steps"), Is.EqualTo(owed));
    }

    /// <summary>What cannot be read keeps nothing else from being verified.</summary>
    [TestCase("UPDATE cases SET facts = 'null' WHERE id = @id", "Facts Changed (State)")]
    [TestCase(
        "UPDATE deadlines SET basis = '{\"pauses\":[null]}' WHERE case_id = @id AND last_day IS NOT NULL",
        "Deadlines Changed (State)"
    )]
    public async Task WhatCannotBeRead_IsNamed_WithAllTheRest(string sql, string found)
    {
        var other = await database.CaseAsync();
        await database.ExecuteAsync("UPDATE cases SET outcome = 'x' WHERE id = @id", new { id = other.Id });
        await database.ExecuteAsync(sql, new { id = it.Id });
        Assert.That(
            await database.VerifyAsync(),
            Is.EquivalentTo([$"{it.Number} {found}", $"{other.Number} Facts Changed (State)"])
        );
    }

    private Task RestoreAsync() =>
        new RestoreClocks(
            database.First.GetRequiredService<Shared.Contracts.Storage.Database>(),
            database.First.GetRequiredService<CaseClock>(),
            database.Time,
            NullLogger<RestoreClocks>.Instance
        ).RunAsync();

    private async Task<int> DocumentSeqAsync() =>
        (
            await database.QueryAsync<int>("SELECT event_seq FROM documents WHERE case_id = @id", new { id = it.Id })
        ).Single();

    private async Task TamperAsync(string table, string key, string column, string value, params string[] found)
    {
        await database.ExecuteAsync($"UPDATE {table} SET {column} = {value} WHERE {key} = @id", new { id = it.Id });
        Assert.That(await database.VerifyAsync(), Is.EquivalentTo(found));
    }
}
