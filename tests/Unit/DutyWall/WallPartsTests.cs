using System.Net;
using System.Text.RegularExpressions;
using Intake.Api.DutyWall;
using Intake.Api.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shared.Contracts.Cases;

namespace Unit.DutyWall;

/// <summary>What the wall's blocks say, in each state of the service.</summary>
public sealed partial class WallPartsTests
{
    private static readonly DateTimeOffset Now = Shanghai.At(2027, 3, 15, 20);
    private static readonly WallPeriod Window = new(
        Shanghai.At(2027, 3, 14, 8),
        Shanghai.At(2027, 3, 16, 18),
        "值班时段"
    );

    private static readonly WallHealth Well = new(
        Now,
        ClockRuns: true,
        Waiting: 3,
        Parked: 0,
        FailedWork: 0,
        BrokerAnswers: null,
        TimeSpan.FromMilliseconds(31.2),
        AwaySince: null
    );

    private static readonly WallReading Empty = new()
    {
        Period = Window,
        AsOf = Now,
        Cases = 0,
        Consultations = 0,
        Stages = [.. new[] { "已接收", "已分流", "已签收", "已处置", "已反馈" }.Select(n => new WallStage(n, 0, 0, 0))],
        Overdue = 0,
        EverMissed = 0,
        Steps = [.. Window.Steps().Select(at => new WallStep(at, 0, 0))],
        Districts = [.. Codes.Districts.Entries.Select(e => new WallCount(e.Name, 0))],
        Categories = [],
        Units = [new WallUnit("中心", 0, 0, 0, 0, 0)],
        Waiting = [],
        Important = [],
        ImportantCount = 0,
        ImportantOwed = 0,
        Health = Well,
    };

    private ServiceProvider services = null!;
    private WallParts parts = null!;

    [SetUp]
    public void SetUp()
    {
        services = new ServiceCollection().AddLogging().BuildServiceProvider();
        parts = new WallParts(
            new PartRenderer(
                services.GetRequiredService<IServiceScopeFactory>(),
                services.GetRequiredService<ILoggerFactory>()
            )
        );
    }

    [TearDown]
    public async Task TearDownAsync() => await services.DisposeAsync();

    [Test]
    public async Task WithoutACase_TheWallSaysSo()
    {
        var shown = await ShowAsync(Empty);

        Assert.Multiple(() =>
        {
            Assert.That(Text(shown[WallParts.Arrivals]), Does.Contain("本时段还没有来件").And.Contain("共 0 件"));
            Assert.That(Text(shown[WallParts.Waiting]), Does.Contain("没有等待的案件"));
            Assert.That(Text(shown[WallParts.Important]), Does.Contain("没有重要情况"));
            Assert.That(Text(shown[WallParts.Funnel]), Does.Contain("按时 —").And.Not.Contain("NaN"));
            Assert.That(shown[WallParts.Funnel], Does.Not.Contain("data-any"), "nothing missed, nothing red");
            Assert.That(string.Concat(shown.Values), Does.Not.Contain("style="), "the policy of the pages forbids it");
        });
    }

    [Test]
    public async Task CountsAndShares_AreWrittenAsPeopleReadThem()
    {
        var shown = await ShowAsync(
            Empty with
            {
                Cases = 100_000,
                Stages = [new WallStage("已接收", 99_999, 99_950, 10), new WallStage("已分流", 1234, 2, 1)],
                Overdue = 7,
                EverMissed = 12,
            }
        );
        var funnel = Text(shown[WallParts.Funnel]);

        Assert.Multiple(() =>
        {
            Assert.That(
                funnel,
                Does.Contain("已接收 99,999 按时 99.9% 99,950 / 99,960"),
                "never 100 % when one is late"
            );
            Assert.That(funnel, Does.Contain("已分流 1,234 按时 66.7% 2 / 3"));
            Assert.That(funnel, Does.Contain("超期 7 曾经超期 12").And.Contain("投诉、举报 100,000 件"));
            Assert.That(shown[WallParts.Funnel], Does.Contain("data-any=\"yes\""));
        });
    }

    [Test]
    public async Task TheChart_HasABarForEachHour_AndATableOfTheSameFigures()
    {
        var steps = Window
            .Steps()
            .Select(
                (at, i) =>
                    new WallStep(
                        at,
                        i == 3 ? 40 : 0,
                        i == 3 ? 10
                            : i == 4 ? 5
                            : 0
                    )
            );
        var html = (await ShowAsync(Empty with { Cases = 40, Consultations = 15, Steps = [.. steps] }))[
            WallParts.Arrivals
        ];

        Assert.Multiple(() =>
        {
            Assert.That(Window.Steps().Count(), Is.EqualTo(58));
            Assert.That(Count(html, "class=\"cases\""), Is.EqualTo(1));
            Assert.That(Count(html, "class=\"consultations\""), Is.EqualTo(2));
            Assert.That(Text(html), Does.Contain("最多 03-14 11时 50 件").And.Contain("已过 36 / 58 小时"));
            Assert.That(Text(html), Does.Contain("03-14 11时 40 10"));
            Assert.That(Text(html), Does.Not.Contain("03-15 21时"), "what is to come has no figure");
            Assert.That(html, Does.Contain("<text ").And.Contain(">3-15</text>"));
        });
    }

    [Test]
    public async Task AStoppedClock_IsSaidPlainly()
    {
        var stopped = Empty with { Health = Well with { ClockRuns = false, LastBeat = Now.AddMinutes(-3) } };
        var never = Empty with { Health = Well with { ClockRuns = false, LastBeat = null } };

        var html = (await ShowAsync(stopped))[WallParts.Health];

        Assert.That(Text(html), Does.Contain("时钟停摆，自 03-15 19:57:00 起没有走动"));
        Assert.That(Count(html, "data-stopped=\"yes\""), Is.EqualTo(1));
        Assert.That(Text((await ShowAsync(never))[WallParts.Health]), Does.Contain("时钟停摆，从未走动"));
        Assert.That((await ShowAsync(Empty))[WallParts.Health], Does.Not.Contain("data-stopped"));
    }

    [Test]
    public async Task ADatabaseAway_LeavesTheFigures_AndSaysOfWhen()
    {
        var stale = Empty with { Cases = 5, Health = Well with { AwaySince = Now.AddSeconds(5) } };

        var shown = await ShowAsync(stale);

        Assert.That(
            Text(shown[WallParts.AsOf]),
            Is.EqualTo("数据库自 03-15 20:00:05 起没有应答，所示为 03-15 20:00:00 的情况")
        );
        Assert.That(Text(shown[WallParts.Health]), Does.Contain("没有应答，自 03-15 20:00:05 起"));
        Assert.That(Text(shown[WallParts.Funnel]), Does.Contain("投诉、举报 5 件"));
    }

    [Test]
    public async Task ABrokerAway_ParkedMessagesAndFailedWork_AreNamed()
    {
        var ill = Empty with { Health = Well with { BrokerAnswers = false, Parked = 2, FailedWork = 1 } };

        Assert.That(
            Text((await ShowAsync(ill))[WallParts.Health]),
            Does.Contain("消息服务没有应答 在途 3").And.Contain("停放 2 · 失败 1")
        );
    }

    [Test]
    public async Task AnImportantSituation_ShowsHowItsReportsStand()
    {
        var it = new WallImportant
        {
            Case = new WallCase
            {
                Id = Guid.CreateVersion7(),
                Number = "14050020270315000087",
                Kind = "complaint",
                Status = "routed",
                Important = "major",
                Category = "food",
                Problem = "foodSafety",
                District = "gaoping",
            },
            ByPhone = new WallReport(Stage.ReportByPhone, Now.AddMinutes(-40), Now.AddMinutes(-10), Now.AddMinutes(-5)),
            InWriting = new WallReport(Stage.ReportInWriting, Now.AddMinutes(-40), Now.AddMinutes(20), null),
        };

        var html = (await ShowAsync(Empty with { Important = [it], ImportantCount = 1, ImportantOwed = 1 }))[
            WallParts.Important
        ];

        Assert.Multiple(() =>
        {
            Assert.That(Text(html), Does.Contain("共 1 件，1 件待上报").And.Contain("000087 食品 食品安全 高平市"));
            Assert.That(Text(html), Does.Contain("电话上报 迟至 03-15 19:55").And.Contain("书面上报 03-15 20:20 前"));
            Assert.That(html, Does.Contain($"href=\"/cases/{it.Case.Id}\"").And.Contain("data-limit="));
        });
    }

    private async Task<Dictionary<string, string>> ShowAsync(WallReading reading) =>
        (await parts.RenderAsync(reading)).ToDictionary(p => p.Key, p => p.Html, StringComparer.Ordinal);

    private static int Count(string html, string piece) => html.Split(piece).Length - 1;

    private static string Text(string html) =>
        Blanks().Replace(WebUtility.HtmlDecode(Tags().Replace(html, " ")), " ").Trim();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
