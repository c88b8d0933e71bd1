using Browser.Harness;
using Microsoft.Playwright;
using Shared.Contracts.Cases;
using static Microsoft.Playwright.Assertions;

namespace Browser.Layout;

/// <summary>The bar above every page.</summary>
public sealed class BarTests : ConsoleTests
{
    [TestCase(Role.Admin)]
    [TestCase(Role.Coordinator)]
    public async Task OnATelephone_PagesAndMenuAreReached(Role role)
    {
        var screen = await SignInAsync(role, view: View.Phone);
        await screen.GoToAsync("/password");
        var bar = screen.Page.GetByRole(AriaRole.Banner);
        var name = (await Hotline.PersonAsync(role)).Name;

        var last = bar.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link).Last;
        await last.ScrollIntoViewIfNeededAsync();
        await Expect(last).ToBeInViewportAsync(new() { Ratio = 1 });

        await bar.GetByText(name).ClickAsync();
        foreach (var button in new[] { "全部按键", "退出" })
        {
            await Expect(bar.GetByRole(AriaRole.Button, new() { Name = button }))
                .ToBeInViewportAsync(new() { Ratio = 1 });
        }
        await screen.ScreenshotsAsync("bar", $"menu-{role.ToString().ToLowerInvariant()}");
    }

    [Test]
    public async Task Menu_ClosesWhenSomethingElseIsPressed()
    {
        var screen = await SignInAsync(Role.Operator);
        await screen.GoToAsync("/password");
        var signOut = screen.Page.GetByRole(AriaRole.Button, new() { Name = "退出" });
        await screen.Page.GetByText("王芳").ClickAsync();
        await Expect(signOut).ToBeVisibleAsync();

        await screen.Page.GetByRole(AriaRole.Heading).First.ClickAsync();

        await Expect(signOut).ToBeHiddenAsync();
    }

    [Test]
    public async Task TheDutyWindow_AndTheDrill_AreSaid()
    {
        var screen = await SignInAsync(Role.Operator);
        await screen.GoToAsync("/password");

        await Expect(screen.Page.GetByText("演练时间 03-14 09:")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByText("还剩 2天 08:")).ToBeVisibleAsync();
    }

    [Test]
    public async Task SkipLink_LeadsPastTheBar()
    {
        var screen = await SignInAsync(Role.Operator);
        await screen.GoToAsync("/search");

        await screen.Page.Keyboard.PressAsync("Tab");
        var skip = screen.Page.GetByRole(AriaRole.Link, new() { Name = "跳到正文" });
        await Expect(skip).ToBeFocusedAsync();
        await Expect(skip).ToBeInViewportAsync();
        await screen.Page.Keyboard.PressAsync("Enter");
        await screen.Page.Keyboard.PressAsync("Tab");

        await Expect(screen.Page.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
    }
}
