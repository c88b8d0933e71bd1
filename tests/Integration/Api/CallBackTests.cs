using System.Net;
using System.Text.Json;
using Integration.Administration;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Api;

/// <summary>回访: a sample nobody chooses, four grades, and tries that reached nobody.</summary>
public sealed class CallBackTests
{
    private const int Closed = 12;
    private InProcessService service = null!;
    private Cast cast = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 14, 9));
        cast = await Cast.OfAsync(service);
        for (var n = 0; n < Closed; n++)
        {
            var it = await cast.Operator.RegisterRoutedAsync(
                new { kind = n % 2 == 0 ? "complaint" : "report", channel = "phone" }
            );
            var id = it.GetProperty("id").GetGuid();
            var unit = cast.UnitOf(it);
            await unit.StepAsync(id, "acknowledge");
            var outcome = n % 2 == 0 ? "mediated" : "unsubstantiated";
            await unit.StepAsync(id, "handle", new { outcome, summary = "已办" });
            await cast.Operator.StepAsync(id, "reply", new { method = "phone", summary = "已告知" });
        }
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.EndIntactAsync();

    [TestCase(10, 2)]
    [TestCase(1, 1)]
    [TestCase(100, Closed)]
    public async Task TheSample_IsTheSameWheneverItIsAskedFor(int share, int count)
    {
        var path = $"/api/v1/callbacks?month=2027-03&share={share}";
        var first = (await cast.Leader.ReadAsync(path)).EnumerateArray().Select(c => c.Str("number")).ToList();
        var again = (await cast.Operator.ReadAsync(path)).EnumerateArray().Select(c => c.Str("number")).ToList();

        Assert.That(first, Has.Count.EqualTo(count));
        Assert.That(again, Is.EqualTo(first));
    }

    [Test]
    public async Task AGrade_StandsInTheList_AfterATryThatReachedNobody()
    {
        const string All = "/api/v1/callbacks?month=2027-03&share=100";
        var id = (await cast.Leader.ReadAsync(All))[0].GetProperty("id").GetGuid();
        await cast.Operator.StepAsync(id, "callback", new { note = "无人接听" });
        var tried = await FindAsync(All, id);
        await cast.Leader.StepAsync(id, "callback", new { grade = "一般", note = "嫌慢" });
        var reached = await FindAsync(All, id);

        Assert.That((tried.Str("grade"), tried.GetProperty("tries").GetInt32()), Is.EqualTo(((string?)null, 1)));
        Assert.That((reached.Str("grade"), reached.GetProperty("tries").GetInt32()), Is.EqualTo(("fair", 2)));
        (await cast.Leader.TryStepAsync(id, "callback", new { grade = "还行" })).ExpectInvalid("grade");
        using var leader = await service.SignedInAsync("带班", Role.DutyLeader);
        Assert.That((await leader.OpenAsync("/callbacks?month=2027-03")).Text, Does.Contain("抽取 2 件"));
    }

    [Test]
    public async Task AnOpenCase_IsNotCalledBack_AndAWrongQueryIsNamed()
    {
        var open = (await cast.Operator.RegisterAsync(new { kind = "complaint", channel = "phone" })).Id;
        (await cast.Operator.TryStepAsync(open, "callback", new { grade = "fair" })).Expect(HttpStatusCode.Conflict);
        (await cast.Leader.CallAsync(HttpMethod.Get, "/api/v1/callbacks?share=0")).ExpectInvalid("month", "share");
    }

    private async Task<JsonElement> FindAsync(string path, Guid id) =>
        (await cast.Leader.ReadAsync(path)).EnumerateArray().Single(c => c.GetProperty("id").GetGuid() == id);
}
