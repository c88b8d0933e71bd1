using Browser.Harness;
using Microsoft.Playwright;
using Shared.Contracts.Cases;
using static Microsoft.Playwright.Assertions;

namespace Browser.Layout;

/// <summary>The keys of a page, and the dialog that lists them.</summary>
public sealed class KeysTests : ConsoleTests
{
    [Test]
    public async Task QuestionMark_ListsEveryKeyOfThePage()
    {
        var screen = await PasswordPageAsync();

        await screen.Page.Keyboard.PressAsync("?");

        var dialog = screen.Page.GetByRole(AriaRole.Dialog, new() { Name = "这一页的按键" });
        await Expect(dialog).ToBeVisibleAsync();
        await Expect(dialog.GetByText("接线台")).ToBeVisibleAsync();
        await Expect(dialog.GetByText("N", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(dialog.GetByText("全部按键")).ToBeVisibleAsync();
        await screen.ShouldHaveNoAxeViolationsAsync();
        await screen.ScreenshotsAsync("password", "keys");

        await screen.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();
    }

    [Test]
    public async Task Typing_IsNoKey()
    {
        var screen = await PasswordPageAsync();

        await screen.Page.GetByLabel("现在的密码").PressSequentiallyAsync("n?/");

        await Expect(screen.Page.GetByLabel("现在的密码")).ToHaveValueAsync("n?/");
        await Expect(screen.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        Assert.That(screen.Path, Is.EqualTo("/password"));
    }

    [Test]
    public async Task SingleKeys_CanBeSwitchedOff_ForGood()
    {
        var screen = await PasswordPageAsync();
        await screen.Page.Keyboard.PressAsync("?");
        await screen.Page.GetByLabel("使用单键快捷键").UncheckAsync();
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "关闭" }).ClickAsync();

        await screen.Page.ReloadAsync();
        await screen.Page.Keyboard.PressAsync("?");
        await Expect(screen.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();

        await screen.Page.GetByText("王芳").ClickAsync();
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "全部按键" }).ClickAsync();
        await Expect(screen.Page.GetByLabel("使用单键快捷键")).Not.ToBeCheckedAsync();
    }

    private async Task<Screen> PasswordPageAsync()
    {
        var screen = await SignInAsync(Role.Operator);
        await screen.GoToAsync("/password");
        // The page's first field has the focus, and takes keys for text.
        await screen.Page.GetByRole(AriaRole.Heading).First.ClickAsync();
        return screen;
    }
}
