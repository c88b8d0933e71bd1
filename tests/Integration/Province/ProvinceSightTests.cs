using System.Net;
using System.Text.Json;
using Integration.Api;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Province;

/// <summary>A province key sees of an assigned case, member by member, what the contract names and nothing else.</summary>
public sealed class ProvinceSightTests
{
    /// <summary>All that docs/province.md names; every other member of a case is empty for the province.</summary>
    private static readonly string[] Seen =
    [
        "id",
        "number",
        "kind",
        "status",
        "lane",
        "version",
        "unit",
        "level",
        "important",
        "channel",
        "arrivedAt",
        "receivedAt",
        "category",
        "problem",
        "district",
        "content",
        "demands",
        "amount",
        "complainant",
        "respondent",
        "outcome",
        "incomplete",
        "linked",
        "routing",
        "deadlines",
        "assignedBy",
        "upstreamNumber",
        "upstreamDueAt",
        "allowed",
    ];

    private static readonly string[] SeenOfTimeline =
    [
        "seq",
        "at",
        "actor",
        "type",
        "data",
        "reason",
        "ruleId",
        "ruleVersion",
        "isAnonymised",
    ];

    private InProcessService service = null!;
    private Cast cast = null!;
    private Guid id;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 14, 9));
        cast = await Cast.OfAsync(service);
        id = (await cast.Province.SendAsync("/api/v1/assignments", Body)).Expect(HttpStatusCode.Created).Id;
        await cast.Operator.StepAsync(id, "receive");
        var unit = cast.UnitOf(await cast.Operator.RoutedAsync(id));
        await unit.StepAsync(id, "acknowledge");
        await unit.StepAsync(id, "claim");
        await cast.Operator.StepAsync(
            id,
            "contacts",
            new
            {
                purpose = "催办",
                content = "家住文汇路，请快些",
                person = new { name = "李小红", phone = "13900139000" },
            }
        );
        await unit.StepAsync(
            id,
            "handle",
            new
            {
                outcome = "mediated",
                summary = "已退款",
                recoveredAmount = 128.5,
            }
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.EndIntactAsync();

    [Test]
    public async Task ACase_ShowsWhatTheContractNames_AndNothingElse()
    {
        var whole = await cast.Leader.ReadAsync($"{ApiCalls.Cases}/{id}");
        var answers = new[]
        {
            await cast.Province.ReadAsync($"{ApiCalls.Cases}/{id}"),
            (await cast.Province.ReadAsync(ApiCalls.Cases)).List("items").Single(),
            (await cast.Province.SendAsync("/api/v1/assignments", Body)).Expect(HttpStatusCode.OK).Json,
        };
        foreach (var answer in answers)
        {
            Assert.Multiple(() =>
            {
                foreach (var member in answer.EnumerateObject().Where(m => !Seen.Contains(m.Name)))
                {
                    Assert.That(IsEmpty(member.Value), Is.True, member.Name);
                }
                Assert.That(answer.GetProperty("complainant").GetProperty("masked").GetBoolean(), Is.True);
                Assert.That(answer.GetRawText(), Does.Not.Contain("13800138000").And.Not.Contain("王小明"));
            });
        }
        Assert.That(
            whole.EnumerateObject().Where(m => !Seen.Contains(m.Name) && !IsEmpty(m.Value)).Select(m => m.Name),
            Is.SupersetOf(
                new[] { "handler", "callRef", "vulnerable", "affectedPeople", "handledAt", "recoveredAmount", "goods" }
            ),
            "there was something to hide"
        );
    }

    [Test]
    public async Task ATimeline_HasTheMembersOfTheContract_AndNobodysData()
    {
        foreach (var line in await cast.Province.TimelineAsync(id))
        {
            Assert.That(line.EnumerateObject().Select(m => m.Name), Is.SubsetOf(SeenOfTimeline));
            Assert.That(
                line.GetRawText(),
                Does.Not.Contain("13900139000")
                    .And.Not.Contain("李小红")
                    .And.Not.Contain("13800138000")
                    .And.Not.Contain("文汇路")
            );
        }
    }

    [Test]
    public async Task ThePage_HidesTheSame()
    {
        var page = await (
            await cast.Province.GetAsync(new Uri($"/cases/{id}", UriKind.Relative))
        ).Content.ReadAsStringAsync();
        var leader = await (
            await cast.Leader.GetAsync(new Uri($"/cases/{id}", UriKind.Relative))
        ).Content.ReadAsStringAsync();

        Assert.That(leader, Does.Contain("冰箱").And.Contain("文汇路"));
        Assert.That(page, Does.Contain("被投诉人").And.Not.Contain("冰箱").And.Not.Contain("文汇路"));
    }

    private static object Body =>
        new
        {
            source = "province",
            upstreamNumber = "SJ-1",
            upstreamDueAt = "2027-03-20T18:00:00+08:00",
            kind = "complaint",
            callRef = "CALL-77",
            complainant = new { name = "王小明", phone = "13800138000" },
            respondent = new { name = "晋中某商店" },
            content = "买到坏的家电",
            goods = "冰箱",
            brand = "某牌",
            occurredAt = "2027-03-13T10:00:00+08:00",
            affectedPeople = 3,
            injured = true,
            ongoing = true,
            vulnerable = new[] { "elder" },
        };

    private static bool IsEmpty(JsonElement value) =>
        value.ValueKind is JsonValueKind.Null or JsonValueKind.False
        || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0);
}
