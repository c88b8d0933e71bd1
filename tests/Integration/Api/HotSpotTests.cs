using System.Net;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Api;

/// <summary>热点 and 典型案例: what a month's cases crowd around, and nobody's name where none may be.</summary>
public sealed class HotSpotTests
{
    private InProcessService service = null!;
    private Cast cast = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 14, 9));
        cast = await Cast.OfAsync(service);
        await RegisterAsync(4, "food", "quality", "旺角超市", Shanghai.At(2027, 3, 14, 8));
        await RegisterAsync(1, "food", "quality", "旺角超市", Shanghai.At(2027, 2, 20, 8));
        await RegisterAsync(3, "clothing", "afterSales", "时尚服装", Shanghai.At(2027, 2, 21, 8));
        await RegisterAsync(3, "clothing", "afterSales", null, Shanghai.At(2027, 3, 14, 8));
        await RegisterAsync(2, "telecomServices", "price", "某通讯店", Shanghai.At(2027, 3, 14, 8));
        await RegisterAsync(1, "food", null, "旺角超市", Shanghai.At(2027, 3, 14, 8), "consultation");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.DisposeAsync();

    [Test, Order(1)]
    public async Task WhatRose_ComesFirst_AndWhatIsFewIsChance()
    {
        var reading = await cast.Leader.ReadAsync("/api/v1/hotspots?month=2027-03");

        Assert.That(
            reading
                .List("topics")
                .Select(t =>
                    $"{t.Str("category")} {t.Str("problem")} {t.GetProperty("count")} {t.GetProperty("previous")}"
                ),
            Is.EqualTo(["food quality 4 1", "clothing afterSales 3 3"])
        );
        Assert.That(
            reading
                .List("respondents")
                .Select(r => $"{r.Str("name")} {r.GetProperty("count")} {r.GetProperty("previous")}"),
            Is.EqualTo(["旺角超市 4 1"])
        );
        Assert.That(reading.List("typicalCases"), Is.Empty);
    }

    [Test, Order(2)]
    public async Task ATypicalCase_HasNoNameNoNumberAndNobodysWords()
    {
        var it = await cast.Operator.RegisterRoutedAsync(
            new
            {
                kind = "complaint",
                channel = "phone",
                category = "food",
                problem = "quality",
                district = "urban",
                amount = 120,
                content = "王小二买到发霉面包",
                respondent = new { name = "某某面包房" },
                complainant = new { name = "王小二", phone = "13903560001" },
            }
        );
        var id = it.GetProperty("id").GetGuid();
        var unit = cast.UnitOf(it);
        await unit.StepAsync(id, "acknowledge");
        var handling = new
        {
            outcome = "mediated",
            summary = "退给王小二",
            recoveredAmount = 120,
        };
        await unit.StepAsync(id, "handle", handling);
        await cast.Operator.StepAsync(id, "reply", new { method = "phone", summary = "已告知" });

        var answer = await cast.Leader.CallAsync(HttpMethod.Get, "/api/v1/hotspots?month=2027-03");

        var typical = answer.Expect(HttpStatusCode.OK).Json.List("typicalCases").Single();
        Assert.That(
            typical.EnumerateObject().Select(p => p.Name),
            Is.EqualTo(["district", "category", "problem", "channel", "amount", "recovered", "affectedPeople", "days"])
        );
        Assert.That(typical.GetProperty("recovered").GetDecimal(), Is.EqualTo(120));
        Assert.That(
            typical.GetRawText(),
            Does.Not.Contain("王小二").And.Not.Contain("面包").And.Not.Contain(it.Str("number")!)
        );
        (await cast.Leader.CallAsync(HttpMethod.Get, "/api/v1/hotspots")).ExpectInvalid("month");
    }

    private async Task RegisterAsync(
        int count,
        string category,
        string? problem,
        string? respondent,
        DateTimeOffset arrivedAt,
        string kind = "complaint"
    )
    {
        for (var n = 0; n < count; n++)
        {
            await cast.Operator.RegisterAsync(
                new
                {
                    kind,
                    channel = "phone",
                    category,
                    problem,
                    arrivedAt,
                    respondent = respondent is null ? null : new { name = respondent },
                }
            );
        }
    }
}
