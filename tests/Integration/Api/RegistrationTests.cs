using System.Net;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Api;

/// <summary>What becomes of a registration, and who sees whose data.</summary>
public sealed class RegistrationTests
{
    private static readonly object Person = new
    {
        name = "王小明",
        phone = "13812341234",
        address = "晋城市城区某路1号",
    };
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
    public async Task KindAndChannel_AreEnough_AndGapsAreListed()
    {
        var complaint = await cast.Operator.RegisterAsync(new { kind = "complaint", channel = "phone" });
        var report = await cast.Operator.RegisterAsync(new { kind = "report", channel = "letter" });

        Assert.Multiple(() =>
        {
            Assert.That(complaint.Headers.Location!.ToString(), Is.EqualTo($"{ApiCalls.Cases}/{complaint.Id}"));
            Assert.That(complaint.Headers.ETag, Is.Not.Null);
            Assert.That(complaint.Number, Does.Match("^14050020270314[0-9]{6}$"));
            Assert.That(complaint.Json.Str("lane"), Is.EqualTo("duty"));
            Assert.That(complaint.Json.Str("arrivedAt"), Does.EndWith("+08:00"));
            Assert.That(
                complaint.Json.Strings("incomplete"),
                Is.EquivalentTo(
                    new[]
                    {
                        "complainant.name",
                        "complainant.phone",
                        "complainant.address",
                        "respondent.name",
                        "respondent.address",
                        "content",
                        "demands",
                    }
                )
            );
            Assert.That(
                report.Json.Strings("incomplete"),
                Is.EquivalentTo(new[] { "respondent.name", "respondent.address", "content" })
            );
        });
    }

    [Test]
    public async Task ChineseNames_AreTakenLikeCodes()
    {
        var it = (
            await cast.Operator.RegisterAsync(
                new
                {
                    kind = "投诉",
                    channel = "电话",
                    category = "食品",
                    problem = "价格",
                    district = "泽州县",
                    level = "紧急",
                    demands = new[] { "退货", "compensation" },
                    vulnerable = new[] { "老年人" },
                    amount = 12.5,
                    occurredAt = "2027-03-13",
                }
            )
        ).Json;

        Assert.Multiple(() =>
        {
            Assert.That(it.Str("category"), Is.EqualTo("food"));
            Assert.That(it.Str("problem"), Is.EqualTo("price"));
            Assert.That(it.Str("district"), Is.EqualTo("zezhou"));
            Assert.That(it.Str("level"), Is.EqualTo("urgent"));
            Assert.That(it.Strings("demands"), Is.EqualTo(new[] { "returnGoods", "compensation" }));
            Assert.That(it.Strings("vulnerable"), Is.EqualTo(new[] { "elder" }));
            Assert.That(it.GetProperty("amount").GetRawText(), Is.EqualTo("12.50"));
        });
    }

    [Test]
    public async Task Both_MakesTwoLinkedCases_AndHidesTheReport()
    {
        var complaint = await cast.Operator.RegisterAsync(
            new
            {
                kind = "both",
                channel = "phone",
                complainant = Person,
            }
        );
        var report = await cast.Operator.CaseAsync(complaint.Json.List("linked").Single().GetGuid());
        var reportId = report.GetProperty("id").GetGuid();
        await cast.Operator.RoutedAsync(complaint.Id);
        await cast.Operator.RoutedAsync(reportId);

        Assert.Multiple(() =>
        {
            Assert.That(complaint.Json.Str("kind"), Is.EqualTo("complaint"));
            Assert.That(report.Str("kind"), Is.EqualTo("report"));
            Assert.That(report.Str("number"), Is.Not.EqualTo(complaint.Number));
            Assert.That(report.List("linked").Single().GetGuid(), Is.EqualTo(complaint.Id));
        });
        var seenByTeam = await cast.Team.CaseAsync(reportId);
        Assert.That(seenByTeam.List("linked"), Is.Empty, "the section's complaint is none of the team's");
        (await cast.Team.CallAsync(HttpMethod.Get, $"{ApiCalls.Cases}/{complaint.Id}")).Expect(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Consultation_IsClosedAtOnce_AndInNoFeed()
    {
        var it = await cast.Operator.RegisterAsync(new { kind = "consultation", channel = "phone" });
        var later = await cast.Operator.RegisterAsync(new { kind = "complaint", channel = "phone" });

        Assert.That(it.Json.Str("status"), Is.EqualTo("closed"));
        Assert.That(it.Json.List("deadlines"), Is.Empty);
        Assert.That(it.Json.Strings("incomplete"), Is.Empty);
        await Eventually.HoldsAsync(
            async () => (await cast.Province.FeedAsync()).Exists(i => i.Str("number") == later.Number),
            ApiCalls.Patience,
            "the later case is in the feed"
        );
        Assert.That((await cast.Province.FeedAsync()).Select(i => i.Str("number")), Does.Not.Contain(it.Number));
    }

    [Test]
    public async Task People_AreMasked_ForWhoeverDoesNotWorkTheCase_AndLooksAreAudited()
    {
        var body = new
        {
            kind = "complaint",
            channel = "phone",
            complainant = Person,
        };
        var routed = await cast.Operator.RegisterRoutedAsync(body);
        var id = routed.GetProperty("id").GetGuid();
        var audit = $"SELECT actor_name FROM audit WHERE action = 'SeePerson' AND subject = '{routed.Str("number")}'";
        var before = (await service.RowsAsync(audit)).Count;

        var forLeader = (await cast.Leader.CaseAsync(id)).GetProperty("complainant");
        var forCentre = (await cast.Operator.CaseAsync(id)).GetProperty("complainant");
        Assert.That(await service.RowsAsync(audit), Has.Count.EqualTo(before));
        var forUnit = (await cast.Section.CaseAsync(id)).GetProperty("complainant");
        await cast.Section.CaseAsync(id);

        Assert.Multiple(() =>
        {
            Assert.That(forUnit.Str("phone"), Is.EqualTo("13812341234"));
            Assert.That(forUnit.Str("name"), Is.EqualTo("王小明"));
            foreach (var masked in new[] { forLeader, forCentre })
            {
                Assert.That(masked.Str("phone"), Is.EqualTo("138****1234"));
                Assert.That(masked.GetRawText(), Does.Not.Contain("小明").And.Not.Contain("某路"));
            }
        });
        Assert.That((await service.RowsAsync(audit)).Count(n => n == "Coordinator"), Is.EqualTo(2));
        await cast.Section.StepAsync(id, "withdraw", new { reason = "撤诉" });
        var afterwards = (await cast.Section.CaseAsync(id)).GetProperty("complainant");
        Assert.That(afterwards.Str("phone"), Is.EqualTo("138****1234"), "the case has ended");
    }

    [Test]
    public async Task Reporter_IsInNoList_AndCannotBeSearchedFor()
    {
        var person = new { name = "钱秘密", phone = "13700009876" };
        var body = new
        {
            kind = "report",
            channel = "phone",
            complainant = person,
        };
        await cast.Operator.RegisterRoutedAsync(body);

        foreach (var client in new[] { cast.Operator, cast.Section, cast.Team, cast.Leader })
        {
            var text = (await client.CallAsync(HttpMethod.Get, $"{ApiCalls.Cases}?limit=500")).Text;
            Assert.That(text, Does.Not.Contain("钱").And.Not.Contain("9876"));
            Assert.That(await client.AllAsync("&q=13700009876"), Is.Empty);
            Assert.That(await client.AllAsync($"&q={Uri.EscapeDataString("钱秘密")}"), Is.Empty);
        }
    }
}
