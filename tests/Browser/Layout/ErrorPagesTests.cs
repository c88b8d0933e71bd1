using Browser.Harness;
using Microsoft.Playwright;
using Shared.Contracts.Cases;
using static Microsoft.Playwright.Assertions;

namespace Browser.Layout;

/// <summary>What cannot be shown is said in Chinese, with the way out.</summary>
public sealed class ErrorPagesTests : ConsoleTests
{
    [TestCase("/hangfire", 403, "您的角色不能打开这一页", "请与管理员联系")]
    [TestCase("/nowhere", 404, "没有这一页，或您无权查看", "请核对地址")]
    public async Task WhatCannotBeShown_IsSaidWithTheWayOut(string path, int status, string title, string way)
    {
        var screen = await SignInAsync(Role.Operator);
        screen.Faults.Tolerate($"status of {status}");

        var answer = await screen.GoToAsync(path);

        Assert.That(answer!.Status, Is.EqualTo(status));
        await Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Name = title })).ToBeVisibleAsync();
        await Expect(screen.Page.GetByText(way)).ToBeVisibleAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Link, new() { Name = "回到首页" })).ToBeVisibleAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Navigation, new() { Name = "工作页面" })).ToBeVisibleAsync();
    }

    [Test]
    public async Task WhoIsNotSignedIn_LearnsNothing()
    {
        var screen = await OpenAsync();

        await screen.GoToAsync("/nowhere");

        await Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Name = "登录" })).ToBeVisibleAsync();
    }

    [Test]
    public async Task WithoutNetwork_APageSaysSo_AlsoAfterSomebodySignedOut()
    {
        var person = await Hotline.AddPersonAsync("交班", Role.Operator);
        var screen = await SignInAsync(person);
        await screen.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => {})");
        await screen.Page.GetByText(person.Name).ClickAsync();
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Name = "登录" })).ToBeVisibleAsync();
        await screen.SignInAsync(person.Name, person.Password);
        await screen.ArrivedAsync("/desk");
        await screen.SetOfflineAsync(true);

        await screen.Page.GotoAsync("/search");

        await Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Name = "现在没有网络" })).ToBeVisibleAsync();
        await Expect(screen.Page.GetByText("存在本机，没有丢失")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Main)).ToHaveCSSAsync("max-width", "390px");
        await screen.ShouldHaveNoAxeViolationsAsync();
        await screen.ScreenshotsAsync("offline", "offline");
        await screen.SetOfflineAsync(false);
        await Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Name = "案件" }))
            .ToBeVisibleAsync(new() { Timeout = 15_000 });
    }
}
