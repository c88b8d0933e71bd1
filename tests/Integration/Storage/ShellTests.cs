using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Shell;

namespace Integration.Storage;

/// <summary>One command: carried out once, whole or not at all.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Configured))]
public sealed class ShellTests(string engine)
{
    private static readonly string[] Tables =
    [
        "cases",
        "events",
        "deadlines",
        "owed_steps",
        "outbox",
        "feed",
        "commands",
        "audit",
        "notifications",
        "serials",
    ];

    private TestDatabase database = null!;

    private CaseShell Shell => database.First.Shell();

    [SetUp]
    public async Task SetUpAsync() => database = await TestDatabase.CreateAsync(engine);

    [TearDown]
    public async Task TearDownAsync() => await database.DisposeAsync();

    [Test]
    public async Task EachStepOfACase_IsLoadedAsItWasCommitted()
    {
        var id = Guid.CreateVersion7();
        Command[] steps =
        [
            Samples.Contact(caseId: id) with
            {
                Person = new Person { Name = "王晋城", Phone = "13800138000" },
            },
            new RouteByRules(Samples.Call(Actor.Router, id)) { By = RoutedBy.Message },
            new Acknowledge(Samples.Call(Samples.Team, id)),
            new Progress(Samples.Call(Samples.Team, id)) { Summary = "已到现场", OnSite = true },
            new Accept(Samples.Call(Samples.Team, id)),
            new ReportUpward(Samples.Call(Samples.Operator, id))
            {
                Method = ReportMethod.Phone,
                To = "省局",
                Summary = "三人就医",
            },
            new Handle(Samples.Call(Samples.Team, id))
            {
                Outcome = "mediated",
                Summary = "已退款",
                RecoveredAmount = 128.50m,
            },
            new Reply(Samples.Call(Samples.Operator, id)) { Method = ReplyMethod.Phone, Summary = "已告知" },
        ];
        foreach (var step in steps)
        {
            var committed = await Shell.CommittedAsync(step);
            var loaded = await database.FindAsync(id);
            Assert.That(loaded!.Image(), Is.EqualTo(committed.Image()), step.GetType().Name);
            database.Time.Advance(TimeSpan.FromMinutes(3));
        }
        var closed = await database.FindAsync(id);
        var events = await database.QueryAsync<int>(
            "SELECT seq FROM events WHERE case_id = @id ORDER BY seq",
            new { id }
        );
        Assert.Multiple(() =>
        {
            Assert.That(closed!.Status, Is.EqualTo(CaseStatus.Closed));
            Assert.That(events, Is.EqualTo(Enumerable.Range(1, closed.LastEvent)));
        });
    }

    [Test]
    public async Task ACommandTwice_IsReplayedAndLeavesOneSetOfRows()
    {
        var command = Samples.Contact();
        var origin = new CommandOrigin("aa", 201);
        var first = await Shell.CommittedAsync(command, origin);
        var before = await RowsAsync();
        // A client that tries again makes new case ids: the command's id alone decides.
        var again = await Shell.Commit(command with { CaseIds = [Guid.CreateVersion7()] }, origin);
        var replay = again as CommitResult.Committed;
        Assert.Multiple(() =>
        {
            Assert.That(replay, Is.Not.Null);
            Assert.That(replay!.Replayed, Is.True);
            Assert.That(replay.HttpStatus, Is.EqualTo(201));
            Assert.That(replay.Case.Image(), Is.EqualTo(first.Image()));
        });
        Assert.That(await RowsAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task ACommandManyTimesAtOnce_ThroughTwoShells_IsDoneOnce()
    {
        var command = Samples.Contact();
        var other = database.Node().Shell();
        var tries = Enumerable
            .Range(0, 16)
            .Select(i =>
                (i % 2 == 0 ? Shell : other).CommittedAsync(command with { CaseIds = [Guid.CreateVersion7()] })
            );
        var cases = await Task.WhenAll(tries);
        Assert.That(cases.Select(c => c.Id).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await database.CountAsync("cases"), Is.EqualTo(1));
        Assert.That(await database.CountAsync("commands"), Is.EqualTo(1));
    }

    [Test]
    public async Task AKeyWithAnotherBody_IsRefused()
    {
        var command = Samples.Contact();
        await Shell.CommittedAsync(command, new CommandOrigin("aa", 201));
        var before = await RowsAsync();
        var result = await Shell.Commit(Samples.Contact(command.Id), new CommandOrigin("bb", 201));
        Assert.That(result, Is.InstanceOf<CommitResult.KeyReused>());
        Assert.That(await RowsAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task ARefusedCommand_LeavesNoRow()
    {
        var it = await Shell.CommittedAsync(Samples.Contact());
        var before = await RowsAsync();
        var results = new[]
        {
            await Shell.Commit(new Acknowledge(Samples.Call(Samples.Team, it.Id))),
            await Shell.Commit(new Receive(Samples.Call(Samples.Operator, it.Id))),
            await Shell.Commit(new Receive(Samples.Call(Samples.Operator, Guid.CreateVersion7()))),
        };
        Assert.That(results, Has.All.InstanceOf<CommitResult.Refused>());
        Assert.That(await RowsAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task AnAssignmentTwice_IsTheSameCase()
    {
        var assigned = Samples.Contact() with { Assignment = new Assignment(AssignedBy.State, "ZJ-2026-1", null) };
        var it = await Shell.CommittedAsync(assigned);
        var again = await Shell.Commit(assigned with { Id = CommandIds.New(), CaseIds = [Guid.CreateVersion7()] });
        Assert.That(again, Is.EqualTo(new CommitResult.AssignedBefore(it.Id)));
    }

    [Test]
    public async Task ARolledBackRegistration_LeavesNoGapInTheNumbers()
    {
        var first = await Shell.CommittedAsync(Samples.Contact());
        var failing = Shell.Commit(Samples.Contact(caseId: first.Id));
        Assert.That(
            async () => await failing,
            Throws.Exception.Matches<Exception>(database.Database.Dialect.IsUniqueViolation)
        );
        var next = await Shell.CommittedAsync(Samples.Contact());
        Assert.That(next.Number.Serial, Is.EqualTo(first.Number.Serial + 1));
    }

    [Test]
    public async Task AFailingCommandInAGroup_LeavesTheOthersCommitted()
    {
        var it = await Shell.CommittedAsync(Samples.Contact());
        var good = Enumerable.Range(0, 20).Select(_ => Shell.CommittedAsync(Samples.Contact())).ToList();
        var bad = Shell.Commit(
            new Escalate(Samples.Call(Actor.Escalation, it.Id))
            {
                DeadlineId = "no such deadline",
                LadderStep = 1,
                Action = Shared.Contracts.Cases.Duty.EscalationAction.TellDutyLeader,
            }
        );
        good.AddRange(Enumerable.Range(0, 20).Select(_ => Shell.CommittedAsync(Samples.Contact())));
        Assert.That(async () => await bad, Throws.InvalidOperationException);
        var serials = (await Task.WhenAll(good)).Select(c => c.Number.Serial).Order();
        Assert.That(serials, Is.EqualTo(Enumerable.Range(it.Number.Serial + 1, 40)));
    }

    private async Task<Dictionary<string, int>> RowsAsync()
    {
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var table in Tables)
        {
            rows[table] = await database.CountAsync(table);
        }
        return rows;
    }
}
