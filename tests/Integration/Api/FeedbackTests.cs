using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Api;

/// <summary>The province's feed, page by page.</summary>
public sealed class FeedbackTests
{
    [Test]
    public async Task Pages_GiveEveryChangeOnce_InOrder()
    {
        await using var service = await InProcessService.StartAsync(at: Shanghai.At(2027, 5, 4, 9));
        var cast = await Cast.OfAsync(service);
        var body = new { kind = "complaint", channel = "phone" };
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => cast.Operator.RegisterAsync(body)));
        await Eventually.HoldsAsync(
            async () => (await cast.Province.FeedAsync()).Count == 60,
            ApiCalls.Patience,
            "30 are registered and routed"
        );

        foreach (var limit in new[] { 1, 7, 59, 60, 61, 500 })
        {
            var all = await cast.Province.FeedAsync(limit);
            Assert.That(all.Select(i => i.GetProperty("sequence").GetInt64()), Is.EqualTo(Enumerable.Range(1, 60)));
        }
        var half = await cast.Province.ReadAsync("/api/v1/feedback?after=30&limit=10");
        var usual = await cast.Province.ReadAsync("/api/v1/feedback");
        var end = await cast.Province.ReadAsync("/api/v1/feedback?after=60");
        var beyond = await cast.Province.ReadAsync("/api/v1/feedback?after=1000");
        Assert.Multiple(() =>
        {
            Assert.That(half.GetProperty("next").GetInt64(), Is.EqualTo(40));
            Assert.That(half.GetProperty("hasMore").GetBoolean(), Is.True);
            Assert.That(usual.List("items"), Has.Length.EqualTo(60));
            Assert.That(end.List("items"), Is.Empty);
            Assert.That(end.GetProperty("next").GetInt64(), Is.EqualTo(60));
            Assert.That(end.GetProperty("hasMore").GetBoolean(), Is.False);
            Assert.That(beyond.GetProperty("next").GetInt64(), Is.EqualTo(1000));
        });
    }
}
