using System.Net;
using Integration.Api;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Assignments;

/// <summary>交办: what the state and the province assign arrives once and is corrected by a repeat.</summary>
public sealed class AssignmentTests
{
    private const string Path = "/api/v1/assignments";
    private InProcessService service = null!;
    private Cast cast = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 14, 9));
        cast = await Cast.OfAsync(service);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.EndIntactAsync();

    [Test]
    public async Task Assignment_Arrives_IsReceived_AndRoutedByRuleD()
    {
        var arrived = (await cast.Province.SendAsync(Path, Body("A-1"))).Expect(HttpStatusCode.Created);
        await cast.Operator.StepAsync(arrived.Id, "receive");
        var routed = await cast.Operator.RoutedAsync(arrived.Id);

        Assert.Multiple(() =>
        {
            Assert.That(arrived.Json.Str("status"), Is.EqualTo("arrived"));
            Assert.That(arrived.Headers.Location!.ToString(), Is.EqualTo($"{ApiCalls.Cases}/{arrived.Id}"));
            Assert.That(routed.Str("unit"), Is.EqualTo("coordination"));
            Assert.That(routed.GetProperty("routing").Str("ruleId"), Is.EqualTo("d"));
        });
    }

    [Test]
    public async Task Repeat_Answers200_WithTheSameCase()
    {
        var first = (await cast.Province.SendAsync(Path, Body("A-2"))).Expect(HttpStatusCode.Created);
        var again = (await cast.Operator.SendAsync(Path, Body("A-2"))).Expect(HttpStatusCode.OK);
        var otherSource = await cast.Operator.SendAsync(Path, Body("A-2", source: "province"));

        Assert.That(again.Id, Is.EqualTo(first.Id));
        Assert.That(await TypesAsync(first.Id), Is.EqualTo(new[] { "arrived" }));
        Assert.That(otherSource.Expect(HttpStatusCode.Created).Id, Is.Not.EqualTo(first.Id));
    }

    [Test]
    public async Task DifferingContent_IsCorrected_AndTheTimelineNamesTheFields()
    {
        var first = await cast.Province.SendAsync(Path, Body("A-3"));

        var again = (await cast.Province.SendAsync(Path, Body("A-3", content: "另一内容"))).Expect(HttpStatusCode.OK);

        var corrected = (await cast.Operator.TimelineAsync(first.Id)).Single(e => e.Str("type") == "corrected");
        Assert.That(again.Json.Str("content"), Is.EqualTo("另一内容"));
        Assert.That(corrected.GetProperty("data").Strings("fields"), Is.EqualTo(new[] { "content" }));
        Assert.That(corrected.GetRawText(), Does.Not.Contain("另一内容"));
    }

    [Test]
    public async Task ChangedDueDate_IsRoundTwo()
    {
        var first = await cast.Province.SendAsync(Path, Body("A-4", due: "2027-03-20T12:00:00+08:00"));

        var again = await cast.Province.SendAsync(Path, Body("A-4", due: "2027-03-18T04:00:00Z"));

        var rounds = again.Json.List("deadlines").Where(d => d.Str("stage") == "assigned").ToList();
        Assert.That(rounds.Select(d => d.GetProperty("round").GetInt32()), Is.EquivalentTo(new[] { 1, 2 }));
        var second = rounds.Single(d => d.GetProperty("round").GetInt32() == 2);
        Assert.That(second.At("dueAt"), Is.EqualTo(Shanghai.At(2027, 3, 18, 12)));
        Assert.That(second.Str("dueAt"), Does.EndWith("+08:00"));
        Assert.That(await TypesAsync(first.Id), Is.EqualTo(new[] { "arrived", "corrected" }));
    }

    [Test]
    public async Task ARepeat_TakesNothingBack_OfWhatTheBureauHasFilledInSince()
    {
        var first = await cast.Province.SendAsync(Path, Body("A-7", due: "2027-03-20T12:00:00+08:00"));
        await cast.Operator.StepAsync(
            first.Id,
            "amend",
            new
            {
                district = "urban",
                amount = 128.5m,
                content = "来电核对：冰箱不制冷",
            }
        );

        var same = await cast.Province.SendAsync(Path, Body("A-7", due: "2027-03-20T12:00:00+08:00"));
        var dueOnly = await cast.Province.SendAsync(Path, Body("A-7", due: "2027-03-19T12:00:00+08:00"));
        var withoutDue = await cast.Province.SendAsync(Path, Body("A-7"));

        foreach (var answer in new[] { same, dueOnly, withoutDue })
        {
            var it = answer.Expect(HttpStatusCode.OK).Json;
            Assert.That(it.Str("content"), Is.EqualTo("来电核对：冰箱不制冷"));
            Assert.That((it.Str("district"), it.GetProperty("amount").GetDecimal()), Is.EqualTo(("urban", 128.5m)));
        }
        Assert.That(withoutDue.Json.Str("upstreamDueAt"), Does.StartWith("2027-03-19T12:00"));
        var corrected = (await cast.Operator.TimelineAsync(first.Id)).Where(e => e.Str("type") == "corrected").ToList();
        Assert.That(corrected, Has.Count.EqualTo(2), "the bureau's own, and the new date");
        Assert.That(corrected[1].GetProperty("data").Strings("fields"), Is.EqualTo(new[] { "upstreamDueAt" }));

        var changed = await cast.Province.SendAsync(Path, Body("A-7", content: "另一内容"));
        Assert.That(changed.Json.Str("content"), Is.EqualTo("另一内容"), "what they have changed themselves is taken");
        Assert.That(changed.Json.Str("district"), Is.EqualTo("urban"));
    }

    [Test]
    public async Task ARepeat_BringsNothingBack_OfWhatWasAnonymised()
    {
        var first = await cast.Province.SendAsync(Path, Body("A-8", content: "王小明买到坏冰箱"));
        await cast.Operator.StepAsync(first.Id, "withdraw", new { reason = "撤回" });
        await cast.Leader.StepAsync(first.Id, "anonymise", new { reason = "保存期限届满", confirmed = true });

        var again = await cast.Province.SendAsync(Path, Body("A-8", content: "王小明买到坏冰箱"));

        Assert.That(again.Expect(HttpStatusCode.OK).Json.Str("content"), Is.Null);
        Assert.That(await TypesAsync(first.Id), Is.EqualTo(new[] { "arrived", "withdrawn", "anonymised" }));
    }

    [Test]
    public async Task TwentyAtOnce_MakeOneCase()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => cast.Province.SendAsync(Path, Body("A-5")))
        );

        Assert.That(answers.Select(a => a.Id).Distinct(), Has.Exactly(1).Items);
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.OK), Is.EqualTo(19));
    }

    [Test]
    public async Task Province_SeesAssignedCasesOnly()
    {
        var own = await cast.Operator.RegisterAsync(new { kind = "complaint", channel = "phone" });
        var assigned = await cast.Province.SendAsync(Path, Body("A-6"));

        var seen = await cast.Province.AllAsync();

        Assert.That(seen.Select(c => c.GetProperty("id").GetGuid()), Does.Contain(assigned.Id).And.Not.Contain(own.Id));
        (await cast.Province.CallAsync(HttpMethod.Get, $"{ApiCalls.Cases}/{own.Id}")).ExpectProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );
        (await cast.Province.CallAsync(HttpMethod.Get, $"{ApiCalls.Cases}/{own.Id}/timeline")).ExpectProblem(
            HttpStatusCode.NotFound,
            "not-found"
        );
    }

    [TestCase("""{"kind":"complaint"}""", "source", "upstreamNumber")]
    [TestCase("""{"kind":"consultation","source":"state","upstreamNumber":"B"}""", "kind")]
    [TestCase("""{"kind":"report","source":"moon","upstreamNumber":"B"}""", "source")]
    [TestCase(
        """{"kind":"report","source":"state","upstreamNumber":"B","upstreamDueAt":"2027-03-01T00:00:00Z"}""",
        "upstreamDueAt"
    )]
    public async Task WrongBody_NamesTheField(string json, params string[] fields) =>
        (await cast.Province.CallAsync(HttpMethod.Post, Path, ApiCalls.Json(json))).ExpectInvalid(fields);

    private static object Body(string number, string source = "state", string content = "内容", string? due = null) =>
        new
        {
            source,
            upstreamNumber = number,
            upstreamDueAt = due,
            kind = "complaint",
            channel = "assigned",
            content,
            complainant = new { name = "赵六", phone = "13912345678" },
        };

    private async Task<IEnumerable<string?>> TypesAsync(Guid id) =>
        (await cast.Operator.TimelineAsync(id)).Select(e => e.Str("type"));
}
