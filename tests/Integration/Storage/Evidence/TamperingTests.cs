using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Storage.Evidence;

namespace Integration.Storage.Evidence;

/// <summary>Whoever changes timelines in the database itself is found out.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Configured))]
public sealed class TamperingTests(string engine) : TamperedDatabase(engine)
{
    [Test]
    public async Task WhatTheServiceWrote_IsIntact()
    {
        var tally = new VerificationTally();
        Assert.That(await Database.VerifyAsync(tally), Is.Empty);
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
        Assert.That((await Database.VerifyAsync()).Single(), Does.StartWith($"{It.Number} 4 Changed"));
    }

    [Test]
    public async Task ARowRemovedInTheMiddle_IsNamed()
    {
        await TamperAsync("DELETE FROM events WHERE case_id = @id AND seq = 3");
        Assert.That(await Database.VerifyAsync(), Is.EqualTo([$"{It.Number} 3 Removed (Chain)"]));
    }

    [Test]
    public async Task RowsRemovedAtTheEnd_AreNamed()
    {
        await TamperAsync("DELETE FROM events WHERE case_id = @id AND seq > 3");
        Assert.That(await Database.VerifyAsync(), Is.EqualTo([$"{It.Number} 4-5 Removed (Case)"]));
    }

    [Test]
    public async Task AWholeTimelineRemoved_IsNamed()
    {
        await TamperAsync("DELETE FROM events WHERE case_id = @id");
        Assert.That(await Database.VerifyAsync(), Is.EqualTo([$"{It.Number} 1-5 Removed (Case)"]));
    }

    [Test]
    public async Task AWholeCaseRemoved_IsNamed()
    {
        await RemoveCaseAsync();
        Assert.That(await Database.VerifyAsync(), Is.EqualTo([$"{It.Number} Removed (Serials)"]));
    }

    [Test]
    public async Task ARowAdded_IsNamed()
    {
        await AddRowAsync(6);
        Assert.That(await Database.VerifyAsync(), Is.EqualTo([$"{It.Number} 6 Added (Case)"]));
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
            await Database.VerifyAsync(),
            Is.EqualTo([$"{It.Number} 3 Added (Chain)", $"{It.Number} 4-6 Swapped from 3 (Chain)"])
        );
    }

    [Test]
    public async Task SwappedRows_AreNamed()
    {
        await TamperAsync("UPDATE events SET seq = 99 WHERE case_id = @id AND seq = 4");
        await TamperAsync("UPDATE events SET seq = 4 WHERE case_id = @id AND seq = 5");
        await TamperAsync("UPDATE events SET seq = 5 WHERE case_id = @id AND seq = 99");
        Assert.That(
            await Database.VerifyAsync(),
            Is.EqualTo([$"{It.Number} 4 Swapped from 5 (Chain)", $"{It.Number} 5 Swapped from 4 (Chain)"])
        );
    }

    [Test]
    public async Task SwappedWords_AreNamed()
    {
        var commands = await Database.QueryAsync<string>(
            "SELECT command_id FROM events WHERE case_id = @id AND seq > 3 ORDER BY seq",
            new { id = It.Id }
        );
        await TamperAsync(
            $"UPDATE events SET reason = '正在调解', command_id = '{commands[1]}' WHERE case_id = @id AND seq = 4"
        );
        await TamperAsync(
            $"UPDATE events SET reason = '已到现场', command_id = '{commands[0]}' WHERE case_id = @id AND seq = 5"
        );
        Assert.That(
            await Database.VerifyAsync(),
            Is.EqualTo([$"{It.Number} 4 Swapped from 5 (Digest)", $"{It.Number} 5 Swapped from 4 (Digest)"])
        );
    }

    [Test]
    public async Task ARowMovedToAnotherCase_IsNamedInBoth()
    {
        await TamperAsync("UPDATE events SET case_id = @other, seq = 6 WHERE case_id = @id AND seq = 5", Before.Id);
        Assert.That(
            await Database.VerifyAsync(),
            Is.EquivalentTo([$"{Before.Number} 6 Added (Case)", $"{It.Number} 5 Removed (Case)"])
        );
    }

    [Test]
    public async Task AChangedEndOfTheChain_IsNamed()
    {
        await TamperAsync("UPDATE cases SET last_event = 4 WHERE id = @id");
        Assert.That(await Database.VerifyAsync(), Is.EqualTo([$"{It.Number} Changed (Case)"]));
        await TamperAsync("UPDATE cases SET last_event = 5, chain_head = NULL WHERE id = @id");
        Assert.That(await Database.VerifyAsync(), Is.EqualTo([$"{It.Number} Changed (Case)"]));
    }

    [Test]
    public async Task ACaseWithANumberThatWasNeverGiven_IsNamed()
    {
        var number = It.Number with { Serial = 77 };
        await TamperAsync($"UPDATE cases SET number = '{number}' WHERE id = @id");
        Assert.That(
            await Database.VerifyAsync(),
            Is.EquivalentTo([$"{number} Added (Serials)", $"{It.Number} Removed (Serials)"])
        );
    }

    [Test]
    public async Task AnAnonymisedCase_IsIntact_UntilAnEventIsGivenOtherWords()
    {
        await EndAndAnonymiseAsync();
        var tally = new VerificationTally();
        Assert.That(await Database.VerifyAsync(tally), Is.Empty);
        Assert.That(tally.Anonymised, Is.EqualTo(3), "two of progress, and the end");

        await TamperAsync("UPDATE events SET reason = '另一番话' WHERE case_id = @id AND seq = 4");
        Assert.That(await Database.VerifyAsync(), Is.EqualTo([$"{It.Number} 4 Changed (Digest)"]));
    }

    [TestCase(4)]
    [TestCase(5)]
    public async Task AnEventErasedWithoutAnAct_IsNamed(int seq)
    {
        await EraseAsync(seq);
        Assert.That(await Database.VerifyAsync(), Is.EqualTo([$"{It.Number} {seq} Changed (Digest)"]));
    }

    [Test]
    public async Task AnEventThatTheActDoesNotName_MayNotBeErased()
    {
        await EndAndAnonymiseAsync();
        await EraseAsync(3);
        Assert.That(await Database.VerifyAsync(), Is.EqualTo([$"{It.Number} 3 Changed (Digest)"]));
    }

    [Test]
    public async Task AnActThatIsErasedItself_IsNamed_WithAllItNamed()
    {
        await EndAndAnonymiseAsync();
        await EraseAsync(7);
        Assert.That(
            await Database.VerifyAsync(),
            Is.EqualTo(new[] { 4, 5, 6, 7 }.Select(seq => $"{It.Number} {seq} Changed (Digest)"))
        );
    }

    [Test]
    public async Task ACaseThatGrowsMeanwhile_IsNoFinding()
    {
        using var stop = new CancellationTokenSource();
        var shell = Database.First.Shell();
        var working = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await shell.CommittedAsync(Samples.Contact());
                await shell.CommittedAsync(
                    new Progress(Samples.Call(EvidenceDatabase.Section, It.Id)) { Summary = "又一条" }
                );
            }
        });
        var found = new List<string>();
        for (var i = 0; i < Integration.Harness.TestLength.Of(10, 30); i++)
        {
            found.AddRange(await Database.VerifyAsync());
            await Database.AnchorAsync();
            Database.Time.Advance(TimeSpan.FromDays(1));
        }
        await stop.CancelAsync();
        await working;
        Assert.That(found, Is.Empty);
        Assert.That(await Database.VerifyAsync(), Is.Empty);
    }

    private async Task RemoveCaseAsync()
    {
        foreach (var table in new[] { "owed_steps", "deadlines", "people", "events" })
        {
            await TamperAsync($"DELETE FROM {table} WHERE case_id = @id");
        }
        await TamperAsync("DELETE FROM cases WHERE id = @id");
    }

    /// <summary>The case is withdrawn (6), and anonymised (7).</summary>
    private async Task EndAndAnonymiseAsync()
    {
        var shell = Database.First.Shell();
        await shell.CommittedAsync(
            new Withdraw(Samples.Call(EvidenceDatabase.Section, It.Id)) { Reason = "来电人撤回" }
        );
        await shell.CommittedAsync(
            new Anonymise(Samples.Call(EvidenceDatabase.Leader, It.Id)) { Reason = "保存期限届满" }
        );
    }

    private Task EraseAsync(int seq) =>
        TamperAsync(
            $"UPDATE events SET actor_name = '', data = '{"{}"}', reason = NULL, salt = NULL WHERE case_id = @id AND seq = {seq}"
        );
}
