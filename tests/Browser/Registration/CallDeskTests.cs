using Browser.Harness;
using Integration.Api;
using Microsoft.Playwright;
using Shared.Contracts.Cases;
using static Microsoft.Playwright.Assertions;

namespace Browser.Registration;

/// <summary>接线台: a call is taken by keyboard, and what the operator should know is shown while the caller speaks.</summary>
public sealed class CallDeskTests : ConsoleTests
{
    private static int calls;

    [Test]
    public async Task APhoneComplaint_WithEveryFactOfArticle10_IsTakenByKeyboardAlone()
    {
        var screen = await DeskAsync();
        var keys = screen.Page.Keyboard;

        // The telephone has the focus; Tab follows the order of a call.
        await keys.TypeAsync("13903561234");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("王小明");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("城区凤台街1号");
        await TabToAsync(screen, "被投诉人名称");
        await keys.TypeAsync("某超市");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("泽州路2号");
        await TabToAsync(screen, "来电人的原话");
        await keys.TypeAsync("3月13日购买的面包发霉，商家拒绝退款。");
        await TabToAsync(screen, "退货");
        await keys.PressAsync("Space");
        await Expect(screen.Page.GetByText("还需").Locator("..")).ToContainTextAsync("☑ 请求");
        await keys.PressAsync("Control+Enter");

        await Expect(Heading(screen, "已登记")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByText("还可补问")).ToBeHiddenAsync();
        var number = await NumberAsync(screen);
        var it = await FindAsync(number);
        Assert.That(it.Strings("incomplete"), Is.Empty);
        Assert.That(it.Strings("demands"), Is.EqualTo(new[] { "returnGoods" }));

        await keys.PressAsync("n");
        await Expect(screen.Page.GetByLabel("电话", new() { Exact = true })).ToBeFocusedAsync();
        await Expect(screen.Page.GetByLabel("来电人的原话")).ToHaveValueAsync("");
    }

    [Test]
    public async Task AConsultation_ClosesInTwoKeys_WithAnAnswerFromTheList()
    {
        var screen = await DeskAsync();
        await screen.Page.GetByLabel("来电人的原话").FillAsync("网购的衣服七天内能退吗");

        await screen.Page.Keyboard.PressAsync("Alt+3");
        await screen.Page.GetByText("七日无理由退货").ClickAsync();
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "选用" }).First.ClickAsync();
        await Expect(screen.Page.GetByLabel("答复", new() { Exact = true }))
            .ToHaveValueAsync(new System.Text.RegularExpressions.Regex("七日内可以退货"));
        await screen.Page.Keyboard.PressAsync("Control+Enter");

        await Expect(screen.Page.GetByText("咨询已答复、办结")).ToBeVisibleAsync();
        // A second press by a nervous hand leaves the number where it is.
        await screen.Page.Keyboard.PressAsync("Control+Enter");
        var it = await FindAsync(await NumberAsync(screen));
        Assert.That(it.Str("status"), Is.EqualTo("closed"));
        Assert.That(it.Str("answer"), Does.Contain("第25条"));
    }

    [Test]
    public async Task AComplaintAndAReport_InOneCall_MakeTwoLinkedCases()
    {
        var screen = await DeskAsync();
        await screen.Page.GetByLabel("来电人的原话").FillAsync("要求退款，并举报该店销售过期食品");

        await screen.Page.Keyboard.PressAsync("Control+d");
        await screen.Page.Keyboard.PressAsync("Control+Enter");

        await Expect(Heading(screen, "已登记")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByText("举报", new() { Exact = true })).ToBeVisibleAsync();
        var it = await FindAsync(await NumberAsync(screen));
        Assert.That(it.List("linked"), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task WhileTyping_TheDeskShowsDangerRouteAndWhatIsMissing()
    {
        var screen = await DeskAsync();

        await screen.Page.GetByLabel("来电人的原话").FillAsync("三人吃火锅后上吐下泻");

        var advice = screen.Page.GetByRole(AriaRole.Complementary, new() { Name = "提示" });
        await Expect(advice).ToContainTextAsync("快速反应队 · 紧急 · 重要情况");
        await Expect(advice).ToContainTextAsync("「上吐下泻」");
        await Expect(advice).ToContainTextAsync("☐ 电话");
        await advice.GetByRole(AriaRole.Button, new() { Name = "餐饮住宿" }).ClickAsync();
        await Expect(screen.Page.GetByLabel("商品和服务")).ToHaveValueAsync("cateringLodging");
    }

    [Test]
    public async Task AnEarlierCaseOfTheCaller_CanBeChased_AndTheSameMatterAdded()
    {
        var desk = await Hotline.ClientAsync(Role.Operator);
        var earlier = await desk.RegisterAsync(
            new
            {
                kind = "complaint",
                channel = "phone",
                content = "购买的电热水器漏水，商家不予维修",
                complainant = new { name = "赵七", phone = "13833334444" },
                respondent = new { name = "某电器行" },
            }
        );
        await desk.RoutedAsync(earlier.Id);
        var serial = earlier.Number[14..];
        var screen = await DeskAsync();
        await screen.Page.GetByLabel("电话", new() { Exact = true }).FillAsync("13833334444");
        await screen.Page.GetByLabel("被投诉人名称").FillAsync("某电器行");
        await screen.Page.GetByLabel("来电人的原话").FillAsync("还是没有人来修，很着急");

        var advice = screen.Page.GetByRole(AriaRole.Complementary, new() { Name = "提示" });
        await Expect(advice).ToContainTextAsync("可能重复");
        await Expect(advice).ToContainTextAsync("此号码 1 件");
        await Expect(advice.GetByRole(AriaRole.Button, new() { Name = $"并入 {serial} Alt+J" })).ToBeVisibleAsync();
        await screen.Page.Keyboard.PressAsync("Alt+c");

        await Expect(Heading(screen, "已催办")).ToBeVisibleAsync();
        var line = (await desk.TimelineAsync(earlier.Id))[^1];
        Assert.That(line.Str("type"), Is.EqualTo("contacted"));
        Assert.That(line.Str("reason"), Is.EqualTo("还是没有人来修，很着急"));
    }

    [Test]
    public async Task AReporter_IsNotFoundByTelephone()
    {
        var desk = await Hotline.ClientAsync(Role.Operator);
        var report = await desk.RegisterAsync(
            new
            {
                kind = "report",
                channel = "phone",
                content = "某作坊无照经营",
                complainant = new { phone = "13855556666" },
            }
        );
        var screen = await DeskAsync();

        await screen.Page.GetByLabel("电话", new() { Exact = true }).FillAsync("13855556666");

        var advice = screen.Page.GetByRole(AriaRole.Complementary, new() { Name = "提示" });
        await Expect(advice).ToContainTextAsync("首次来电");
        await Expect(advice).Not.ToContainTextAsync(report.Number[14..]);
    }

    [Test]
    public async Task TheTelephoneSystemsLink_BringsTheNumberAndStartsTheClock()
    {
        var screen = await SignInAsync(Role.Operator);

        await screen.GoToAsync("/desk?caller=13900001111&callRef=T-77");

        await Expect(screen.Page.GetByLabel("电话", new() { Exact = true })).ToHaveValueAsync("13900001111");
        await Expect(screen.Page.GetByText("接听 00:0")).ToBeVisibleAsync();
        await screen.Page.GetByLabel("来电人的原话").FillAsync("商家不退押金");
        await screen.Page.Keyboard.PressAsync("Control+Enter");
        var it = await FindAsync(await NumberAsync(screen));
        Assert.That(it.Str("callRef"), Is.EqualTo("T-77"));
        Assert.That(it.At("arrivedAt"), Is.LessThanOrEqualTo(it.At("receivedAt")));
    }

    [Test]
    public async Task ACallNotedOnPaper_IsEnteredWithItsTime()
    {
        var screen = await DeskAsync();

        await screen.Page.Keyboard.PressAsync("Alt+b");
        await screen.ArrivedAsync("/desk?back");
        await screen.Page.GetByLabel("来电时间").FillAsync("2027-03-14T08:10");
        await screen.Page.GetByLabel("来电人的原话").FillAsync("停机时记在纸上的来电");
        await screen.Page.Keyboard.PressAsync("Control+Enter");

        await Expect(Heading(screen, "已登记")).ToBeVisibleAsync();
        var it = await FindAsync(await NumberAsync(screen));
        Assert.That(it.At("arrivedAt"), Is.EqualTo(Shanghai.At(2027, 3, 14, 8).AddMinutes(10)));
    }

    [Test]
    public async Task ACallNotedOnPaper_WithoutItsTime_IsRefusedAtTheField()
    {
        var screen = await DeskAsync();
        screen.Faults.Tolerate("status of 422");
        await screen.Page.Keyboard.PressAsync("Alt+b");
        await screen.ArrivedAsync("/desk?back");
        await screen.Page.GetByLabel("来电人的原话").FillAsync("停机时记在纸上的来电");

        await screen.Page.Keyboard.PressAsync("Control+Enter");

        await Expect(screen.Page.GetByText("请填写纸上记的来电时间").First).ToBeVisibleAsync();
        await Expect(screen.Page.GetByLabel("来电人的原话")).ToHaveValueAsync("停机时记在纸上的来电");
    }

    [Test]
    public async Task TheTelephoneSystemsCall_OutlivesAReload_AndBecomesOneCase()
    {
        var person = await Hotline.AddPersonAsync($"接线{Interlocked.Increment(ref calls)}", Role.Operator);
        var screen = await SignInAsync(person);
        await screen.GoToAsync("/desk?caller=13900002222&callRef=T-78");
        await screen.Page.GetByLabel("来电人的原话").FillAsync("预付卡不能用");
        await Expect(screen.Page.GetByText("已存").First).ToBeVisibleAsync();

        await screen.Page.ReloadAsync();
        await screen.ArrivedAsync("/desk");

        await Expect(screen.Page.GetByLabel("来电人的原话")).ToHaveValueAsync("预付卡不能用");
        await Expect(screen.Page.GetByLabel("电话", new() { Exact = true })).ToHaveValueAsync("13900002222");
        await screen.Page.Keyboard.PressAsync("Control+Enter");
        Assert.That((await FindAsync(await NumberAsync(screen))).Str("callRef"), Is.EqualTo("T-78"));
    }

    [Test]
    public async Task WhatIsWrong_IsSaidAtItsField_AndNothingTypedIsLost()
    {
        var screen = await DeskAsync();
        screen.Faults.Tolerate("status of 422");
        await screen.Page.GetByLabel("电话", new() { Exact = true }).FillAsync("没有电话");
        await screen.Page.GetByLabel("金额（元）").FillAsync("一百");
        await screen.Page.GetByLabel("来电人的原话").FillAsync("商家不退款");

        await screen.Page.Keyboard.PressAsync("Control+Enter");

        await Expect(screen.Page.GetByText("还没有登记")).ToBeVisibleAsync();
        await Expect(screen.Page.GetByText("“一百”不是数字").First).ToBeVisibleAsync();
        var phone = screen.Page.GetByLabel("电话", new() { Exact = true });
        await Expect(phone).ToBeFocusedAsync();
        await Expect(phone).ToHaveValueAsync("没有电话");
        await Expect(screen.Page.GetByLabel("来电人的原话")).ToHaveValueAsync("商家不退款");
        await screen.ShouldHaveNoAxeViolationsAsync();
        await screen.ScreenshotsAsync("desk", "error");

        await phone.FillAsync("13800001111");
        await screen.Page.GetByLabel("金额（元）").FillAsync("100");
        await screen.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(Heading(screen, "已登记")).ToBeVisibleAsync();
    }

    [Test]
    public async Task AnEmptyForm_SentByASlipOfTheHand_MakesNoCase()
    {
        var screen = await DeskAsync();
        screen.Faults.Tolerate("status of 422");

        await screen.Page.Keyboard.PressAsync("Control+Enter");

        await Expect(screen.Page.GetByText("还什么都没有填").First).ToBeVisibleAsync();
        await Expect(screen.Page.GetByLabel("来电人的原话")).ToBeFocusedAsync();
    }

    [Test]
    public async Task WithoutScript_TheFormStillRegistersOnce()
    {
        var person = await Hotline.PersonAsync(Role.Operator);
        await using var context = await OneChromium.Browser.NewContextAsync(
            new BrowserNewContextOptions { BaseURL = Hotline.Address.ToString(), JavaScriptEnabled = false }
        );
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in?ReturnUrl=%2Fdesk");
        await page.GetByLabel("姓名").FillAsync(person.Name);
        await page.GetByLabel("密码").FillAsync(person.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await page.GetByLabel("来电人的原话").FillAsync("没有脚本也能登记");

        await page.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = false }).First.ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "已登记" })).ToBeVisibleAsync();
    }

    private async Task<Screen> DeskAsync()
    {
        // Each test is an operator of its own: a draft left by one is none of the other's business.
        var person = await Hotline.AddPersonAsync($"接线{Interlocked.Increment(ref calls)}", Role.Operator);
        var screen = await SignInAsync(person);
        await screen.GoToAsync("/desk");
        await Expect(screen.Page.GetByLabel("电话", new() { Exact = true })).ToBeFocusedAsync();
        return screen;
    }

    private static ILocator Heading(Screen screen, string name) =>
        screen.Page.GetByRole(AriaRole.Heading, new() { Name = name });

    private static async Task TabToAsync(Screen screen, string label)
    {
        var target = screen.Page.GetByLabel(label, new() { Exact = true });
        for (var presses = 0; presses < 12; presses++)
        {
            await screen.Page.Keyboard.PressAsync("Tab");
            if (await target.EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                return;
            }
        }
        Assert.Fail($"Tab does not come to {label}");
    }

    private static async Task<string> NumberAsync(Screen screen) =>
        (await screen.Page.GetByLabel("编号").First.GetAttributeAsync("aria-label"))!
            .Replace("编号", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal);

    private async Task<System.Text.Json.JsonElement> FindAsync(string number) =>
        (await (await Hotline.ClientAsync(Role.Operator)).ReadAsync($"{ApiCalls.Cases}?q={number}"))
            .List("items")
            .Single();
}
