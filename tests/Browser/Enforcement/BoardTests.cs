using Browser.Harness;
using Integration.Api;
using Microsoft.Playwright;
using Shared.Contracts.Cases;
using static Microsoft.Playwright.Assertions;

namespace Browser.Enforcement;

/// <summary>执法台: a case comes by itself, and is acknowledged, handled and replied to by keyboard.</summary>
public sealed class BoardTests : BoardScreens
{
    private static readonly LocatorAssertionsToBeVisibleOptions WithinASecond = new() { Timeout = 1000 };

    [Test]
    public async Task ALineReachedBeforeTheBoardsScriptCame_IsOpenedWhenItComes()
    {
        var serial = await NewCaseAsync();
        var screen = await SignInAsync(Role.Enforcer);
        var scriptMayCome = new TaskCompletionSource();
        await screen.Page.RouteAsync(
            "**/js/board*.js",
            async route =>
            {
                await scriptMayCome.Task;
                await route.ContinueAsync();
            }
        );
        await screen.Page.GotoAsync("/board/rapidResponse");

        while (!await Line(screen, serial).EvaluateAsync<bool>("e => e === document.activeElement"))
        {
            await screen.Page.Keyboard.PressAsync("j");
        }
        scriptMayCome.SetResult();

        await Expect(Pane(screen)).ToContainTextAsync(serial);
    }

    [Test]
    public async Task ANewCase_AppearsWithoutReload_WithinASecondOfItsRouting()
    {
        var screen = await BoardAsync();

        var serial = await NewCaseAsync();

        await Expect(Line(screen, serial)).ToBeVisibleAsync(WithinASecond);
        await Expect(Line(screen, serial)).ToContainTextAsync("某饭店");
    }

    [Test]
    public async Task AcknowledgeHandleAndReply_ByKeyboardAlone()
    {
        var serial = await NewCaseAsync();
        var screen = await BoardAsync();
        var keys = screen.Page.Keyboard;
        await FocusAsync(screen, serial);

        await keys.PressAsync("a");
        await Expect(Pane(screen)).ToContainTextAsync("已签收");
        await Expect(Pane(screen)).ToContainTextAsync(serial);
        await keys.PressAsync("m");
        await Expect(Pane(screen)).ToContainTextAsync("张伟 办理");
        await keys.PressAsync("d");
        await Expect(Pane(screen)).ToContainTextAsync("已到达现场");

        await keys.PressAsync("h");
        await Expect(Pane(screen).GetByLabel("结果")).ToBeFocusedAsync();
        await Pane(screen).GetByLabel("结果").SelectOptionAsync("达成调解");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("商家退款并道歉");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("300");
        await keys.PressAsync("Enter");
        await Expect(Pane(screen)).ToContainTextAsync("已处置");

        await keys.PressAsync("f");
        await Expect(Pane(screen).GetByLabel("反馈方式")).ToBeFocusedAsync();
        await keys.PressAsync("Tab");
        await keys.TypeAsync("已电话告知结果");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");

        await Expect(Pane(screen)).ToContainTextAsync("办结");
        await Expect(Line(screen, serial)).ToBeHiddenAsync();
        Assert.That(screen.Path, Is.EqualTo("/board/rapidResponse"), "the list was never left");
    }

    [Test]
    public async Task AKeyPressedWhileTheNextCaseComes_IsForThatCase()
    {
        var first = await NewCaseAsync();
        var second = await NewCaseAsync();
        var screen = await BoardAsync();
        await FocusAsync(screen, first);

        await screen.Page.Keyboard.PressAsync("j");
        await screen.Page.Keyboard.PressAsync("a");

        await Expect(Pane(screen)).ToContainTextAsync("已签收");
        var desk = await Hotline.ClientAsync(Role.Operator);
        Assert.That(await StatusAsync(desk, first), Is.EqualTo("routed"));
        Assert.That(await StatusAsync(desk, second), Is.EqualTo("acknowledged"));
    }

    [Test]
    public async Task AnyLetterPressedWhileTheNextCaseComes_IsForThatCase()
    {
        var team = await Hotline.ClientAsync(Role.Enforcer);
        var first = await NewCaseAsync();
        var second = await NewCaseAsync();
        await team.StepAsync(await IdAsync(first), "acknowledge");
        await team.StepAsync(await IdAsync(second), "acknowledge");
        var screen = await BoardAsync();
        await FocusAsync(screen, first);

        await screen.Page.Keyboard.PressAsync("j");
        await screen.Page.Keyboard.PressAsync("y");

        await Expect(Pane(screen)).ToContainTextAsync(second);
        await Expect(Pane(screen).GetByRole(AriaRole.Button, new() { Name = "受理" })).ToBeHiddenAsync();
        Assert.That(
            (await team.TimelineAsync(await IdAsync(first))).Select(e => e.Str("type")),
            Does.Not.Contain("accepted")
        );
        Assert.That(
            (await team.TimelineAsync(await IdAsync(second))).Select(e => e.Str("type")),
            Does.Contain("accepted")
        );
    }

    [Test]
    public async Task ACaseThatMovedAway_LeavesItsPlaceToTheOneBehindIt()
    {
        var first = await NewCaseAsync();
        var second = await NewCaseAsync();
        var screen = await BoardAsync();
        await FocusAsync(screen, first);
        await screen.Page.Keyboard.PressAsync("a");
        await Expect(Pane(screen)).ToContainTextAsync("已签收");

        await screen.Page.Keyboard.PressAsync("j");

        await Expect(Pane(screen)).ToContainTextAsync(second);
    }

    [Test]
    public async Task ACaseAcknowledgedByAnother_IsSaidSo_AndNotTwice()
    {
        var serial = await NewCaseAsync();
        var screen = await BoardAsync();
        screen.Faults.Tolerate("status of 422");
        await FocusAsync(screen, serial);
        await screen.SetOfflineAsync(true);
        await screen.SetOfflineAsync(false);
        var team = await Hotline.ClientAsync(Role.Enforcer);
        var id = await IdAsync(serial);
        await team.StepAsync(id, "acknowledge");

        await Expect(Pane(screen)).ToContainTextAsync("已签收", new() { Timeout = 8000 });

        var timeline = await team.TimelineAsync(id);
        Assert.That(timeline.Count(e => e.Str("type") == "acknowledged"), Is.EqualTo(1));
    }

    [Test]
    public async Task ABoardThatWasDisconnected_ShowsTheTruthWhenItIsBack()
    {
        var screen = await BoardAsync();
        await screen.SetOfflineAsync(true);
        await screen.Page.EvaluateAsync("() => new Promise((done) => setTimeout(done, 0))");

        var serial = await NewCaseAsync();
        await screen.SetOfflineAsync(false);

        await Expect(Line(screen, serial)).ToBeVisibleAsync(new() { Timeout = 10_000 });
    }

    [Test]
    public async Task WhatWasWrittenInACase_IsThereAgain_AfterLookingAtAnother()
    {
        var first = await NewCaseAsync();
        var second = await NewCaseAsync();
        var screen = await BoardAsync();
        await FocusAsync(screen, first);
        await screen.Page.Keyboard.PressAsync("r");
        await Form(screen, "退回").GetByLabel("说明").FillAsync("地址不在辖区");
        await Line(screen, second).ClickAsync();
        await Expect(Pane(screen)).ToContainTextAsync(second);

        await Line(screen, first).ClickAsync();

        await Expect(Form(screen, "退回").GetByLabel("说明")).ToHaveValueAsync("地址不在辖区");
    }

    [Test]
    public async Task WhatCouldNotBeSent_IsThereAgain_AfterLookingAtAnother()
    {
        var first = await NewCaseAsync();
        var second = await NewCaseAsync();
        var screen = await BoardAsync();
        await FocusAsync(screen, first);
        await screen.Page.Keyboard.PressAsync("r");
        await Form(screen, "退回").GetByLabel("退回原因").SelectOptionAsync("不属本职");
        await Form(screen, "退回").GetByLabel("说明").FillAsync("地址不在辖区");
        await screen.SetOfflineAsync(true);
        await Form(screen, "退回").GetByLabel("说明").PressAsync("Control+Enter");
        await Expect(screen.Page.GetByText("尚未提交；填写的内容还在").First).ToBeVisibleAsync();
        await screen.SetOfflineAsync(false);
        await Line(screen, second).ClickAsync();
        await Expect(Pane(screen)).ToContainTextAsync(second);

        await Line(screen, first).ClickAsync();

        await Expect(Form(screen, "退回").GetByLabel("说明")).ToHaveValueAsync("地址不在辖区");
    }

    [Test]
    public async Task ACaseThatClosed_StaysInViewWithAllItsWords()
    {
        var team = await Hotline.ClientAsync(Role.Enforcer);
        var serial = await NewCaseAsync();
        var id = await IdAsync(serial);
        await team.StepAsync(id, "acknowledge");
        await team.StepAsync(id, "handle", new { outcome = "mediated", summary = "已退款" });
        await NewCaseAsync();
        var screen = await BoardAsync();
        await FocusAsync(screen, serial);

        await (await Hotline.ClientAsync(Role.Operator)).StepAsync(
            id,
            "reply",
            new
            {
                method = "phone",
                summary = "已电话告知",
                close = true,
            }
        );

        await Expect(Line(screen, serial)).ToBeHiddenAsync();
        await Expect(screen.Page.Locator("#pane[data-gone=true]")).ToBeVisibleAsync();
        await TickAsync(screen);
        await Expect(Pane(screen)).ToContainTextAsync(serial);
        await Expect(Pane(screen)).ToContainTextAsync("办结");
    }

    /// <summary>Waits until the page's clock has gone on.</summary>
    private static async Task TickAsync(Screen screen)
    {
        var limit = screen.Page.Locator("[data-live-rows] [data-limit]").First;
        var before = await limit.InnerTextAsync();
        await Expect(limit).Not.ToHaveTextAsync(before);
    }
}
