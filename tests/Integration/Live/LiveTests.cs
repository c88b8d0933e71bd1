using System.Net.WebSockets;
using Integration.Api;
using Integration.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;

namespace Integration.Live;

/// <summary>A live page shows what is, and nothing to whom it may not.</summary>
public sealed class LiveTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly object Injury = new
    {
        kind = "complaint",
        channel = "phone",
        content = "店内有人受伤",
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
    public async Task StopAsync() => await service.DisposeAsync();

    [Test]
    public async Task ABoard_ShowsANewCaseWithinASecondOfItsRouting_AndEachStepAfter()
    {
        await using var board = await WatchAsync(cast.Team, "board/rapidResponse");
        var it = await cast.Operator.RegisterRoutedAsync(Injury);
        var number = it.Str("number")![14..];

        await Eventually.HoldsAsync(
            () => Task.FromResult(board.Shows(number)),
            Second,
            "the board shows the case",
            TimeSpan.FromMilliseconds(20)
        );
        await cast.Team.StepAsync(it.GetProperty("id").GetGuid(), "acknowledge");
        await Eventually.HoldsAsync(
            () => Task.FromResult(board.Rows.Any(r => r.Contains(number) && r.Contains("已签收"))),
            Second,
            "the board shows the acknowledgement",
            TimeSpan.FromMilliseconds(20)
        );
    }

    [Test]
    public async Task ABoardOpenedLater_ShowsTheWholeAtOnce()
    {
        var number = (await cast.Operator.RegisterRoutedAsync(Injury)).Str("number")![14..];

        await using var board = await WatchAsync(cast.Team, "board/rapidResponse");

        await Eventually.HoldsAsync(() => Task.FromResult(board.Shows(number)), Second, "the board shows the case");
    }

    [TestCase(Role.Operator, "board/rapidResponse")]
    [TestCase(Role.Enforcer, "board/coordination")]
    [TestCase(Role.Enforcer, "coordination")]
    [TestCase(Role.Province, "board/rapidResponse")]
    [TestCase(Role.Admin, "coordination")]
    [TestCase(Role.Coordinator, "assigned")]
    public void ATopicOfOthers_IsRefused(Role role, string topic) =>
        Assert.That(
            async () => await WatchAsync(cast.Of(role), topic),
            Throws.InstanceOf<WebSocketException>().With.Message.Contains("403")
        );

    [Test]
    public void AnUnknownTopic_IsNotFound() =>
        Assert.That(
            async () => await WatchAsync(cast.Team, "board/nobody"),
            Throws.InstanceOf<WebSocketException>().With.Message.Contains("404")
        );

    [Test]
    public async Task AHundredChangesAtOnce_CostFewMessages()
    {
        await using var board = await WatchAsync(cast.Leader, "board/rapidResponse");
        var ids = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(async _ => (await cast.Operator.RegisterAsync(Injury)).Number[14..])
        );

        await Eventually.HoldsAsync(
            () => Task.FromResult(ids.All(board.Shows)),
            TimeSpan.FromSeconds(10),
            "the board shows all of them"
        );
        Assert.That(board.Messages, Is.LessThan(60), "changes that come together travel together");
    }

    [Test]
    public async Task ASessionThatEnds_EndsItsLivePage()
    {
        var users = service.Services.GetRequiredService<Users>();
        var password = (await users.AddAsync("暂时", Role.DutyLeader, null, mustChange: false))!;
        using var browser = new Browser(service.Address);
        await browser.SignInAsync("暂时", password);
        await using var board = await LiveWatcher.OpenAsync(
            service.Address,
            "coordination",
            o => o.Cookies = browser.Cookies
        );

        await users.EndSessionsAsync("暂时");

        await Eventually.HoldsAsync(
            () => Task.FromResult(board.ClosedWith == 4401),
            TimeSpan.FromSeconds(20),
            "the page is told that its session has ended"
        );
    }

    private Task<LiveWatcher> WatchAsync(HttpClient client, string topic) =>
        LiveWatcher.OpenAsync(
            service.Address,
            topic,
            o => o.SetRequestHeader("Authorization", client.DefaultRequestHeaders.Authorization!.ToString())
        );
}
