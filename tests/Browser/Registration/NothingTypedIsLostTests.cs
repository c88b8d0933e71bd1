using Browser.Harness;
using Integration.Api;
using Integration.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shared.Contracts.Cases;
using static Microsoft.Playwright.Assertions;
using Person = Browser.Harness.Person;

namespace Browser.Registration;

/// <summary>Reload, kill -9, no network, an ended session: every character is there again and one case results.</summary>
public sealed class NothingTypedIsLostTests : ConsoleTests
{
    private const string Words = "顾客反映买到发霉面包，要求退款并赔偿";
    private static readonly LocatorAssertionsToBeVisibleOptions Soon = new() { Timeout = 20_000 };
    private static int people;
    private Person person = null!;

    private ConsoleProcess Service => (ConsoleProcess)Hotline;

    protected override async Task<HotlineConsole> StartHotlineAsync() => await ConsoleProcess.StartAsync();

    [Test]
    public async Task Reload()
    {
        var screen = await TypeAsync();

        await screen.Page.ReloadAsync();

        await Expect(Content(screen)).ToHaveValueAsync(Words);
        await Expect(screen.Page.GetByLabel("姓名", new() { Exact = true })).ToHaveValueAsync("王小明");
        await SaveAsync(screen);
    }

    [Test]
    public async Task KillOfTheServer()
    {
        var screen = await TypeAsync();
        screen.Faults.Tolerate("net::ERR_CONNECTION_REFUSED");
        screen.Faults.Tolerate("net::ERR_CONNECTION_RESET");

        await Service.KillAsync();
        await Content(screen).PressSequentiallyAsync("。又补一句");
        await screen.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(screen.Page.GetByText("离线，已存在本机")).ToBeVisibleAsync();
        await screen.ScreenshotsAsync("desk", "offline");
        await Service.StartAgainAsync();

        await Expect(Saved(screen)).ToBeVisibleAsync(Soon);
        await OneCaseAsync(Words + "。又补一句");
    }

    [Test]
    public async Task NetworkAway()
    {
        var screen = await TypeAsync();

        await screen.SetOfflineAsync(true);
        await Content(screen).PressSequentiallyAsync("，断网");
        await screen.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(screen.Page.GetByText("离线，已存在本机")).ToBeVisibleAsync();
        await Task.Delay(TestLength.Of(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(30)));
        await screen.SetOfflineAsync(false);

        await Expect(Saved(screen)).ToBeVisibleAsync(Soon);
        await OneCaseAsync(Words + "，断网");
    }

    [Test]
    public async Task SessionEnded()
    {
        var screen = await TypeAsync();
        screen.Faults.Tolerate("status of 401");

        await Hotline.Services.GetRequiredService<Shared.Contracts.Access.Users>().EndSessionsAsync(person.Name);
        await screen.Page.Keyboard.PressAsync("Control+Enter");
        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "重新登录后继续" }).ClickAsync();
        await screen.Page.GetByLabel("姓名").FillAsync(person.Name);
        await screen.Page.GetByLabel("密码").FillAsync(person.Password);
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();

        await Expect(Saved(screen)).ToBeVisibleAsync(Soon);
        await OneCaseAsync(Words);
    }

    [Test]
    public async Task AnotherPersonAtTheSameBrowser_SeesNothingOfIt()
    {
        var screen = await TypeAsync();
        screen.Faults.Tolerate("status of 401");
        var other = await Hotline.AddPersonAsync($"另一位{++people}", Role.Operator);

        await Hotline.Services.GetRequiredService<Shared.Contracts.Access.Users>().EndSessionsAsync(person.Name);
        await screen.SignInAsync(other.Name, other.Password, "/desk");

        await Expect(Content(screen)).ToHaveValueAsync("");
        await Expect(screen.Page.GetByText("13800138000")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task WhatIsKept_CannotBeRead_AndSigningOutLeavesNothing()
    {
        var screen = await TypeAsync();
        var kept = await screen.Page.EvaluateAsync<string>(Everything);
        Assert.That(kept, Does.Contain("desk").And.Not.Contain("13800138000").And.Not.Contain("面包"));

        screen.Page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await screen.Page.GetByText(person.Name).ClickAsync();
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await screen.Page.WaitForURLAsync("**/sign-in*");

        Assert.That(
            await screen.Page.EvaluateAsync<string[]>("async () => (await indexedDB.databases()).map((d) => d.name)"),
            Is.Empty
        );
        await screen.SignInAsync(person.Name, person.Password, "/desk");
        await Expect(Content(screen)).ToHaveValueAsync("");
    }

    [Test]
    public async Task TwoTabs_KeepTwoDrafts()
    {
        var screen = await TypeAsync();
        var second = await screen.Page.Context.NewPageAsync();

        await second.GotoAsync("/desk");

        await Expect(second.GetByLabel("来电人的原话")).ToHaveValueAsync("");
        await second.GetByLabel("来电人的原话").FillAsync("第二个来电");
        await screen.Page.ReloadAsync();
        await Expect(Content(screen)).ToHaveValueAsync(Words);
        await Expect(second.GetByLabel("来电人的原话")).ToHaveValueAsync("第二个来电");
        await SaveAsync(screen);
    }

    [Test]
    public async Task ACallOnPaperAndACallNow_AreTwoDrafts_EachWithAWayBack()
    {
        var screen = await TypeAsync();
        await screen.Page.Keyboard.PressAsync("Alt+b");
        await screen.ArrivedAsync("/desk?back");
        await Expect(Content(screen)).ToHaveValueAsync("");
        await Content(screen).FillAsync("记在纸上的来电");
        await Expect(screen.Page.GetByText("已存").First).ToBeVisibleAsync();
        await screen.GoToAsync("/desk");
        await Expect(Content(screen)).ToHaveValueAsync(Words);

        await screen.Page.GetByText("另有 1 份草稿").ClickAsync();
        await screen.Page.GetByRole(AriaRole.Link, new() { Name = "补录 记在纸上的来电" }).ClickAsync();

        await screen.ArrivedAsync("/desk?back");
        await Expect(Content(screen)).ToHaveValueAsync("记在纸上的来电");
        await screen.GoToAsync("/desk");
        await Expect(Content(screen)).ToHaveValueAsync(Words);
        await SaveAsync(screen);
    }

    [Test]
    public async Task TwoCallsWithoutNetwork_StayTwo_WhateverIsTypedAfterThem()
    {
        var screen = await TypeAsync();
        await screen.SetOfflineAsync(true);
        await screen.Page.Keyboard.PressAsync("Alt+Enter");
        await Expect(Content(screen)).ToHaveValueAsync("");
        await Content(screen).FillAsync("第二个来电");
        await screen.Page.Keyboard.PressAsync("Alt+Enter");
        await Expect(Content(screen)).ToHaveValueAsync("");
        await Content(screen).FillAsync("第三个来电，还没有说完");

        await screen.SetOfflineAsync(false);

        await Eventually.HoldsAsync(
            async () => (await MineAsync()).Count == 2,
            TimeSpan.FromSeconds(15),
            "both were sent"
        );
        await Expect(Content(screen)).ToHaveValueAsync("第三个来电，还没有说完");
        Assert.That(await MineAsync(), Is.EquivalentTo(new[] { Words, "第二个来电" }));
    }

    [Test]
    public async Task ACallThatWaits_OutlivesAnotherPersonsSignOut()
    {
        var screen = await TypeAsync();
        var first = person;
        screen.Faults.Tolerate("HTTP Authentication failed");
        screen.Faults.Tolerate("status of 401");
        await screen.SetOfflineAsync(true);
        await screen.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(screen.Page.GetByText("1 件待提交")).ToBeVisibleAsync();
        await screen.Page.Context.ClearCookiesAsync();
        await screen.SetOfflineAsync(false);
        person = await Hotline.AddPersonAsync($"接线员{++people}", Role.Operator);
        await screen.SignInAsync(person.Name, person.Password);
        await screen.ArrivedAsync("/desk");
        await Expect(Content(screen)).ToHaveValueAsync("");
        await screen.Page.GetByText(person.Name).First.ClickAsync();
        await screen.Page.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await Expect(screen.Page.GetByLabel("密码")).ToBeVisibleAsync();

        person = first;
        await screen.SignInAsync(person.Name, person.Password);

        await Eventually.HoldsAsync(
            async () => (await MineAsync()).Count == 1,
            TimeSpan.FromSeconds(15),
            "it was sent"
        );
        Assert.That(await MineAsync(), Is.EqualTo(new[] { Words }));
    }

    /// <summary>All that the browser keeps for this site, as text: sealed pieces byte by byte.</summary>
    private const string Everything = """
        async () => {
            const text = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
            for (const { name } of await indexedDB.databases()) {
                const db = await new Promise((done) => { const r = indexedDB.open(name); r.onsuccess = () => done(r.result); });
                for (const store of db.objectStoreNames) {
                    const rows = await new Promise((done) => { const r = db.transaction(store).objectStore(store).getAll(); r.onsuccess = () => done(r.result); });
                    text.push(store, JSON.stringify(rows, (_, v) => v instanceof ArrayBuffer ? new TextDecoder("utf-8").decode(v) : v));
                }
                db.close();
            }
            return text.join("\n");
        }
        """;

    private async Task<Screen> TypeAsync()
    {
        person = await Hotline.AddPersonAsync($"接线员{++people}", Role.Operator);
        var screen = await SignInAsync(person);
        await screen.GoToAsync("/desk");
        await screen.Page.GetByLabel("电话", new() { Exact = true }).FillAsync("13800138000");
        await screen.Page.GetByLabel("姓名", new() { Exact = true }).FillAsync("王小明");
        await Content(screen).PressSequentiallyAsync(Words);
        return screen;
    }

    private async Task SaveAsync(Screen screen)
    {
        await screen.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(Saved(screen)).ToBeVisibleAsync(Soon);
        await OneCaseAsync(Words);
    }

    private static ILocator Content(Screen screen) => screen.Page.GetByLabel("来电人的原话");

    private static ILocator Saved(Screen screen) => screen.Page.GetByRole(AriaRole.Heading, new() { Name = "已登记" });

    /// <summary>This person's call became one case, with every character.</summary>
    private async Task OneCaseAsync(string words) => Assert.That(await MineAsync(), Is.EqualTo(new[] { words }));

    /// <summary>What the cases say that this person registered.</summary>
    private async Task<List<string>> MineAsync()
    {
        var desk = await Hotline.ClientAsync(Role.Operator);
        var mine = new List<string>();
        foreach (var it in await desk.AllAsync())
        {
            if ((await desk.TimelineAsync(it.GetProperty("id").GetGuid()))[0].Str("actor") == person.Name)
            {
                mine.Add(it.Str("content")!);
            }
        }
        return mine;
    }
}
