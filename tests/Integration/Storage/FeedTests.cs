using Integration.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Feed;
using Shared.Contracts.Storage.Shell;

namespace Integration.Storage;

/// <summary>The province's feed under writers, two sequencers and readers at once.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Configured))]
public sealed class FeedTests(string engine)
{
    [Test]
    public async Task Readers_SeeEveryEntryOnceInOneOrder()
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var nodes = new[] { database.First, database.Node() };
        var writing = new TaskCompletionSource();
        var length = TestLength.Of(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(30));
        using var end = new CancellationTokenSource(length);

        var writers = Enumerable
            .Range(0, 4)
            .Select(i => Task.Run(() => WriteAsync(nodes[i % 2].Shell(), end.Token)))
            .ToList();
        var sequencers = nodes.Select(n => Task.Run(() => NumberAsync(n, writing.Task))).ToList();
        var readers = Enumerable
            .Range(1, 3)
            .Select(seed => Task.Run(() => FollowAsync(nodes[seed % 2], new Random(seed), sequencers)))
            .ToList();

        var written = (await Task.WhenAll(writers)).SelectMany(w => w).ToList();
        writing.SetResult();
        await Task.WhenAll(sequencers);
        var seen = await Task.WhenAll(readers);

        Assert.Multiple(() =>
        {
            Assert.That(written, Is.Not.Empty);
            Assert.That(seen[0].Select(e => e.Sequence), Is.EqualTo(Enumerable.Range(1, written.Count)));
            Assert.That(seen[0].Select(e => e.Number), Is.EquivalentTo(written));
            Assert.That(seen[1], Is.EqualTo(seen[0]));
            Assert.That(seen[2], Is.EqualTo(seen[0]));
        });
    }

    private static async Task<List<string>> WriteAsync(CaseShell shell, CancellationToken end)
    {
        var numbers = new List<string>();
        while (!end.IsCancellationRequested)
        {
            var group = await Task.WhenAll(
                Enumerable.Range(0, Random.Shared.Next(1, 8)).Select(_ => shell.CommittedAsync(Samples.Contact()))
            );
            numbers.AddRange(group.Select(c => c.Number.ToString()));
        }
        return numbers;
    }

    private static async Task NumberAsync(ServiceProvider node, Task writing)
    {
        var sequencer = ActivatorUtilities.CreateInstance<FeedSequencer>(node);
        bool last;
        do
        {
            last = writing.IsCompleted;
            while (await sequencer.NumberAsync(CancellationToken.None) > 0) { }
            await Task.WhenAny(writing, Task.Delay(5));
        } while (!last);
    }

    private static async Task<List<Entry>> FollowAsync(ServiceProvider node, Random random, List<Task> sequencers)
    {
        var database = node.GetRequiredService<Database>();
        var page = Statements.Named("feed.after");
        var seen = new List<Entry>();
        var after = 0L;
        while (true)
        {
            var last = sequencers.TrueForAll(s => s.IsCompleted);
            var parameters = new { after, take = random.Next(1, 501) };
            var rows = await database.ReadAsync(s => s.QueryAsync<Entry>(page, parameters));
            seen.AddRange(rows);
            if (rows.Count > 0)
            {
                after = rows[^1].Sequence;
            }
            else if (last)
            {
                return seen;
            }
        }
    }

    private sealed record Entry
    {
        public long Sequence { get; init; }
        public string Number { get; init; } = "";
    }
}
