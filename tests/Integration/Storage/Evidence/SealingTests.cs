using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage.Evidence;

namespace Integration.Storage.Evidence;

/// <summary>Timelines from before they were chained are sealed once, at the start.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Configured))]
public sealed class SealingTests(string engine)
{
    private TestDatabase database = null!;
    private List<Case> cases = null!;

    /// <summary>A database as the version before left it.</summary>
    [SetUp]
    public async Task SetUpAsync()
    {
        database = await TestDatabase.CreateAsync(engine);
        cases = [];
        for (var i = 0; i < 5; i++)
        {
            cases.Add(await database.CaseAsync());
        }
        cases.Sort((a, b) => string.CompareOrdinal($"{a.Id}", $"{b.Id}"));
        await database.ExecuteAsync("UPDATE events SET salt = NULL, digest = NULL, chain = NULL, state = NULL");
        await database.ExecuteAsync("UPDATE cases SET chain_head = NULL");
        await database.ExecuteAsync("DELETE FROM job_runs");
    }

    [TearDown]
    public async Task TearDownAsync() => await database.DisposeAsync();

    [Test]
    public async Task EarlierEvents_AreSealedAtTheStart_AndGrowOn()
    {
        await database.Node().PrepareStorageAsync();
        Assert.That(await database.VerifyAsync(), Is.Empty);
        Assert.That(await database.CountAsync("events", "salt IS NULL OR digest IS NULL OR chain IS NULL"), Is.Zero);
        await database
            .First.Shell()
            .CommittedAsync(new Progress(Samples.Call(EvidenceDatabase.Section, cases[0].Id)) { Summary = "又一条" });
        Assert.That(await database.VerifyAsync(), Is.Empty);
    }

    [Test]
    public async Task AfterACrash_SealingGoesOn_AndLeavesWhatIsSealed()
    {
        var sealing = database.First.GetRequiredService<SealEarlierEvents>();
        Assert.That(await sealing.SealBatchAsync("", 2), Is.EqualTo(cases[1].Id.ToString("D")));
        var before = await HeadsAsync();
        Assert.That(before.Count(h => h is not null), Is.EqualTo(2));

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => database.Node().PrepareStorageAsync())));

        Assert.That((await HeadsAsync()).Take(2), Is.EqualTo(before.Take(2)));
        Assert.That(await database.VerifyAsync(), Is.Empty);
    }

    [Test]
    public async Task WhatLosesItsSealLater_IsNeverSealedAgain()
    {
        await database.Node().PrepareStorageAsync();
        await database.ExecuteAsync(
            "UPDATE events SET reason = '改过', salt = NULL, digest = NULL, chain = NULL WHERE case_id = @id",
            new { id = cases[2].Id }
        );
        await database.ExecuteAsync("UPDATE cases SET chain_head = NULL WHERE id = @id", new { id = cases[2].Id });
        await database.Node().PrepareStorageAsync();
        var found = await database.VerifyAsync();
        Assert.That(found, Has.Some.EqualTo($"{cases[2].Number} 1 Changed (Digest)"));
        Assert.That(found, Has.All.StartsWith($"{cases[2].Number}"));
    }

    private Task<IReadOnlyList<string?>> HeadsAsync() =>
        database.QueryAsync<string?>("SELECT chain_head FROM cases ORDER BY id");
}
