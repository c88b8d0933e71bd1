using Browser.Harness;
using Integration.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Pages;

/// <summary>What holds of every page in each of its states.</summary>
public sealed class EveryPageTests : ConsoleTests
{
    private const int MostBytes = 300 * 1024;
    private static readonly TimeSpan MostWait = TimeSpan.FromMilliseconds(100);

    /// <summary>WCAG's narrowest, a telephone, and a desk at 200 % zoom.</summary>
    private static readonly View[] Narrow = [View.Phone with { Width = 320 }, View.Phone, new(683, 384)];

    private readonly Dictionary<string, Screen> screens = new(StringComparer.Ordinal);

    /// <summary>In the short form each page in the state that has most to show; in the long form in every state.</summary>
    private static IReadOnlyList<ConsolePage> Pages { get; } =
        TestLength.IsLong
            ? ConsolePages.All
            : [.. ConsolePages.All.GroupBy(p => p.Name).Select(states => states.MaxBy(p => p.Stage)!)];

    /// <summary>Pages people work on when the network goes; in the long form every one.</summary>
    private static IEnumerable<ConsolePage> PagesOffline =>
        Pages.Where(p =>
            p.Role is not null
            && TestLength.Of(p is { Name: "desk" or "board-team" or "wall" or "case-team", Stage: Stage.Busy }, true)
        );

    [TestCaseSource(nameof(Pages))]
    public async Task IsWhole(ConsolePage page)
    {
        var screen = await VisitAsync(page);

        Assert.That(await PageChecks.LacksAsync(screen.Page), Is.Empty, "what the page lacks");
        Assert.That(await PageChecks.UnreachedByTabAsync(screen.Page), Is.Empty, "what the tab key does not reach");
        Assert.That(await PageChecks.PrintsBarAsync(screen), Is.False, "the bar is not for paper");
        foreach (var view in Narrow)
        {
            await screen.ShowAsync(view);
            Assert.That(await PageChecks.SidewaysAsync(screen.Page), Is.Empty, $"scrolls sideways at {view.Width} px");
        }
    }

    [TestCaseSource(nameof(Pages))]
    public async Task IsAccessible_InLightAndDark(ConsolePage page)
    {
        var screen = await VisitAsync(page);

        await screen.ShouldHaveNoAxeViolationsAsync();
        await screen.ScreenshotsAsync(page.Name, page.Stage.ToString().ToLowerInvariant());
    }

    [TestCaseSource(nameof(Pages))]
    public async Task IsQuickAndLight(ConsolePage page)
    {
        var screen = await VisitAsync(page);

        await screen.ShouldAnswerWithinAsync(screen.Path, MostWait);
        Assert.That(
            await PageChecks.BytesAsync(screen.Page),
            Is.InRange(1, MostBytes),
            "compressed, as they travelled"
        );
    }

    [TestCaseSource(nameof(PagesOffline))]
    public async Task SaysThatTheNetworkIsAway(ConsolePage page)
    {
        var screen = await VisitAsync(page);
        await screen.SetOfflineAsync(true);

        await Expect(screen.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "离线" })).ToBeVisibleAsync();
        await screen.ScreenshotsAsync(page.Name, $"{page.Stage.ToString().ToLowerInvariant()}-offline");

        await screen.SetOfflineAsync(false);
        await Expect(screen.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "离线" })).ToBeHiddenAsync();
    }

    protected override Task<HotlineConsole> StartHotlineAsync() => Stages.OfAsync(Stage.Empty);

    /// <summary>The stages are ended when all tests have ended.</summary>
    protected override ValueTask StopHotlineAsync() => ValueTask.CompletedTask;

    private async Task<Screen> VisitAsync(ConsolePage page)
    {
        var key = $"{page.Stage} {page.Role}";
        var screen = screens.GetValueOrDefault(key) ?? (screens[key] = await OpenAsync(page));
        Share(screen);
        await screen.ShowAsync(View.Desk);
        if (page.Answer != 200)
        {
            screen.Faults.Tolerate($"the server responded with a status of {page.Answer}");
        }
        var answer = await screen.GoToAsync(await PathAsync(page));
        Assert.That(answer!.Status, Is.EqualTo(page.Answer), page.Path);
        return screen;
    }

    private static async Task<Screen> OpenAsync(ConsolePage page)
    {
        var console = await Stages.OfAsync(page.Stage);
        return page.Role is { } role
            ? await console.SignInAsync(await console.PersonAsync(role))
            : await console.OpenAsync();
    }

    private static async Task<string> PathAsync(ConsolePage page) =>
        page.Path.Contains("{case}", StringComparison.Ordinal)
            ? page.Path.Replace("{case}", $"{await Stages.CaseAsync()}", StringComparison.Ordinal)
        : page.Path.Contains("{document}", StringComparison.Ordinal)
            ? page.Path.Replace("{document}", $"{await Stages.DocumentAsync()}", StringComparison.Ordinal)
        : page.Path;
}
