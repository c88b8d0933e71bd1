using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Documents;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Storage.Shell;

namespace Integration.Storage;

/// <summary>Documents are numbered per bureau, kind and year: no gap and no double, whoever issues at the same time.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Configured))]
public sealed class DocumentNumberTests(string engine)
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
    public async Task TwoShellsThatIssueAtOnce_LeaveNoGap_WhateverIsRefusedBetween()
    {
        const int Issues = 60;
        var cases = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => shells[i % 2].AcknowledgedAsync()));
        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 2 * Issues)
                .Select(i =>
                {
                    // Every other command is refused: without materials, no demand for proof is issued.
                    var command = i % 2 == 0 ? Form(cases[i % 6].Id) : Proof(cases[i % 6].Id, isWhole: i % 4 == 1);
                    return shells[i / 2 % 2].Commit(command);
                })
        );

        Assert.That(results.Count(r => r is CommitResult.Refused), Is.EqualTo(Issues / 2));
        Assert.That(await NumbersAsync("registrationForm"), Is.EquivalentTo(Numbers("登", Issues)));
        Assert.That(await NumbersAsync("identityProof"), Is.EquivalentTo(Numbers("投证", Issues / 2)));
        Assert.That(
            await database.CountAsync("events", "type = 'issued'"),
            Is.EqualTo(Issues + (Issues / 2)),
            "each stands on its timeline"
        );
        Assert.That(
            await database.CountAsync(
                "documents d",
                "EXISTS (SELECT 1 FROM events e WHERE e.case_id = d.case_id AND e.seq = d.event_seq AND e.type = 'issued')"
            ),
            Is.EqualTo(Issues + (Issues / 2))
        );
    }

    [Test]
    public async Task ARepeat_TakesNoSecondNumber()
    {
        var it = await shells[0].AcknowledgedAsync();
        var command = Form(it.Id);
        var origin = new CommandOrigin("form", 200);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => shells[i % 2].CommittedAsync(command, origin)));
        await shells[0].CommittedAsync(Form(it.Id));

        Assert.That(await NumbersAsync("registrationForm"), Is.EqualTo(Numbers("登", 2)));
    }

    [Test]
    public async Task EachYear_BeginsAnew()
    {
        var it = await shells[0].AcknowledgedAsync();
        await shells[0].CommittedAsync(Form(it.Id));
        database.Time.Advance(Shanghai.At(2026, 12, 31, 23) - Shanghai.At(2026, 3, 14, 9));
        await shells[0].CommittedAsync(Form(it.Id));
        database.Time.Advance(TimeSpan.FromHours(1));
        await shells[0].CommittedAsync(Form(it.Id));

        Assert.That(
            await NumbersAsync("registrationForm"),
            Is.EqualTo(new[] { "晋市监登〔2026〕1号", "晋市监登〔2026〕2号", "晋市监登〔2027〕1号" })
        );
    }

    [Test]
    public async Task TheText_IsSealed_AndOfPeopleTheDatabaseTellsNothing()
    {
        var contact = Samples.Contact() with
        {
            Person = new Person { Name = "欧阳晓明", Phone = "13812345678" },
        };
        var it = await shells[0].CommittedAsync(contact);
        await shells[0].CommittedAsync(Form(it.Id, Samples.Operator));

        var rows = await database.QueryAsync<string>("SELECT sealed FROM documents");
        var events = await database.QueryAsync<string>("SELECT data FROM events WHERE type = 'issued'");

        Assert.That(rows.Single(), Does.Not.Contain("欧阳").And.Not.Contain("12345678").And.Not.Contain("{"));
        Assert.That(events.Single(), Is.EqualTo("""{"document":"registrationForm","number":"晋市监登〔2026〕1号"}"""));
    }

    private static IssueDocument Form(Guid caseId, Actor? actor = null) =>
        new(Samples.Call(actor ?? Samples.Team, caseId)) { Kind = DocumentKind.RegistrationForm };

    private static IssueDocument Proof(Guid caseId, bool isWhole) =>
        new(Samples.Call(Samples.Team, caseId))
        {
            Kind = DocumentKind.IdentityProof,
            Fields = new DocumentFields
            {
                Materials = isWhole ? "居民身份证复印件" : null,
                DueOn = new DateOnly(2026, 3, 20),
            },
        };

    private static IEnumerable<string> Numbers(string mark, int count) =>
        Enumerable.Range(1, count).Select(n => $"晋市监{mark}〔2026〕{n}号");

    private Task<IReadOnlyList<string>> NumbersAsync(string kind) =>
        database.QueryAsync<string>(
            "SELECT number FROM documents WHERE kind = @kind ORDER BY issued_at, event_seq",
            new { kind }
        );
}
