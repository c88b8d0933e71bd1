using System.Text.Json;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Api;

/// <summary>Ten real texts go the whole way in a drill, within the limits of the duty plan.</summary>
public sealed class SampleDrillTests
{
    [TestCase(1)]
    [TestCase(60)]
    public async Task EachSample_ReachesClosed(double speed)
    {
        await using var service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 14, 8));
        service.SetTime(Shanghai.At(2027, 3, 14, 8), speed);
        var cast = await Cast.OfAsync(service);
        var samples = Samples();
        Assert.That(samples, Has.Count.EqualTo(10));

        var ids = await Task.WhenAll(samples.Select(text => RunAsync(cast, text)));

        var feed = await Eventually.ValueAsync(
            () => cast.Province.FeedAsync(limit: 7),
            f => f.Count(i => i.Str("event") == "closed") == 10,
            ApiCalls.Patience,
            "the feed lists every end"
        );
        var sequences = feed.Select(i => i.GetProperty("sequence").GetInt64()).ToList();
        Assert.That(sequences, Is.EqualTo(Enumerable.Range(1, feed.Count)));
        foreach (var id in ids)
        {
            var number = (await cast.Operator.CaseAsync(id)).Str("number");
            var changes = (await cast.Operator.TimelineAsync(id))
                .Select(e => e.Str("type"))
                .Where(t => t is not ("warned" or "escalated"));
            Assert.That(feed.Where(i => i.Str("number") == number).Select(i => i.Str("event")), Is.EqualTo(changes));
        }
        AssertNothingPersonal(feed, samples);
    }

    private static async Task<Guid> RunAsync(Cast cast, string text)
    {
        var registered = await cast.Operator.RegisterAsync(
            new
            {
                kind = "complaint",
                channel = "phone",
                content = text,
                complainant = new { name = "周密码", phone = "13300001111" },
            }
        );
        var id = registered.Id;
        var routed = await cast.Operator.RoutedAsync(id);
        var unit = cast.UnitOf(routed);
        await unit.StepAsync(id, "acknowledge");
        await unit.StepAsync(id, "handle", new { outcome = "mediated", summary = "双方和解" });
        var closed = await cast.Operator.StepAsync(id, "reply", new { method = "phone", summary = "已电话告知" });

        Assert.That(closed.Str("status"), Is.EqualTo("closed"));
        var timeline = await cast.Operator.TimelineAsync(id);
        var at = timeline
            .GroupBy(e => e.Str("type")!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First().At("at"), StringComparer.Ordinal);
        Assert.Multiple(() =>
        {
            AssertDue(closed, "receive", closed.At("arrivedAt") + TimeSpan.FromMinutes(5));
            AssertDue(closed, "route", closed.At("receivedAt") + TimeSpan.FromMinutes(15));
            AssertDue(closed, "acknowledge", at["routed"] + TimeSpan.FromMinutes(15));
            AssertDue(closed, "handle", closed.At("receivedAt") + TimeSpan.FromHours(24));
            AssertDue(closed, "reply", at["handled"] + TimeSpan.FromHours(2));
            string[] way = ["registered", "routed", "acknowledged", "handled", "replied", "closed"];
            Assert.That(timeline.Select(e => e.Str("type")).Where(way.Contains), Is.EqualTo(way));
            Assert.That(timeline.Select(e => e.At("at")), Is.Ordered);
            Assert.That(
                timeline.Select(e => e.GetProperty("seq").GetInt32()),
                Is.EqualTo(Enumerable.Range(1, timeline.Length))
            );
            Assert.That(timeline.Select(e => e.Str("actor")), Has.None.Null.And.None.Empty);
            var why = timeline.Single(e => e.Str("type") == "routed");
            Assert.That(why.Str("reason"), Does.StartWith($"规则({why.Str("ruleId")})"));
            Assert.That(why.GetProperty("ruleVersion").GetInt32(), Is.EqualTo(1));
        });
        return id;
    }

    private static void AssertDue(JsonElement it, string stage, DateTimeOffset due)
    {
        var deadline = it.List("deadlines").Single(d => d.Str("stage") == stage && d.Str("regime") == "duty");
        Assert.That(deadline.At("dueAt"), Is.EqualTo(due), stage);
        Assert.That(deadline.GetProperty("metAt").ValueKind, Is.EqualTo(JsonValueKind.String), stage);
        Assert.That(deadline.GetProperty("missedAt").ValueKind, Is.EqualTo(JsonValueKind.Null), stage);
    }

    private static void AssertNothingPersonal(List<JsonElement> feed, List<string> samples)
    {
        foreach (var item in feed)
        {
            Assert.That(item.EnumerateObject().Select(p => p.Name), Is.EquivalentTo(ApiCalls.FeedMembers));
            var text = item.GetRawText();
            Assert.That(text, Does.Not.Contain("周密码").And.Not.Contain("1330000").And.Not.Contain("和解"));
            Assert.That(samples, Has.None.Matches<string>(s => text.Contains(s[..12], StringComparison.Ordinal)));
        }
    }

    private static List<string> Samples()
    {
        var path = Path.Combine(TestContext.CurrentContext.TestDirectory, "Data", "complaint-samples.csv");
        return
        [
            .. File.ReadLines(path)
                .Skip(1)
                .Where(line => line.Length > 0)
                .Select(line => line[0] == '"' ? line[1..line.IndexOf('"', 1)] : line[..line.IndexOf(',')]),
        ];
    }
}
