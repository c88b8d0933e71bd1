using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage.Shell;

namespace Integration.Storage.Evidence;

/// <summary>Calendar, law and the province's feed are vouched for: what limits were counted by, and what was reported.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Configured))]
public sealed class LawEvidenceTests(string engine)
{
    private TestDatabase database = null!;

    /// <summary>Three versions of the calendar, a case counted by the last, and an anchor of all.</summary>
    [SetUp]
    public async Task SetUpAsync()
    {
        database = await TestDatabase.CreateAsync(engine);
        await SignAsync(2);
        await SignAsync(3);
        await database.CaseAsync();
        await database.ExecuteAsync("UPDATE feed SET sequence = id", new { });
        await database.AnchorAsync();
        database.Time.Advance(TimeSpan.FromDays(1));
        Assert.That(await database.VerifyAsync(), Is.Empty);
    }

    [TearDown]
    public async Task TearDownAsync() => await database.DisposeAsync();

    [TestCase("body = '{}'")]
    [TestCase("note = '别的'")]
    [TestCase("signed_by = '别人'")]
    [TestCase("signed_at = '2020-01-01T00:00:00.0000000Z'")]
    public async Task AVersionChanged_IsNamed(string change)
    {
        await database.ExecuteAsync(
            $"UPDATE law_versions SET {change} WHERE subject = 'calendar' AND version = 2",
            new { }
        );
        Assert.That(await database.VerifyAsync(), Is.EqualTo(["工作日历第2版 Changed (Chain)"]));
    }

    [Test]
    public async Task AVersionRemoved_IsNamed()
    {
        await database.ExecuteAsync("DELETE FROM law_versions WHERE subject = 'calendar' AND version = 2", new { });
        Assert.That(await database.VerifyAsync(), Is.EqualTo(["工作日历第2版 Removed (Chain)"]));
    }

    [Test]
    public async Task TheNewestVersionRemoved_IsNamed_ByTheLimitsCountedByItAndTheAnchor()
    {
        await database.ExecuteAsync("DELETE FROM law_versions WHERE subject = 'calendar' AND version = 3", new { });
        Assert.That(
            await database.VerifyAsync(),
            Is.EqualTo(["工作日历第3版 Removed (State)", "工作日历第3版 Removed (Anchor 2026-03-14)"])
        );
    }

    [Test]
    public async Task AVersionPutInForceByNobody_IsNamed()
    {
        await database.ExecuteAsync(
            """
            INSERT INTO law_versions (subject, version, body, signed_at)
            SELECT subject, 4, body, signed_at
            FROM law_versions
            WHERE subject = 'calendar' AND version = 1
            """,
            new { }
        );
        Assert.That(await database.VerifyAsync(), Is.EqualTo(["工作日历第4版 Changed (Chain)"]));
    }

    [Test]
    public async Task VersionsWrittenAnewWithTheirChain_AreFoundByTheAnchor()
    {
        await database.ExecuteAsync(
            "UPDATE law_versions SET body = '{}' WHERE subject = 'calendar' AND version = 3",
            new { }
        );
        await database.ExecuteAsync("DELETE FROM job_runs WHERE job = 'sealLaw'", new { });
        await database.First.GetRequiredService<Shared.Contracts.Storage.Evidence.SealEarlierEvents>().RunAsync();
        Assert.That(await database.VerifyAsync(), Is.EqualTo(["工作日历第3版 Changed (Anchor 2026-03-14)"]));
    }

    [Test]
    public async Task VersionsFromBefore_AreSealedOnce()
    {
        await database.ExecuteAsync("UPDATE law_versions SET chain = NULL", new { });
        Assert.That(await database.VerifyAsync(), Is.Not.Empty);
        var sealing = database.First.GetRequiredService<Shared.Contracts.Storage.Evidence.SealEarlierEvents>();
        await sealing.RunAsync();
        Assert.That(await database.VerifyAsync(), Is.Not.Empty, "it was done at the start, and is not done again");

        await database.ExecuteAsync("DELETE FROM job_runs WHERE job = 'sealLaw'", new { });
        await sealing.RunAsync();
        Assert.That(await database.VerifyAsync(), Is.Empty);
    }

    [TestCase("UPDATE feed SET in_time = 0 WHERE sequence = 2")]
    [TestCase("UPDATE feed SET due_at = '2036-01-01T00:00:00.0000000Z' WHERE sequence = 2")]
    [TestCase("DELETE FROM feed WHERE sequence = 2")]
    [TestCase("UPDATE feed SET unit = 'rapidResponse' WHERE sequence = 1")]
    public async Task WhatTheProvinceWasTold_IsHeldByTheAnchor(string sql)
    {
        await database.ExecuteAsync(sql, new { });
        Assert.That(await database.VerifyAsync(), Is.EqualTo(["feed Changed (Anchor 2026-03-14)"]));
    }

    private async Task SignAsync(int version)
    {
        var versions = database.First.GetRequiredService<LawVersions>();
        var before = (await versions.NewestAsync()).Single(v => v.Subject == LawVersions.CodeOf(LawSubject.Calendar));
        var admin = new Actor("user:9", "管理员", Role.Admin, null);
        Assert.That(
            await versions.SignAsync(LawSubject.Calendar, version, before.Body, $"第{version}次核对", admin),
            Is.True
        );
        database.First.GetRequiredService<PolicySource>().Forget();
    }
}
