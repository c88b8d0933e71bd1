using Browser.Harness;
using Integration.Api;
using Microsoft.Playwright;
using Shared.Contracts.Cases;
using static Microsoft.Playwright.Assertions;

namespace Browser.Live;

/// <summary>A board at one Intake.Api shows what is registered at another, whatever was away meanwhile.</summary>
public sealed class TwoInstancesTests : ConsoleTests
{
    private static readonly LocatorAssertionsToBeVisibleOptions WithinASecond = new() { Timeout = 1000 };
    private static readonly LocatorAssertionsToBeVisibleOptions WhenBack = new() { Timeout = 15_000 };

    private HttpClient first = null!;
    private int cases;

    private SplitConsole Second => (SplitConsole)Hotline;

    [OneTimeSetUp]
    public async Task RegisterAtTheFirstAsync()
    {
        first = await Second.Deployment.ClientAsync("operator");
        // The first of all warms both processes up.
        await NewCaseAsync();
    }

    [OneTimeTearDown]
    public void CloseFirst() => first.Dispose();

    [Test]
    public async Task ACaseRegisteredAtOne_ShowsOnABoardOfTheOther_WithinASecond()
    {
        var screen = await BoardAsync();
        await Expect(Line(screen, await NewCaseAsync())).ToBeVisibleAsync(WhenBack);
        for (var i = 0; i < 5; i++)
        {
            var serial = await NewCaseAsync(waits: false);

            await Expect(Line(screen, serial)).ToBeVisibleAsync(WithinASecond);
        }
    }

    [Test]
    public async Task AStepAtOne_MovesTheCaseOnABoardOfTheOther()
    {
        var screen = await BoardAsync();
        var serial = await NewCaseAsync();
        await Expect(Line(screen, serial)).ToBeVisibleAsync(WithinASecond);
        var team = await Second.Deployment.ClientAsync("enforcer");

        await team.StepAsync(await IdAsync(serial), "acknowledge");

        await Expect(Line(screen, serial)).ToContainTextAsync("已签收", new() { Timeout = 1000 });
    }

    [Test]
    public async Task ABoardThatWasDisconnected_ShowsTheTruthWhenItIsBack()
    {
        var screen = await BoardAsync();
        await screen.SetOfflineAsync(true);
        var serial = await NewCaseAsync();
        await Expect(Line(screen, serial)).ToBeHiddenAsync();

        await screen.SetOfflineAsync(false);

        await Expect(Line(screen, serial)).ToBeVisibleAsync(WhenBack);
    }

    [Test]
    public async Task ABoardWhoseServerWasKilled_ShowsTheTruthWhenItIsBack()
    {
        var screen = await BoardAsync();
        screen.Faults.Tolerate("net::ERR_CONNECTION_REFUSED");
        screen.Faults.Tolerate("WebSocket");
        await Second.Process.Kill9Async();
        var serial = await NewCaseAsync();

        await Second.StartAgainAsync();

        await Expect(Line(screen, serial)).ToBeVisibleAsync(WhenBack);
    }

    [Test]
    public async Task ABoard_ShowsTheTruth_WhenTheBrokerWasAway()
    {
        var screen = await BoardAsync();
        await Second.Deployment.Broker.KillAsync();
        var serial = await NewCaseAsync(waits: false);

        await Second.Deployment.Broker.StartAgainAsync();

        await Expect(Line(screen, serial)).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    protected override async Task<HotlineConsole> StartHotlineAsync() => await SplitConsole.StartAsync();

    private async Task<Screen> BoardAsync()
    {
        var screen = await SignInAsync(Role.Enforcer);
        await screen.GoToAsync("/board/rapidResponse");
        return screen;
    }

    /// <param name="waits">Whether to wait until the case lies with its unit.</param>
    /// <returns>The last six digits of its number.</returns>
    private async Task<string> NewCaseAsync(bool waits = true)
    {
        var body = new
        {
            kind = "complaint",
            channel = "phone",
            content = $"第 {Interlocked.Increment(ref cases)} 位来电人说在某饭店聚餐后上吐下泻",
            respondent = new { name = "某饭店" },
            affectedPeople = 3,
        };
        var it = waits ? await first.RegisterRoutedAsync(body) : (await first.RegisterAsync(body)).Json;
        return it.Str("number")![14..];
    }

    private async Task<Guid> IdAsync(string serial) =>
        Guid.Parse(
            (await first.AllAsync()).Single(c => c.Str("number")!.EndsWith(serial, StringComparison.Ordinal)).Str("id")!
        );

    private static ILocator Line(Screen screen, string serial) =>
        screen
            .Page.GetByRole(AriaRole.Region, new() { Name = "案件", Exact = true })
            .GetByRole(AriaRole.Link, new() { NameRegex = new(serial) });
}
