using System.Diagnostics;
using System.Net;
using Intake.Api.DutyWall;
using Integration.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;

namespace Integration.Api;

/// <summary>
/// Pages over many cases. The long form has 100,000 and holds each page's first response to 100 ms; it also prints what it
/// measured, for docs/performance.md.
/// </summary>
[NonParallelizable]
public sealed class ManyCasesTests
{
    private const int Tries = 15;
    private static readonly int Count = TestLength.Of(3_000, 100_000);
    private static readonly TimeSpan FirstResponse = TestLength.Of(
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMilliseconds(100)
    );

    private InProcessService service = null!;
    private Cast cast = null!;

    /// <summary>A case that went its whole way, with a person that can be read.</summary>
    private string whole = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 15, 12));
        cast = await Cast.OfAsync(service);
        await ManyCases.FillAsync(service, Count);
        whole = (
            await cast.Operator.RegisterRoutedAsync(
                new
                {
                    kind = "complaint",
                    channel = "phone",
                    content = "冰箱不制冷，商家不退款",
                    complainant = new { name = "钱八", phone = "13903569999" },
                }
            )
        ).GetProperty("id").GetString()!;
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.DisposeAsync();

    [Test]
    public async Task TheWall_OpensAtOnce_WhateverAReadingCosts()
    {
        var topic = service.Services.GetRequiredService<WallTopic>();
        await Eventually.HoldsAsync(
            async () => (await topic.PresentAsync()).Number > 0,
            ApiCalls.Patience,
            "the wall was read once"
        );

        await MeasureAsync(
            "/wall",
            async i =>
            {
                topic.Changed();
                await GetAsync(cast.Leader, "/wall", "投诉、举报");
            }
        );

        var reader = service.Services.GetRequiredService<WallReader>();
        var reading = await reader.ReadAsync(WallPeriod.Running(new(), service.Clock.Now));
        Say($"a reading of {reading.Cases + reading.Consultations} contacts", reading.Health.Cost.TotalMilliseconds);
        Say("the wall's pause between readings", topic.LeastAge.TotalMilliseconds);
        Assert.That(reading.Cases, Is.EqualTo(Count - (Count / 4) + 1));
        Assert.That(topic.LeastAge, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(1)));
    }

    /// <summary>Every page that shows cases, on its first screen and where its query has most to read.</summary>
    [TestCase(Role.Operator, "/desk", "来电人的原话")]
    [TestCase(Role.Operator, "/desk?caller=13812345678", "13812345678")]
    [TestCase(Role.Operator, "/assigned", "交办")]
    [TestCase(Role.Coordinator, "/board/coordination", "执法协调科")]
    [TestCase(Role.Enforcer, "/board/rapidResponse", "快速反应")]
    [TestCase(Role.Coordinator, "/coordination", "协调台")]
    [TestCase(Role.DutyLeader, "/cases/{case}", "被投诉人")]
    [TestCase(Role.Operator, "/cases/{case}/amend", "补正")]
    [TestCase(Role.Operator, "/cases/{case}/form", "登记")]
    [TestCase(Role.Operator, "/search", "案件")]
    [TestCase(Role.Operator, "/search?q=002500", "002500")]
    [TestCase(Role.Operator, "/search?q=冰箱", "冰箱")]
    [TestCase(Role.Operator, "/search?q=没有这样的词", "没有")]
    [TestCase(Role.Operator, "/search?q=13812345678", "案件")]
    [TestCase(Role.Operator, "/search?status=routed&district=urban", "城区")]
    [TestCase(Role.Admin, "/admin/operations", "运行")]
    [TestCase(Role.Admin, "/admin/audit", "审计")]
    public async Task APage_OpensAtOnce(Role role, string path, string holds)
    {
        var at = path.Replace("{case}", whole, StringComparison.Ordinal);

        await MeasureAsync(path, _ => GetAsync(cast.Of(role), at, holds));
    }

    [Test]
    public async Task AReport_OfTheWholeWindow_IsCountedWithinSeconds()
    {
        var began = TimeProvider.System.GetTimestamp();
        var report = await cast.Leader.ReadAsync("/api/v1/reports/duty/2027");
        var took = TimeProvider.System.GetElapsedTime(began);

        Say($"the window's report over {Count} contacts", took.TotalMilliseconds);
        Assert.That(report.GetProperty("rows").GetInt32(), Is.GreaterThanOrEqualTo(Count));
        Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(5)));
    }

    /// <summary>The median of several responses; the first of all warms up.</summary>
    private static async Task MeasureAsync(string what, Func<int, Task> ask)
    {
        await ask(0);
        var times = new List<double>();
        for (var i = 1; i <= Tries; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await ask(i);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        times.Sort();
        Say($"{what}: median of {Tries} (slowest {times[^1]:0} ms)", times[Tries / 2]);
        Assert.That(TimeSpan.FromMilliseconds(times[Tries / 2]), Is.LessThan(FirstResponse), what);
    }

    private static async Task GetAsync(HttpClient who, string path, string holds)
    {
        var page = (await who.CallAsync(HttpMethod.Get, path)).Expect(HttpStatusCode.OK);
        Assert.That(WebUtility.HtmlDecode(page.Text), Does.Contain(holds), path);
    }

    private static void Say(string what, double milliseconds) =>
        TestContext.Out.WriteLine($"{what}: {milliseconds:0.0} ms at {Count} cases");
}
