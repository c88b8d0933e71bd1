using Browser.Harness;
using Integration.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Pages;

/// <summary>What holds of every page in each of its states.</summary>
public sealed class EveryPageTests : PageVisits
{
    /// <summary>WCAG's narrowest, a telephone, and a desk at 200 % zoom.</summary>
    private static readonly View[] Narrow = [View.Phone with { Width = 320 }, View.Phone, new(683, 384)];

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
}
