using System.Text.Json;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Api;

/// <summary>Lists: filters, paging, search.</summary>
public sealed class ListTests
{
    private InProcessService service = null!;
    private Cast cast = null!;
    private JsonElement special;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 14, 9));
        cast = await Cast.OfAsync(service);
        await Task.WhenAll(
            Enumerable
                .Range(0, 250)
                .Select(i =>
                    cast.Operator.RegisterAsync(
                        new
                        {
                            kind = i % 3 == 0 ? "report" : "complaint",
                            channel = "phone",
                            district = i % 2 == 0 ? "gaoping" : "urban",
                            // Every tenth has the same moment of arrival as others.
                            arrivedAt = $"2027-03-{10 + (i % 4)}T08:{(i % 10) * 5:00}:00+08:00",
                        }
                    )
                )
        );
        special = await cast.Operator.RegisterRoutedAsync(
            new
            {
                kind = "complaint",
                channel = "phone",
                content = "打折100%甲_乙[丙]",
                respondent = new { name = "福满楼大酒店" },
                complainant = new { name = "孙寻", phone = "13566667777" },
            }
        );
        await Eventually.HoldsAsync(
            async () => (await cast.Operator.AllAsync("&status=received")).Count == 0,
            ApiCalls.Patience,
            "all are routed"
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.DisposeAsync();

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(250)]
    [TestCase(251)]
    [TestCase(500)]
    public async Task Paging_GivesEveryCaseOnce_NewestFirst(int limit)
    {
        var all = await cast.Operator.AllAsync(limit: limit);

        Assert.That(all, Has.Count.EqualTo(251));
        Assert.That(all.Select(c => c.GetProperty("id").GetGuid()), Is.Unique);
        Assert.That(all.Select(c => c.At("arrivedAt")), Is.Ordered.Descending);
    }

    [TestCase("kind=report", "kind", "report", 84)]
    [TestCase("district=高平市", "district", "gaoping", 125)]
    [TestCase("lane=duty", "lane", "duty", 1)]
    [TestCase("lane=routine", "lane", "routine", 250)]
    [TestCase("status=routed", "status", "routed", 251)]
    [TestCase("status=closed", "status", "closed", 0)]
    [TestCase("unit=coordination", "unit", "coordination", null)]
    [TestCase("unit=rapidResponse", "unit", "rapidResponse", null)]
    public async Task Filter_GivesThatValueOnly(string filter, string field, string value, int? count)
    {
        var found = await cast.Operator.AllAsync($"&{filter}");

        Assert.That(found.Select(c => c.Str(field)), Is.All.EqualTo(value));
        Assert.That(found, Has.Count.EqualTo(count ?? found.Count));
    }

    [Test]
    public async Task FromAndTo_BoundTheArrival()
    {
        var day = await cast.Operator.AllAsync("&from=2027-03-11&to=2027-03-12");
        var offset = await cast.Operator.AllAsync("&from=2027-03-10T16:00:00Z&to=2027-03-11T16:00:00Z");

        Assert.That(day.Select(c => Shanghai.DayOf(c.At("arrivedAt")).Day), Is.Not.Empty.And.All.EqualTo(11));
        Assert.That(offset, Has.Count.EqualTo(day.Count));
    }

    [Test]
    public async Task StageAndOverdue_LookAtOpenDeadlines()
    {
        var acknowledging = await cast.Operator.AllAsync("&stage=acknowledge");
        var overdue = await cast.Operator.AllAsync("&overdue=true&stage=acknowledge");

        Assert.That(acknowledging.Select(c => c.Str("number")), Is.EqualTo(new[] { special.Str("number") }));
        Assert.That(overdue, Is.Empty);
    }

    [Test]
    public async Task Enforcer_SeesTheUnitsCasesOnly()
    {
        Assert.That((await cast.Team.AllAsync()).Select(c => c.Str("unit")), Is.All.EqualTo("rapidResponse"));
        Assert.That(await cast.Team.AllAsync("&unit=coordination"), Is.Empty);
        Assert.That(await cast.Province.AllAsync(), Is.Empty);
    }

    [TestCase("13566667777")]
    [TestCase("7777")]
    [TestCase("孙寻")]
    [TestCase("满楼大")]
    [TestCase("打折100")]
    [TestCase("0%甲")]
    [TestCase("甲_乙")]
    [TestCase("[丙]")]
    public async Task Search_Finds(string q)
    {
        var found = await cast.Operator.AllAsync($"&q={Uri.EscapeDataString(q)}");

        Assert.That(found.Select(c => c.Str("number")), Is.EqualTo(new[] { special.Str("number") }));
    }

    [Test]
    public async Task Search_FindsByNumber() =>
        Assert.That(await cast.Operator.AllAsync($"&q={special.Str("number")}"), Has.Count.EqualTo(1));

    [TestCase("孙")]
    [TestCase("5666")]
    [TestCase("打%甲")]
    [TestCase("甲__")]
    [TestCase("[甲丙]")]
    [TestCase("__")]
    [TestCase("%%")]
    public async Task Search_TakesSpecialsLiterally_AndNamesWhole(string q) =>
        Assert.That(await cast.Operator.AllAsync($"&q={Uri.EscapeDataString(q)}"), Is.Empty);
}
