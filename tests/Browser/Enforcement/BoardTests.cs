using Browser.Harness;
using Integration.Api;
using Microsoft.Playwright;
using Shared.Contracts.Cases;
using static Microsoft.Playwright.Assertions;

namespace Browser.Enforcement;

/// <summary>执法台: a case comes by itself, and is acknowledged, handled and replied to by keyboard.</summary>
public sealed class BoardTests : ConsoleTests
{
    private static readonly LocatorAssertionsToBeVisibleOptions WithinASecond = new() { Timeout = 1000 };
    private int cases;

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
    public async Task AReplyKeptAsADraft_ClosesOnlyIfItsTickSaysSo()
    {
        var team = await Hotline.ClientAsync(Role.Enforcer);
        var serial = await NewCaseAsync();
        var id = await IdAsync(serial);
        await team.StepAsync(id, "acknowledge");
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
        var serial = await NewCaseAsync();
        var id = await IdAsync(serial);
        await (await Hotline.ClientAsync(Role.Enforcer)).StepAsync(id, "acknowledge");
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

        await Expect(Pane(screen).GetByText("不能为空")).ToBeVisibleAsync();
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
        var serial = await NewCaseAsync();
        var id = await IdAsync(serial);
        await (await Hotline.ClientAsync(Role.Enforcer)).StepAsync(id, "acknowledge");
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
    public async Task ABoardThatWasDisconnected_ShowsTheTruthWhenItIsBack()
    {
        var screen = await BoardAsync();
        await screen.SetOfflineAsync(true);
        await screen.Page.EvaluateAsync("() => new Promise((done) => setTimeout(done, 0))");

        var serial = await NewCaseAsync();
        await screen.SetOfflineAsync(false);

        await Expect(Line(screen, serial)).ToBeVisibleAsync(new() { Timeout = 10_000 });
    }

    private async Task<Screen> BoardAsync()
    {
        var screen = await SignInAsync(Role.Enforcer);
        await screen.GoToAsync("/board/rapidResponse");
        return screen;
    }

    private async Task<string> NewCaseAsync()
    {
        var desk = await Hotline.ClientAsync(Role.Operator);
        var it = await desk.RegisterRoutedAsync(
            new
            {
                kind = "complaint",
                channel = "phone",
                content = $"第{++cases}桌客人饭后上吐下泻",
                respondent = new { name = "某饭店", address = "泽州路3号" },
                complainant = new { name = "钱八", phone = "13903569999" },
            }
        );
        return it.Str("number")![14..];
    }

    private async Task<Guid> IdAsync(string serial) =>
        Guid.Parse((await Hotline.RowsAsync($"SELECT id FROM cases WHERE number LIKE '%{serial}'")).Single());

    private async Task<string> StatusAsync(HttpClient desk, string serial) =>
        (await desk.CaseAsync(await IdAsync(serial))).Str("status")!;

    /// <summary>Walks the list by its keys until the case is open.</summary>
    private static async Task FocusAsync(Screen screen, string serial)
    {
        await Expect(Line(screen, serial)).ToBeVisibleAsync();
        for (var presses = 0; presses < 40; presses++)
        {
            await screen.Page.Keyboard.PressAsync("j");
            if (await Line(screen, serial).EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                break;
            }
        }
        await Expect(Pane(screen)).ToContainTextAsync(serial);
    }

    private static ILocator Line(Screen screen, string serial) =>
        screen
            .Page.GetByRole(AriaRole.Region, new() { Name = "案件", Exact = true })
            .GetByRole(AriaRole.Link, new() { NameRegex = new(serial) });

    private static ILocator Pane(Screen screen) =>
        screen.Page.GetByRole(AriaRole.Region, new() { NameRegex = new("^案件 1405|打开的案件") });

    private static ILocator Form(Screen screen, string step) =>
        screen.Page.GetByRole(AriaRole.Form, new() { Name = step, Exact = true });

    /// <summary>A PNG of one pixel.</summary>
    private static FilePayload Picture() =>
        new()
        {
            Name = "现场.png",
            MimeType = "image/png",
            Buffer = Convert.FromBase64String(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
            ),
        };
}
