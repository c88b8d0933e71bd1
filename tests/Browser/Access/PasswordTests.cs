using Browser.Harness;
using Microsoft.Playwright;
using Shared.Contracts.Cases;
using static Microsoft.Playwright.Assertions;

namespace Browser.Access;

/// <summary>Setting a password of one's own, which a one-time password asks for.</summary>
public sealed class PasswordTests : ConsoleTests
{
    private const string Own = "my-own-words-2027";

    [Test]
    public async Task OneTimePassword_LeadsToANewOne_BeforeAnythingElse()
    {
        var person = await Hotline.AddPersonAsync("首日", Role.Operator, hasOneTimePassword: true);
        var screen = await OpenAsync();
        await screen.SignInAsync(person.Name, person.Password);
        await Expect(Heading(screen)).ToBeVisibleAsync();

        await screen.GoToAsync("/search");
        await Expect(Heading(screen)).ToBeVisibleAsync();
        // The page's script is there too: its menu and its keys.
        await screen.Page.GetByRole(AriaRole.Heading).First.ClickAsync();
        await screen.Page.Keyboard.PressAsync("?");
        await Expect(screen.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await screen.Page.Keyboard.PressAsync("Escape");

        await ChangeAsync(screen, person.Password, Own, Own);

        await Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Name = "登录" })).ToBeVisibleAsync();
        await screen.SignInAsync(person.Name, Own, "/password");
        await Expect(screen.Page.GetByText(person.Name)).ToBeVisibleAsync();
    }

    [Test]
    public async Task WhatIsWrong_IsSaidInWords()
    {
        var person = await Hotline.AddPersonAsync("改密", Role.Operator);
        var screen = await SignInAsync(person);

        await ChangeAsync(screen, "not-mine", Own, Own);
        await Expect(screen.Page.GetByText("现在的密码不正确")).ToBeVisibleAsync();

        await ChangeAsync(screen, person.Password, "short", "short");
        await Expect(screen.Page.GetByText("新密码应为 10 到 200 个字符")).ToBeVisibleAsync();

        await ChangeAsync(screen, person.Password, Own, Own + "x");
        await Expect(screen.Page.GetByText("两次输入的新密码不一样")).ToBeVisibleAsync();

        await ChangeAsync(screen, person.Password, person.Password, person.Password);
        await Expect(screen.Page.GetByText("新密码不能与现在的相同")).ToBeVisibleAsync();

        await screen.ShouldHaveNoAxeViolationsAsync();
        await screen.ScreenshotsAsync("password", "error");
    }

    private static ILocator Heading(Screen screen) =>
        screen.Page.GetByRole(AriaRole.Heading, new() { Name = "设置自己的密码" });

    private static async Task ChangeAsync(Screen screen, string current, string wanted, string again)
    {
        await screen
            .Page.GetByLabel("现在的密码")
            .Or(screen.Page.GetByLabel("一次性密码", new() { Exact = true }))
            .FillAsync(current);
        await screen.Page.GetByLabel("新密码", new() { Exact = true }).FillAsync(wanted);
        await screen.Page.GetByLabel("再输一次新密码").FillAsync(again);
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "设置密码" }).ClickAsync();
    }
}
