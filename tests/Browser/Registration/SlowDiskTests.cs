using Browser.Harness;
using Integration.Harness;
using Microsoft.Playwright;
using Shared.Contracts.Cases;
using static Microsoft.Playwright.Assertions;

namespace Browser.Registration;

/// <summary>A browser whose store takes its time: no character is left behind, none goes into another field.</summary>
public sealed class SlowDiskTests : ConsoleTests
{
    private const string Words = "顾客反映买到发霉面包";

    /// <summary>Transactions that must reach the disk stay open for a while, as on a busy one; later ones wait behind them.</summary>
    private const string SlowWrites = """
        const commit = IDBTransaction.prototype.commit;
        IDBTransaction.prototype.commit = function () {
            if (this.durability !== "strict") return commit.call(this);
            const until = performance.now() + 400;
            const wait = () => {
                if (performance.now() > until) return commit.call(this);
                this.objectStore(this.objectStoreNames[0]).count().onsuccess = wait;
            };
            wait();
        };
        """;

    private const string SlowLocks = """
        const request = navigator.locks.request.bind(navigator.locks);
        navigator.locks.request = async (...asked) => {
            await new Promise((done) => setTimeout(done, 500));
            return request(...asked);
        };
        """;

    [Test]
    public async Task AReloadRightAfterTheLastCharacter_FindsThemAll()
    {
        var screen = await OpenAsync(SlowWrites);
        await Content(screen).PressSequentiallyAsync("来电：");
        await Expect(screen.Page.GetByText("已存")).ToBeVisibleAsync();
        await Content(screen).PressSequentiallyAsync(Words, new() { Delay = 30 });

        await screen.Page.ReloadAsync();

        await Expect(Content(screen)).ToHaveValueAsync("来电：" + Words);
    }

    [Test]
    public async Task WhoGoesOnToAnotherField_WhileTheNextCallBegins_StaysThere()
    {
        var screen = await OpenAsync(SlowLocks);
        await Content(screen).FillAsync(Words);
        await screen.SetOfflineAsync(true);
        await screen.Page.Keyboard.PressAsync("Alt+Enter");
        await Expect(Content(screen)).ToHaveValueAsync("");
        await Content(screen).ClickAsync();
        await Expect(screen.Page.GetByText("已存在本机，恢复后自动提交", new() { Exact = true }))
            .ToBeVisibleAsync(new() { Timeout = 15_000 });

        await screen.Page.Keyboard.InsertTextAsync("下一个来电");

        await Expect(Content(screen)).ToHaveValueAsync("下一个来电");
        await Expect(screen.Page.GetByLabel("电话", new() { Exact = true })).ToHaveValueAsync("");
    }

    private async Task<Screen> OpenAsync(string slowness)
    {
        var screen = await SignInAsync(await Hotline.AddPersonAsync($"接线员{Guid.CreateVersion7():N}", Role.Operator));
        await screen.Page.AddInitScriptAsync(slowness);
        await screen.GoToAsync("/desk");
        await Expect(screen.Page.GetByLabel("电话", new() { Exact = true })).ToBeFocusedAsync();
        return screen;
    }

    private static ILocator Content(Screen screen) => screen.Page.GetByLabel("来电人的原话");
}
