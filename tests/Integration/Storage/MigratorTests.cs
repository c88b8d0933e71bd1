using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;

namespace Integration.Storage;

/// <summary>Migrations run once, whoever starts.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Configured))]
public sealed class MigratorTests(string engine)
{
    private TestDatabase database = null!;

    [SetUp]
    public void SetUp() => database = TestDatabase.Empty(engine);

    [TearDown]
    public async Task TearDownAsync() => await database.DisposeAsync();

    [Test]
    public async Task Twice_AppliesEachMigrationOnce()
    {
        Migrator.Migrate(database.Database);
        Migrator.Migrate(database.Database);
        await AssertAppliedOnceAsync();
    }

    [Test]
    public async Task FourAtOnce_TakeTurns()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => database.Node().PrepareStorageAsync())));
        await AssertAppliedOnceAsync();
        Assert.That(await database.CountAsync("rule_sets", "state = 'active'"), Is.EqualTo(1));
    }

    private async Task AssertAppliedOnceAsync() =>
        Assert.That(
            await database.CountAsync("SchemaVersions"),
            Is.EqualTo(Migrator.Scripts(database.Database.Dialect).Count)
        );
}
