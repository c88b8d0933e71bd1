using Browser.Harness;
using Integration.Api;
using Microsoft.Playwright;
using Shared.Contracts.Cases;
using static Microsoft.Playwright.Assertions;

namespace Browser.Enforcement;

/// <summary>The open case at a unit's board and on a telephone in the street: its forms lose nothing and act once.</summary>
public sealed class OpenCaseTests : BoardScreens
{
    private const string IsKept = """
        (id) => new Promise((done) => {
            const request = indexedDB.open("hotline12315");
            request.onsuccess = () => {
                const get = request.result.transaction("entries").objectStore("entries").get(id);
                get.onsuccess = () => { request.result.close(); done(Boolean(get.result)); };
            };
        })
        """;

    [Test]
    public async Task AReplyKeptAsADraft_ClosesOnlyIfItsTickSaysSo()
    {
        var team = await Hotline.ClientAsync(Role.Enforcer);
        var id = await AcknowledgedCaseAsync();
        await team.StepAsync(id, "handle", new { outcome = "mediated", summary = "已退款" });
        var screen = await SignInAsync(Role.Enforcer);
        await screen.GoToAsync($"/cases/{id}");
        await screen.Page.Keyboard.PressAsync("f");
        await Form(screen, "反馈").GetByLabel("反馈内容").FillAsync("已电话告知");
        await Form(screen, "反馈").GetByLabel("同时办结").UncheckAsync();
        await Expect(Form(screen, "反馈").GetByLabel("同时办结")).Not.ToBeCheckedAsync();
        await screen.GoToAsync($"/cases/{id}");
        await Expect(Form(screen, "反馈").GetByLabel("反馈内容")).ToHaveValueAsync("已电话告知");
        await Expect(Form(screen, "反馈").GetByLabel("同时办结")).Not.ToBeCheckedAsync();

        await Form(screen, "反馈").GetByLabel("反馈内容").PressAsync("Control+Enter");

        await Expect(Pane(screen)).ToContainTextAsync("已反馈");
        Assert.That((await team.CaseAsync(id)).Str("status"), Is.EqualTo("replied"));
    }

    [Test]
    public async Task ANoteTheServerWillNotTake_IsKeptAndShown_NotDropped()
    {
        var id = await AcknowledgedCaseAsync();
        var screen = await SignInAsync(Role.Enforcer, view: View.Phone);
        screen.Faults.Tolerate("status of 404");
        screen.Faults.Tolerate("status of 400");
        await screen.GoToAsync($"/cases/{id}");
        await screen.SetOfflineAsync(true);
        await screen.Page.GetByText("记录进展").First.ClickAsync();
        await Form(screen, "记录进展").GetByLabel("情况").FillAsync("现场已封存");
        await Form(screen, "记录进展").GetByRole(AriaRole.Button, new() { Name = "记录进展" }).ClickAsync();
        await Expect(screen.Page.GetByText("1 条待上传")).ToBeVisibleAsync();
        await (await Hotline.ClientAsync(Role.Coordinator)).StepAsync(
            id,
            "route",
            new { unit = "coordination", reason = "改分" }
        );

        await screen.SetOfflineAsync(false);

        await Expect(screen.Page.GetByText("1 条未被接受")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await screen.Page.GetByText("1 条未被接受").ClickAsync();
        await Expect(screen.Page.GetByText("现场已封存").First).ToBeVisibleAsync();
        await Expect(screen.Page.GetByRole(AriaRole.Button, new() { Name = "再试" })).ToBeVisibleAsync();
    }

    [Test]
    public async Task AReturn_WithoutItsReason_IsRefusedAtTheField_AndKeepsWhatWasTyped()
    {
        var serial = await NewCaseAsync();
        var screen = await BoardAsync();
        screen.Faults.Tolerate("status of 422");
        screen.Faults.Tolerate("status of 404");
        await FocusAsync(screen, serial);

        await screen.Page.Keyboard.PressAsync("r");
        await Form(screen, "退回").GetByLabel("说明").FillAsync("不属本队职责");
        await Form(screen, "退回").GetByRole(AriaRole.Button, new() { Name = "退回" }).ClickAsync();

        await Expect(Pane(screen).GetByText("请选择：")).ToBeVisibleAsync();
        await Expect(Form(screen, "退回").GetByLabel("说明")).ToHaveValueAsync("不属本队职责");
        await screen.ShouldHaveNoAxeViolationsAsync();
        await screen.ScreenshotsAsync("board-team", "error");

        await Form(screen, "退回").GetByLabel("退回原因").SelectOptionAsync("不属本职");
        await Form(screen, "退回").GetByRole(AriaRole.Button, new() { Name = "退回" }).ClickAsync();
        // Of a foreign unit's case an enforcer is told nothing more.
        await Expect(Line(screen, serial)).ToBeHiddenAsync();
        Assert.That(await StatusAsync(await Hotline.ClientAsync(Role.Operator), serial), Is.EqualTo("returned"));
    }

    [Test]
    public async Task AName_IsMaskedUntilAReasonIsGiven_AndTheReasonIsLogged()
    {
        var serial = await NewCaseAsync();
        var screen = await BoardAsync();
        await FocusAsync(screen, serial);
        await Expect(Pane(screen)).ToContainTextAsync("139****");
        await Expect(Pane(screen)).Not.ToContainTextAsync("13903569999");

        await screen.Page.Keyboard.PressAsync("s");
        await Pane(screen).GetByLabel("查看原因").FillAsync("现场调解");
        await Pane(screen).GetByRole(AriaRole.Button, new() { Name = "记录原因并查看" }).ClickAsync();

        await Expect(Pane(screen)).ToContainTextAsync("13903569999");
        await screen.Page.ReloadAsync();
        await FocusAsync(screen, serial);
        await Expect(Pane(screen)).ToContainTextAsync("13903569999");
        Assert.That(
            await Hotline.RowsAsync("SELECT detail FROM audit WHERE action = 'RevealPerson'"),
            Is.EqualTo(new[] { "现场调解" })
        );
    }

    [Test]
    public async Task APhotograph_IsShownBeforeAndAfter()
    {
        var serial = await NewCaseAsync();
        var screen = await BoardAsync();
        await FocusAsync(screen, serial);

        await screen.Page.Keyboard.PressAsync("t");
        await Pane(screen).GetByLabel("照片或文件").SetInputFilesAsync(Picture());
        await Expect(Pane(screen).GetByAltText("现场.png")).ToBeVisibleAsync();
        await Form(screen, "照片、文件").GetByRole(AriaRole.Button, new() { Name = "照片、文件" }).ClickAsync();

        await Expect(Pane(screen)).ToContainTextAsync("附件 1");
        var shown = Pane(screen).GetByAltText("现场.png");
        Assert.That(
            await shown.EvaluateAsync<int>("async (i) => { await i.decode(); return i.naturalWidth; }"),
            Is.EqualTo(1)
        );
    }

    [Test]
    public async Task ANoteAndAPhotograph_WithoutNetwork_WaitOnTheTelephone_AndArriveOnce()
    {
        var id = await AcknowledgedCaseAsync();
        var screen = await SignInAsync(Role.Enforcer, view: View.Phone);
        await screen.GoToAsync($"/cases/{id}");
        await screen.SetOfflineAsync(true);

        await screen.Page.GetByText("记录进展").First.ClickAsync();
        await Form(screen, "记录进展").GetByLabel("情况").FillAsync("现场无人，已张贴通知");
        await Form(screen, "记录进展").GetByRole(AriaRole.Button, new() { Name = "记录进展" }).ClickAsync();
        await Expect(screen.Page.GetByText("1 条待上传")).ToBeVisibleAsync();
        await screen.Page.GetByText("照片、文件").First.ClickAsync();
        await screen.Page.GetByLabel("照片或文件").SetInputFilesAsync(Picture());
        await Form(screen, "照片、文件").GetByRole(AriaRole.Button, new() { Name = "照片、文件" }).ClickAsync();
        await Expect(screen.Page.GetByText("2 条待上传")).ToBeVisibleAsync();
        await screen.ScreenshotsAsync("case-team", "offline");
        await screen.ShowAsync(View.Phone);
        await screen.SetOfflineAsync(false);

        await Expect(screen.Page.GetByText("条待上传")).ToBeHiddenAsync(new() { Timeout = 15_000 });
        await Expect(screen.Page.GetByText("现场无人，已张贴通知")).ToBeVisibleAsync();
        var types = (await (await Hotline.ClientAsync(Role.Enforcer)).TimelineAsync(id))
            .Select(e => e.Str("type"))
            .ToList();
        Assert.That(types.Count(t => t == "progressed"), Is.EqualTo(1));
        Assert.That(types.Count(t => t == "attached"), Is.EqualTo(1));
    }

    [Test]
    public async Task WhatWasWrittenForAStepThatIsOver_IsShown_AndCanBeLetGo()
    {
        var team = await Hotline.ClientAsync(Role.Enforcer);
        var id = await AcknowledgedCaseAsync();
        var screen = await SignInAsync(Role.Enforcer);
        await screen.GoToAsync($"/cases/{id}");
        await screen.Page.Keyboard.PressAsync("h");
        await Form(screen, "处置").GetByLabel("处置情况").FillAsync("已约双方到场");
        await screen.Page.WaitForFunctionAsync(IsKept, $"handle:{id}");
        await team.StepAsync(id, "handle", new { outcome = "mediated", summary = "同事已处置" });
        await screen.GoToAsync($"/cases/{id}");

        await Expect(screen.Page.GetByText("没有提交的草稿（处置）：已约双方到场")).ToBeVisibleAsync();
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "丢弃" }).ClickAsync();

        await screen.GoToAsync($"/cases/{id}");
        await Expect(Pane(screen)).ToContainTextAsync("已处置");
        await Expect(screen.Page.GetByText("没有提交的草稿")).ToBeHiddenAsync();
    }

    [Test]
    public async Task AReturnFromTheTelephone_IsSaidToBeDone()
    {
        var serial = await NewCaseAsync();
        var id = await IdAsync(serial);
        var screen = await SignInAsync(Role.Enforcer, view: View.Phone);
        await screen.GoToAsync($"/cases/{id}");
        await screen.Page.GetByText("更多", new() { Exact = true }).ClickAsync();
        await screen.Page.Locator("summary").GetByText("退回").ClickAsync();
        await Form(screen, "退回").GetByLabel("退回原因").SelectOptionAsync("不属本职");
        await Form(screen, "退回").GetByLabel("说明").FillAsync("不属本队职责");

        await Form(screen, "退回").GetByRole(AriaRole.Button, new() { Name = "退回" }).ClickAsync();

        await Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Name = "已退回" })).ToBeVisibleAsync();
        Assert.That(await StatusAsync(await Hotline.ClientAsync(Role.Operator), serial), Is.EqualTo("returned"));
    }

    [Test]
    public async Task AnAmendment_WithoutNetwork_IsKept_UntilTheServerHasIt()
    {
        var id = await AcknowledgedCaseAsync();
        var screen = await SignInAsync(Role.Enforcer);
        await screen.GoToAsync($"/cases/{id}/amend");
        await screen.Page.GetByLabel("来电人的原话").FillAsync("补记：共七人不适");
        await Expect(screen.Page.GetByText("已存").First).ToBeVisibleAsync();
        await screen.SetOfflineAsync(true);
        await screen.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(screen.Page.GetByText("尚未提交；填写的内容还在").First).ToBeVisibleAsync();
        await screen.SetOfflineAsync(false);

        await screen.GoToAsync($"/cases/{id}/amend");
        await Expect(screen.Page.GetByLabel("来电人的原话")).ToHaveValueAsync("补记：共七人不适");
        await screen.Page.GetByLabel("来电人的原话").PressAsync("Control+Enter");

        await screen.ArrivedAsync($"/cases/{id}");
        await Expect(Pane(screen)).ToContainTextAsync("补记：共七人不适");
    }

    [Test]
    public async Task AnAmendment_OfFactsThatAnotherAmended_ShowsWhatItWouldReplace()
    {
        var id = await AcknowledgedCaseAsync();
        var screen = await SignInAsync(Role.Enforcer);
        screen.Faults.Tolerate("status of 422");
        await screen.GoToAsync($"/cases/{id}/amend");
        var team = await Hotline.ClientAsync(Role.Enforcer);
        await team.StepAsync(id, "amend", new { content = "四人中毒，已送市医院" });
        await screen.Page.GetByText("受伤、人数").First.ClickAsync();
        await screen.Page.GetByLabel("品牌").FillAsync("某牌");

        await screen.Page.GetByLabel("品牌").PressAsync("Control+Enter");

        await Expect(screen.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "四人中毒，已送市医院" }))
            .ToBeVisibleAsync();
        Assert.That((await team.CaseAsync(id)).Str("content"), Is.EqualTo("四人中毒，已送市医院"));
        await screen.Page.GetByLabel("来电人的原话").FillAsync("四人中毒，已送市医院；店方到场");
        await screen.Page.GetByLabel("来电人的原话").PressAsync("Control+Enter");
        await screen.ArrivedAsync($"/cases/{id}");
        Assert.That((await team.CaseAsync(id)).Str("content"), Is.EqualTo("四人中毒，已送市医院；店方到场"));
    }

    [Test]
    public async Task WhatIsChangedAfterALostAnswer_IsNotTakenForSent()
    {
        var id = await AcknowledgedCaseAsync();
        var screen = await SignInAsync(Role.Enforcer);
        screen.Faults.Tolerate("net::ERR_FAILED");
        screen.Faults.Tolerate("status of 422");
        await screen.GoToAsync($"/cases/{id}");
        await screen.Page.Keyboard.PressAsync("h");
        await Form(screen, "处置").GetByLabel("结果").SelectOptionAsync("达成调解");
        await Form(screen, "处置").GetByLabel("处置情况").FillAsync("双方和解");
        await screen.Page.RouteAsync(
            $"**/cases/{id}",
            async route =>
            {
                await route.FetchAsync();
                await route.AbortAsync();
            }
        );
        await Form(screen, "处置").GetByLabel("处置情况").PressAsync("Control+Enter");
        await Expect(screen.Page.GetByText("尚未提交；填写的内容还在").First).ToBeVisibleAsync();
        await screen.Page.UnrouteAsync($"**/cases/{id}");
        await Form(screen, "处置").GetByLabel("处置情况").FillAsync("双方和解，退款八百元");

        await Form(screen, "处置").GetByLabel("处置情况").PressAsync("Control+Enter");

        await Expect(Pane(screen).GetByText("这张表先前已经收到")).ToBeVisibleAsync();
        await Expect(Pane(screen).GetByText("双方和解，退款八百元").First).ToBeVisibleAsync();
    }

    [Test]
    public async Task ArrivalOnSite_WithoutNetwork_IsTakenOnce()
    {
        var id = await AcknowledgedCaseAsync();
        var screen = await SignInAsync(Role.Enforcer, view: View.Phone);
        await screen.GoToAsync($"/cases/{id}");
        var transfer = screen.Page.Locator("summary").GetByText("移送", new() { Exact = true });
        await Expect(transfer).ToBeHiddenAsync();
        await screen.Page.GetByText("更多", new() { Exact = true }).ClickAsync();
        await Expect(transfer).ToBeVisibleAsync();
        await screen.SetOfflineAsync(true);

        var arrived = screen.Page.GetByRole(AriaRole.Button, new() { Name = "到达现场" });
        await arrived.ClickAsync();

        await Expect(screen.Page.GetByText("1 条待上传")).ToBeVisibleAsync();
        await Expect(arrived).ToBeDisabledAsync();
        await screen.SetOfflineAsync(false);
        await Expect(arrived).ToBeHiddenAsync(new() { Timeout = 15_000 });
        var types = (await (await Hotline.ClientAsync(Role.Enforcer)).TimelineAsync(id)).Select(e => e.Str("type"));
        Assert.That(types.Count(t => t == "progressed"), Is.EqualTo(1));
    }
}
