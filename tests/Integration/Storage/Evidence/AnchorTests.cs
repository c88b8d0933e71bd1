using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage.Evidence;

namespace Integration.Storage.Evidence;

/// <summary>The daily anchors: they hold what the chains alone cannot, and are verified themselves.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Configured))]
public sealed class AnchorTests(string engine)
{
    private TestDatabase database = null!;
    private Case first = null!;
    private Case second = null!;

    private string LogPath => database.First.GetRequiredService<AnchorLog>().FilePath;

    /// <summary>Three days: one case on the first, another on the second, nothing on the third.</summary>
    [SetUp]
    public async Task SetUpAsync()
    {
        database = await TestDatabase.CreateAsync(engine);
        first = await database.CaseAsync();
        await database.AnchorAsync();
        database.Time.Advance(TimeSpan.FromDays(1));
        second = await database.CaseAsync();
        await database.AnchorAsync();
        database.Time.Advance(TimeSpan.FromDays(1));
        await database.AnchorAsync();
    }

    [TearDown]
    public async Task TearDownAsync() => await database.DisposeAsync();

    [Test]
    public async Task EachDay_IsAnchoredOnce_WhicheverWorkerComesFirst()
    {
        var other = database.Node();
        await Task.WhenAll(database.AnchorAsync(), database.AnchorAsync(other), database.AnchorAsync());
        var tally = new VerificationTally();
        Assert.That(await database.VerifyAsync(tally), Is.Empty);
        Assert.That(tally.Anchors, Is.EqualTo(3));
        Assert.That(
            await database.QueryAsync<string>("SELECT day FROM anchors ORDER BY day"),
            Is.EqualTo(["2026-03-14", "2026-03-15", "2026-03-16"])
        );
        Assert.That(await database.CountAsync("anchor_cases"), Is.EqualTo(2), "a case once for each day it grew");
    }

    [Test]
    public async Task ATimelineWrittenAnewWithItsChain_IsFoundByAnEarlierDaysAnchor()
    {
        await database.RewriteAsync(first, "从来没有这回事");
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{first.Number} 1-5 Changed (Anchor 2026-03-14)"]));
    }

    [Test]
    public async Task EventsAfterTheAnchor_DoNotHideIt()
    {
        await database.RewriteAsync(first, "从来没有这回事");
        await database
            .First.Shell()
            .CommittedAsync(new Progress(Samples.Call(EvidenceDatabase.Section, first.Id)) { Summary = "又一条" });
        database.Time.Advance(TimeSpan.FromDays(1));
        await database.AnchorAsync();
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{first.Number} 1-5 Changed (Anchor 2026-03-14)"]));
    }

    [Test]
    public async Task ARemovedEnd_WithTheCaseRowChangedToFit_IsFound()
    {
        await database.ExecuteAsync(
            """
            UPDATE cases
            SET last_event = 3, chain_head = (SELECT chain FROM events WHERE case_id = cases.id AND seq = 3)
            WHERE id = @id
            """,
            new { id = second.Id }
        );
        await database.ExecuteAsync("DELETE FROM events WHERE case_id = @id AND seq > 3", new { id = second.Id });
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{second.Number} 4-5 Removed (Anchor 2026-03-15)"]));
    }

    [Test]
    public async Task AWholeCaseRemovedWithItsSerial_IsFound()
    {
        foreach (var table in new[] { "owed_steps", "deadlines", "people", "events" })
        {
            await database.ExecuteAsync($"DELETE FROM {table} WHERE case_id = @id", new { id = second.Id });
        }
        await database.ExecuteAsync("DELETE FROM cases WHERE id = @id", new { id = second.Id });
        await database.ExecuteAsync("DELETE FROM serials WHERE day = '2026-03-15'");
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{second.Number} Removed (Anchor 2026-03-15)"]));
    }

    [Test]
    public async Task ATimelineSealedAnewBecauseItsSealsWereTakenAway_IsFound()
    {
        await database.ExecuteAsync("UPDATE events SET reason = '改过', salt = NULL, digest = NULL, chain = NULL");
        await database.ExecuteAsync("UPDATE cases SET chain_head = NULL");
        await database.ExecuteAsync("DELETE FROM job_runs WHERE job = 'seal'");
        await database.Node().PrepareStorageAsync();
        Assert.That(
            await database.VerifyAsync(),
            Is.EqualTo([
                $"{first.Number} 1-5 Changed (Anchor 2026-03-14)",
                $"{second.Number} 1-5 Changed (Anchor 2026-03-15)",
            ])
        );
    }

    [TestCase("UPDATE anchors SET cases = 7 WHERE day = '2026-03-15'", "anchor Changed (Digest 2026-03-15)")]
    [TestCase("UPDATE anchor_cases SET seq = 4 WHERE day = '2026-03-15'", "anchor Changed (Digest 2026-03-15)")]
    [TestCase("DELETE FROM anchors WHERE day = '2026-03-15'", "anchor Removed (Chain 2026-03-16)")]
    [TestCase("DELETE FROM anchors WHERE day = '2026-03-16'", "anchor Removed (Log 2026-03-16)")]
    [TestCase("DELETE FROM anchor_cases WHERE day = '2026-03-15'", "anchor Changed (Digest 2026-03-15)")]
    public async Task AChangedAnchor_IsNamed(string sql, string finding)
    {
        await database.ExecuteAsync(sql);
        Assert.That(await database.VerifyAsync(), Does.Contain(finding));
    }

    [Test]
    public async Task AllRemade_IsFoundByACopyKeptElsewhere()
    {
        var copy = await AnchorLog.ReadAsync(LogPath);
        await database.RewriteAsync(first, "从来没有这回事");
        await database.ExecuteAsync("DELETE FROM anchors");
        await database.ExecuteAsync("DELETE FROM anchor_cases");
        await database.ExecuteAsync("DELETE FROM job_runs WHERE job = 'anchor'");
        File.Delete(LogPath);
        await database.AnchorAsync();
        Assert.That(await database.VerifyAsync(), Is.Empty, "nothing within the machine knows better");
        Assert.That(
            await database.VerifyAsync(copy: copy),
            Is.EqualTo([
                "anchor Removed (Log 2026-03-14)",
                "anchor Removed (Log 2026-03-15)",
                "anchor Changed (Log 2026-03-16)",
            ])
        );
    }

    [Test]
    public async Task TheLog_HasALineForEachAnchor_AndGetsWhatACrashKeptFromIt()
    {
        var lines = await File.ReadAllLinesAsync(LogPath);
        Assert.That(lines.Select(l => l[..10]), Is.EqualTo(["2026-03-14", "2026-03-15", "2026-03-16"]));
        await File.WriteAllTextAsync(LogPath, $"{lines[0]}\n{lines[1][..40]}");
        await database.AnchorAsync();
        Assert.That(await File.ReadAllLinesAsync(LogPath), Is.EqualTo([lines[0], lines[1][..40], lines[1], lines[2]]));
        Assert.That(await AnchorLog.ReadAsync(LogPath), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task AClockSetBack_MakesNoAnchorBeforeTheLast()
    {
        database.Time.Advance(TimeSpan.FromDays(-5));
        await database.AnchorAsync();
        Assert.That(await database.CountAsync("anchors"), Is.EqualTo(3));
    }
}
