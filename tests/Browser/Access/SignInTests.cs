using System.Text.RegularExpressions;
using Browser.Harness;
using Browser.Pages;
using Intake.Api.Console;
using Microsoft.Playwright;
using Shared.Contracts.Cases;
using static Microsoft.Playwright.Assertions;

namespace Browser.Access;

/// <summary>Coming in: with the right password, with wrong ones, and from a page that asks for it.</summary>
public sealed class SignInTests : ConsoleTests
{
    [TestCase(Role.Operator)]
    [TestCase(Role.Coordinator)]
    [TestCase(Role.Enforcer)]
    [TestCase(Role.DutyLeader)]
    [TestCase(Role.Province)]
    [TestCase(Role.Admin)]
    public async Task RightPassword_LeadsToTheFirstPageOfTheRole(Role role)
    {
        var person = await Hotline.PersonAsync(role);
        var home = Places.HomeOf(new Actor("", person.Name, role, person.Unit));
        var screen = await OpenAsync();
        if (!ConsolePages.Has(home))
        {
            screen.Faults.Tolerate("status of 404");
        }

        await screen.SignInAsync(person.Name, person.Password);

        await Expect(screen.Page).ToHaveURLAsync(new Uri(Hotline.Address, home).ToString());
        await Expect(screen.Page.GetByRole(AriaRole.Banner).GetByText(person.Name)).ToBeVisibleAsync();
    }

    [Test]
    public async Task WrongPassword_IsSaidBesideTheForm_AndTheNameIsKept()
    {
        var person = await Hotline.PersonAsync(Role.Operator);
        var screen = await OpenAsync();

        await screen.SignInAsync(person.Name, "wrong-password");

        await Expect(screen.Page.GetByText("姓名或密码不正确")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByLabel("姓名")).ToHaveValueAsync(person.Name);
        await Expect(screen.Page.GetByLabel("密码")).ToHaveValueAsync("");
        await screen.ShouldHaveNoAxeViolationsAsync();
        await screen.ScreenshotsAsync("sign-in", "error");
    }

    [Test]
    public async Task NothingFilledIn_NamesBothFields()
    {
        var screen = await OpenAsync();

        await screen.SignInAsync("", "");

        await Expect(screen.Page.GetByText("请输入姓名")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByText("请输入密码")).ToBeVisibleAsync();
    }

    [Test]
    public async Task FiveWrongPasswords_LockTheAccount_AndSayUntilWhen()
    {
        var person = await Hotline.AddPersonAsync("忘记", Role.Operator);
        var screen = await OpenAsync();
        for (var i = 0; i < 5; i++)
        {
            await screen.SignInAsync(person.Name, $"wrong-{i}");
            await Expect(screen.Page.GetByText("姓名或密码不正确")).ToBeVisibleAsync();
        }

        await screen.SignInAsync(person.Name, person.Password);

        await Expect(screen.Page.GetByText(new Regex(@"账号锁定到 \d\d:\d\d"))).ToBeVisibleAsync();
        Assert.That(screen.Path, Does.StartWith("/sign-in"));
    }

    [Test]
    public async Task APageThatAsksForIt_IsOpenedAfterwards()
    {
        var person = await Hotline.PersonAsync(Role.Operator);
        var screen = await OpenAsync();
        await screen.GoToAsync("/password");
        await Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Name = "登录" })).ToBeVisibleAsync();

        await screen.Page.GetByLabel("姓名").FillAsync(person.Name);
        await screen.Page.GetByLabel("密码").FillAsync(person.Password);
        await screen.Page.Keyboard.PressAsync("Enter");

        await Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Name = "设置自己的密码" })).ToBeVisibleAsync();
    }

    [TestCase("//example.com/")]
    [TestCase("/\\example.com/")]
    [TestCase("https://example.com/")]
    public async Task AnotherSite_IsNotFollowed(string returnPath)
    {
        var person = await Hotline.PersonAsync(Role.Province);
        var screen = await OpenAsync();
        screen.Faults.Tolerate("status of 404");

        await screen.SignInAsync(person.Name, person.Password, returnPath);

        await Expect(screen.Page.GetByRole(AriaRole.Banner).GetByText(person.Name)).ToBeVisibleAsync();
        Assert.That(new Uri(screen.Page.Url).Authority, Is.EqualTo(Hotline.Address.Authority));
    }

    [Test]
    public async Task AFormThatHasExpired_SaysSo_AndTheWayBack()
    {
        var screen = await OpenAsync();
        screen.Faults.Tolerate("status of 400");
        await screen.GoToAsync("/sign-in");
        await screen.Page.Context.ClearCookiesAsync();

        await screen.Page.GetByLabel("姓名").FillAsync("王芳");
        await screen.Page.GetByLabel("密码").FillAsync("any-password");
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();

        await Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Name = "这一页的表单已失效" })).ToBeVisibleAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Link, new() { Name = "回到首页" })).ToBeVisibleAsync();
    }
}
