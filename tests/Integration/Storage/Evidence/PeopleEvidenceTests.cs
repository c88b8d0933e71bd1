using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;

namespace Integration.Storage.Evidence;

/// <summary>Who complained, called again or sent what is vouched for too, and erased by an act only.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Configured))]
public sealed class PeopleEvidenceTests(string engine)
{
    private static readonly Facts What = new() { Content = "商家不给退款", District = "urban" };
    private static readonly Person Caller = new() { Name = "钱八", Phone = "13900000001" };

    private TestDatabase database = null!;
    private Case first = null!;
    private Case second = null!;

    /// <summary>Two cases of a person each: 1 registered, 2 routed, 3 called again, 4 a photograph.</summary>
    [SetUp]
    public async Task SetUpAsync()
    {
        database = await TestDatabase.CreateAsync(engine);
        first = await CaseOfAsync(Caller);
        second = await CaseOfAsync(new Person { Name = "赵六", Phone = "13900000002" });
        Assert.That(await database.VerifyAsync(), Is.Empty);
    }

    [TearDown]
    public async Task TearDownAsync() => await database.DisposeAsync();

    [Test]
    public async Task PeopleExchanged_AreNamedInBothCases()
    {
        const string SealedOf = "SELECT sealed FROM people WHERE case_id = @id";
        var one = (await database.QueryAsync<string>(SealedOf, new { id = first.Id })).Single();
        var other = (await database.QueryAsync<string>(SealedOf, new { id = second.Id })).Single();
        await ExecuteAsync($"UPDATE people SET sealed = '{other}' WHERE case_id = @first");
        await ExecuteAsync($"UPDATE people SET sealed = '{one}' WHERE case_id = @second");
        Assert.That(
            await database.VerifyAsync(),
            Is.EquivalentTo([$"{first.Number} Person Changed (State)", $"{second.Number} Person Changed (State)"])
        );
    }

    [Test]
    public async Task APersonRemoved_IsNamed()
    {
        await ExecuteAsync("DELETE FROM people WHERE case_id = @first");
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{first.Number} Person Removed (State)"]));
    }

    [TestCase("sealed = 'x'")]
    [TestCase("phone_hash = NULL")]
    [TestCase("last_four_hash = 'x'")]
    public async Task APersonChanged_IsNamed(string change)
    {
        await ExecuteAsync($"UPDATE people SET {change} WHERE case_id = @first");
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{first.Number} Person Changed (State)"]));
    }

    [Test]
    public async Task APersonGivenToAnAnonymousCase_IsNamed()
    {
        var it = await database.CaseAsync();
        await database.ExecuteAsync("INSERT INTO people (case_id, sealed) VALUES (@id, 'x')", new { id = it.Id });
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{it.Number} Person Added (State)"]));
    }

    [Test]
    public async Task TheLastCorrectionOfAPerson_Counts()
    {
        await database
            .First.Shell()
            .CommittedAsync(
                new Amend(Samples.Call(EvidenceDatabase.Section, first.Id))
                {
                    Facts = first.Facts,
                    Person = Caller with { Name = "钱老八" },
                    PersonChanged = true,
                }
            );
        Assert.That(await database.VerifyAsync(), Is.Empty);
    }

    [TestCase("UPDATE contacts SET sealed = 'x' WHERE case_id = @first", 3, "Changed")]
    [TestCase("UPDATE contacts SET purpose = 'supplement' WHERE case_id = @first", 3, "Changed")]
    [TestCase("DELETE FROM contacts WHERE case_id = @first", 3, "Removed")]
    [TestCase("UPDATE attachments SET sha256 = 'x' WHERE case_id = @first", 4, "Changed")]
    [TestCase("DELETE FROM attachments WHERE case_id = @first", 4, "Removed")]
    public async Task AContactOrAttachmentAltered_IsNamed(string sql, int seq, string kind)
    {
        await ExecuteAsync(sql);
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{first.Number} {seq} Addition {kind} (State)"]));
    }

    [Test]
    public async Task WhatTheActErases_IsIntact_AndPutBackItIsNamed()
    {
        var shell = database.First.Shell();
        await shell.CommittedAsync(new Withdraw(Samples.Call(EvidenceDatabase.Section, first.Id)) { Reason = "撤回" });
        await shell.CommittedAsync(
            new Anonymise(Samples.Call(EvidenceDatabase.Leader, first.Id)) { Reason = "本人申请" }
        );
        Assert.That(await database.VerifyAsync(), Is.Empty);

        await ExecuteAsync("UPDATE contacts SET sealed = 'x' WHERE case_id = @first");
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{first.Number} 3 Addition Changed (State)"]));
        await ExecuteAsync("DELETE FROM contacts WHERE case_id = @first");
        Assert.That(await database.VerifyAsync(), Is.EqualTo([$"{first.Number} 3 Addition Removed (State)"]));
        await ExecuteAsync("UPDATE attachments SET case_id = @first WHERE case_id = @second");
        await ExecuteAsync("UPDATE people SET case_id = @first WHERE case_id = @second");
        Assert.That(
            await database.VerifyAsync(),
            Is.SupersetOf(
                new[]
                {
                    $"{first.Number} 4 Addition Added (State)",
                    $"{first.Number} Person Added (State)",
                    $"{second.Number} Person Removed (State)",
                }
            )
        );
    }

    private async Task<Case> CaseOfAsync(Person person)
    {
        var shell = database.First.Shell();
        var it = await shell.CommittedAsync(Samples.Contact() with { Facts = What, Person = person });
        await shell.CommittedAsync(new RouteByRules(Samples.Call(Actor.Router, it.Id)) { By = RoutedBy.Message });
        await shell.CommittedAsync(
            new AddContact(Samples.Call(EvidenceDatabase.Section, it.Id))
            {
                Contact = new FurtherContact(
                    Guid.CreateVersion7(),
                    ContactPurpose.Chase,
                    Channel.Phone,
                    "来电号码",
                    person
                ),
                Content = "催办",
            }
        );
        return await shell.CommittedAsync(
            new Attach(Samples.Call(EvidenceDatabase.Section, it.Id))
            {
                Attachment = new Attachment(Guid.CreateVersion7(), "小票.jpg", "image/jpeg", 1024, "00"),
            }
        );
    }

    private Task ExecuteAsync(string sql) => database.ExecuteAsync(sql, new { first = first.Id, second = second.Id });
}
