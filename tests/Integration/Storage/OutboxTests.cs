using Integration.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Outbox;
using Shared.Contracts.Storage.Shell;

namespace Integration.Storage;

/// <summary>Rows of the outbox are carried by one owner at a time, and none is forgotten.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Configured))]
public sealed class OutboxTests(string engine)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private TestDatabase database = null!;

    [SetUp]
    public async Task SetUpAsync() => database = await TestDatabase.CreateAsync(engine);

    [TearDown]
    public async Task TearDownAsync() => await database.DisposeAsync();

    [Test]
    public async Task TwoOwners_NeverClaimTheSameRow()
    {
        await RegisterAsync(200);
        var nodes = new[] { database.First, database.Node() };
        var claims = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(i => Task.Run(() => ClaimAllAsync(nodes[i % 2], $"owner{i}")))
        );
        var ids = claims.SelectMany(c => c).Select(r => r.Id).ToList();
        Assert.That(ids, Is.Unique);
        Assert.That(ids, Has.Count.EqualTo(200));
    }

    [Test]
    public async Task ALease_HoldsUntilItExpires()
    {
        await RegisterAsync(3);
        Assert.That(await ClaimAsync(database.First, "a", 2), Has.Count.EqualTo(2));
        Assert.That(await ClaimAsync(database.First, "b", 10), Has.Count.EqualTo(1));
        database.Time.Advance(Lease);
        Assert.That(await ClaimAsync(database.First, "c", 10), Is.Empty, "a lease ends after its last moment");
        database.Time.Advance(TimeSpan.FromTicks(1));
        Assert.That(await ClaimAsync(database.First, "c", 10), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task MarkSent_MarksOnlyWhatTheOwnerStillHolds()
    {
        await RegisterAsync(4);
        await ClaimAsync(database.First, "slow", 4);
        database.Time.Advance(Lease + TimeSpan.FromSeconds(1));
        await ClaimAsync(database.First, "fast", 3);
        Assert.That(await MarkSentAsync("slow"), Is.EqualTo(1));
        Assert.That(await MarkSentAsync("fast"), Is.EqualTo(3));
        Assert.That(await database.CountAsync("outbox", "sent_at IS NULL OR lease_owner IS NOT NULL"), Is.Zero);
    }

    [Test]
    public async Task Release_FreesOnlyTheOwnersRow()
    {
        await RegisterAsync(1);
        var id = (await ClaimAsync(database.First, "a", 1)).Single().Id;
        Assert.That(await ReleaseAsync(id, "b"), Is.Zero);
        Assert.That(await ReleaseAsync(id, "a"), Is.EqualTo(1));
        Assert.That(await ClaimAsync(database.First, "b", 1), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task TheLanes_AreClaimedApart()
    {
        await RegisterAsync(2);
        Assert.That(await ClaimAsync(database.First, "a", 10, Lane.Routine), Is.Empty);
        Assert.That(await ClaimAsync(database.First, "a", 10), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task AnUnreadableRow_IsParkedAfterTenAttempts_AndSentOnceUnparked()
    {
        var (bus, state) = FakeBus.Create();
        await RegisterAsync(5);
        var bodies = await database.QueryAsync<Row>("SELECT id, body FROM outbox ORDER BY id");
        await database.ExecuteAsync("UPDATE outbox SET body = 'broken' WHERE id = @id", new { id = bodies[2].Id });
        using var relay = Relay(database.First, bus);
        await relay.StartAsync(CancellationToken.None);
        await UntilAsync("parked_at IS NOT NULL AND attempts = 10 AND error IS NOT NULL", 1);
        await UntilAsync("sent_at IS NOT NULL", 4);

        await database.ExecuteAsync("UPDATE outbox SET body = @Body WHERE id = @Id", bodies[2]);
        var unparked = await database.Database.WriteAsync(s =>
            s.ExecuteAsync(OutboxSql.Unpark, new { id = bodies[2].Id })
        );
        Assert.That(unparked, Is.EqualTo(1));
        await UntilAsync("sent_at IS NOT NULL", 5);
        await relay.StopAsync(CancellationToken.None);
        Assert.That(state.Sent.Select(m => m.CaseId), Is.Unique);
        Assert.That(state.Sent, Has.Count.EqualTo(5));
    }

    [Test]
    public async Task ABrokerThatIsAway_CostsNoAttempt()
    {
        var (bus, state) = FakeBus.Create();
        state.Away = true;
        await RegisterAsync(3);
        var health = new RelayState();
        using var relay = Relay(database.First, bus, health);
        await relay.StartAsync(CancellationToken.None);
        await Eventually.HoldsAsync(
            () =>
            {
                Wake();
                return Task.FromResult(health.IsDegraded);
            },
            Limit,
            "the relay says that it is degraded"
        );
        Assert.That(await database.CountAsync("outbox", "attempts > 0 OR parked_at IS NOT NULL"), Is.Zero);
        state.Away = false;
        await UntilAsync("sent_at IS NOT NULL", 3);
        await Eventually.HoldsAsync(() => Task.FromResult(!health.IsDegraded), Limit, "the relay is well again");
        await relay.StopAsync(CancellationToken.None);
    }

    [Test]
    public async Task TwoRelays_SendEachRowOnce()
    {
        var (bus, state) = FakeBus.Create();
        await RegisterAsync(300);
        using var one = Relay(database.First, bus);
        using var two = Relay(database.Node(), bus);
        await Task.WhenAll(one.StartAsync(CancellationToken.None), two.StartAsync(CancellationToken.None));
        await UntilAsync("sent_at IS NOT NULL", 300);
        await Task.WhenAll(one.StopAsync(CancellationToken.None), two.StopAsync(CancellationToken.None));
        Assert.That(state.Sent, Has.Count.EqualTo(300));
        Assert.That(state.Sent.Select(m => m.CaseId), Is.Unique);
    }

    private Task RegisterAsync(int count) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => database.First.Shell().CommittedAsync(Samples.Contact())));

    private static OutboxRelay Relay(ServiceProvider node, MassTransit.IBus bus, RelayState? state = null) =>
        ActivatorUtilities.CreateInstance<OutboxRelay>(
            node,
            Lane.Duty,
            bus,
            state ?? new RelayState(),
            NullLogger<OutboxRelay>.Instance
        );

    private void Wake() => database.First.GetRequiredService<CommitSignals>().Outbox(Lane.Duty).Give();

    private Task UntilAsync(string where, int count) =>
        Eventually.HoldsAsync(
            async () =>
            {
                Wake();
                return await database.CountAsync("outbox", where) == count;
            },
            Limit,
            $"{count} rows are {where}"
        );

    private async Task<List<Row>> ClaimAllAsync(ServiceProvider node, string owner)
    {
        var rows = new List<Row>();
        while (await ClaimAsync(node, owner, 7) is { Count: > 0 } batch)
        {
            rows.AddRange(batch);
        }
        return rows;
    }

    private Task<IReadOnlyList<Row>> ClaimAsync(ServiceProvider node, string owner, int take, Lane lane = Lane.Duty) =>
        node.GetRequiredService<Database>()
            .WriteAsync(s =>
                s.QueryAsync<Row>(
                    OutboxSql.Claim,
                    new
                    {
                        lane = Codes.Lanes.Code(lane),
                        now = database.Time.GetUtcNow(),
                        owner,
                        until = database.Time.GetUtcNow() + Lease,
                        take,
                    }
                )
            );

    private Task<int> MarkSentAsync(string owner) =>
        database.Database.WriteAsync(s =>
            s.ExecuteAsync(OutboxSql.MarkSent, new { owner, now = database.Time.GetUtcNow() })
        );

    private Task<int> ReleaseAsync(long id, string owner) =>
        database.Database.WriteAsync(s =>
            s.ExecuteAsync(
                OutboxSql.Release,
                new
                {
                    id,
                    owner,
                    attempts = 1,
                    error = "broken",
                    parkedAt = (DateTimeOffset?)null,
                }
            )
        );

    private sealed class Row
    {
        public long Id { get; init; }
        public string Body { get; init; } = "";
    }
}
