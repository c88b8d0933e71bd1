using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Storage.Shell;

namespace Integration.Storage;

/// <summary>Several shells over one database, as several processes have them.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Configured))]
public sealed class ShellConcurrencyTests(string engine)
{
    private TestDatabase database = null!;
    private CaseShell[] shells = [];

    [SetUp]
    public async Task SetUpAsync()
    {
        database = await TestDatabase.CreateAsync(engine);
        shells = [database.First.Shell(), database.Node().Shell()];
    }

    [TearDown]
    public async Task TearDownAsync() => await database.DisposeAsync();

    [Test]
    public async Task TwoShellsOnOneCase_LoseNoUpdate()
    {
        const int EachShell = 40;
        var it = await shells[0].AcknowledgedAsync();
        var notes = Enumerable
            .Range(0, 2 * EachShell)
            .Select(i =>
                shells[i % 2].CommittedAsync(new Progress(Samples.Call(Samples.Team, it.Id)) { Summary = $"第{i}条" })
            );
        await Task.WhenAll(notes);

        var after = await database.FindAsync(it.Id);
        var events = await database.QueryAsync<EventRow>(
            "SELECT seq, type, reason FROM events WHERE case_id = @id ORDER BY seq",
            new { id = it.Id }
        );
        Assert.Multiple(() =>
        {
            Assert.That(after!.Version, Is.EqualTo(it.Version + (2 * EachShell)));
            Assert.That(events.Select(e => e.Seq), Is.EqualTo(Enumerable.Range(1, after.LastEvent)));
            Assert.That(
                events.Where(e => e.Type == EventType.Progressed).Select(e => e.Reason),
                Is.EquivalentTo(Enumerable.Range(0, 2 * EachShell).Select(i => $"第{i}条"))
            );
        });
    }

    [Test]
    public async Task TwoShellsThatRouteTheSameCase_RouteItOnce()
    {
        var registered = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(_ => shells[0].CommittedAsync(Samples.Contact()))
        );
        await Task.WhenAll(
            registered.SelectMany(c =>
                shells.SelectMany(shell =>
                    new[] { RoutedBy.Message, RoutedBy.Sweep }.Select(by =>
                        shell.CommittedAsync(new RouteByRules(Samples.Call(Actor.Router, c.Id)) { By = by })
                    )
                )
            )
        );
        Assert.That(await database.CountAsync("events", "type = 'routed'"), Is.EqualTo(registered.Length));
        Assert.That(await database.CountAsync("cases", "status = 'routed'"), Is.EqualTo(registered.Length));
    }

    [Test]
    public async Task FiveHundredRegistrations_AreNumberedWithoutGap()
    {
        const int Tasks = 20;
        const int EachTask = 25;
        async Task<List<Case>> RegisterAsync(CaseShell shell)
        {
            var cases = new List<Case>();
            for (var i = 0; i < EachTask; i++)
            {
                cases.Add(await shell.CommittedAsync(Samples.Contact()));
            }
            return cases;
        }

        var all = await Task.WhenAll(
            Enumerable.Range(0, Tasks).Select(t => Task.Run(() => RegisterAsync(shells[t % 2])))
        );
        var numbers = all.SelectMany(c => c).Select(c => c.Number).ToList();
        Assert.That(numbers.Select(n => n.Serial).Order(), Is.EqualTo(Enumerable.Range(1, Tasks * EachTask)));
        Assert.That(numbers.Select(n => n.ToString()), Has.All.Length.EqualTo(CaseNumber.Length));
    }

    private sealed class EventRow
    {
        public int Seq { get; init; }
        public string Type { get; init; } = "";
        public string? Reason { get; init; }
    }
}
