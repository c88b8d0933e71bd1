using Browser.Harness;
using Intake.Api.Live;
using Integration.Harness;
using Integration.Live;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Shared.Contracts.Cases;
using static Microsoft.Playwright.Assertions;

namespace Browser.Live;

/// <summary>What a page with live parts shows, whatever happens to its list and to its connection.</summary>
public sealed class LivePartsTests : ConsoleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private TestTopic Topic => Hotline.Services.GetRequiredService<TestTopic>();

    [Test]
    public async Task AnySeriesOfChanges_LeavesThePresent_OnPageAndWatcher()
    {
        Show("abcde");
        var screen = await WatchAsync();
        await using var watcher = await FollowAsync(screen);
        var random = new Random(12315);
        for (var change = 0; change < TestLength.Of(25, 250); change++)
        {
            var count = random.Next(0, 9);
            Show(string.Concat(random.GetItems("abcdefghijkl".AsSpan(), count).Distinct()), edition: random.Next(3));
            if (random.Next(3) == 0)
            {
                await SettleAsync(watcher, screen);
            }
        }
        await SettleAsync(watcher, screen);
        await Expect(screen.Page.GetByText($"共 {watcher.Order.Count} 行")).ToBeVisibleAsync();
    }

    [Test]
    public async Task APageThatIsOpened_HidesNoChangeFromTheOthers()
    {
        Show("a");
        var screen = await SignInAsync(Role.Operator);
        await using var watcher = await FollowAsync(screen);
        await SettleAsync(watcher);

        Topic.Set([("b", "b0")]);
        Topic.Changed();
        var opened = await Topic.PresentAsync();

        Assert.That(opened.Rows.Select(r => r.Key), Is.EqualTo(new[] { "b" }));
        await Eventually.HoldsAsync(
            () => Task.FromResult(watcher.Order is ["b"]),
            TimeSpan.FromSeconds(3),
            "the watcher is told of what the opened page has read"
        );
    }

    [Test]
    public async Task TheLineWithTheFocus_KeepsItAndItsPlace()
    {
        Show("klmnopqrstuvwxyz");
        var screen = await WatchAsync(View.Desk with { Height = 300 });
        var line = screen.Page.GetByRole(AriaRole.Link, new() { Name = "s0", Exact = true });
        await line.FocusAsync();
        await line.ScrollIntoViewIfNeededAsync();
        var before = await line.BoundingBoxAsync();

        Show("abcdefghijklmnopqrstuvwxyz");
        await Expect(screen.Page.GetByText("共 26 行")).ToBeAttachedAsync();
        Assert.That((await line.BoundingBoxAsync())!.Y, Is.EqualTo(before!.Y).Within(1), "lines above it have come");

        Show("abcdefghijklmnopqrstuvwxyz", edition: 1);
        var again = screen.Page.GetByRole(AriaRole.Link, new() { Name = "s1", Exact = true });
        await Expect(again).ToBeFocusedAsync();
        Assert.That((await again.BoundingBoxAsync())!.Y, Is.EqualTo(before.Y).Within(1), "the line itself has changed");
    }

    [Test]
    public async Task ALostConnection_IsSaid_AndAfterItThePresentIsShown()
    {
        Show("ab");
        var screen = await WatchAsync();
        await screen.SetOfflineAsync(true);
        await Expect(screen.Page.GetByText("连接中断")).ToBeVisibleAsync(new() { Timeout = 40_000 });
        Show("bcd");

        await screen.SetOfflineAsync(false);

        await Expect(screen.Page.GetByText("共 3 行")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await Expect(screen.Page.GetByText("连接中断")).ToBeHiddenAsync();
        Assert.That(await RowsAsync(screen), Is.EqualTo(new[] { "b b0", "c c0", "d d0" }));
    }

    protected override Task<HotlineConsole> StartHotlineAsync() =>
        HotlineConsole.StartAsync(configure: builder =>
        {
            builder.Services.AddSingleton<IStartupFilter, TestPage>();
            builder.Services.AddSingleton<TestTopic>();
            builder.Services.AddSingleton<LiveTopic>(provider => provider.GetRequiredService<TestTopic>());
        });

    /// <summary>One line for each letter; another edition has another text.</summary>
    private void Show(string keys, int edition = 0)
    {
        Topic.Set(keys.Select(k => ($"{k}", $"{k}{edition}")));
        Hotline.Services.GetRequiredService<LiveTopics>().Changed();
    }

    private async Task<Screen> WatchAsync(View? view = null)
    {
        var screen = await SignInAsync(Role.Operator, view: view);
        await screen.GoToAsync(TestPage.Path);
        await Expect(screen.Page.GetByRole(AriaRole.Link)).Not.ToHaveCountAsync(0);
        return screen;
    }

    /// <summary>Watches with the session of this screen, without a browser.</summary>
    private async Task<LiveWatcher> FollowAsync(Screen screen)
    {
        var cookie = await screen.CookieAsync();
        return await LiveWatcher.OpenAsync(Hotline.Address, TestTopic.Of, o => o.SetRequestHeader("Cookie", cookie));
    }

    /// <summary>Waits until watcher and page show what the service has.</summary>
    private async Task SettleAsync(LiveWatcher watcher, Screen? screen = null)
    {
        await Eventually.HoldsAsync(
            async () =>
            {
                var present = await Topic.PresentAsync();
                return watcher.Order.SequenceEqual(present.Rows.Select(r => r.Key))
                    && watcher.Rows.SequenceEqual(present.Rows.Select(r => r.Html))
                    && watcher.Head("count") == present.Head[0].Html;
            },
            Patience,
            "the watcher shows the present"
        );
        if (screen is not null)
        {
            await Eventually.HoldsAsync(
                async () =>
                    (await RowsAsync(screen)).SequenceEqual(
                        watcher.Order.Zip(watcher.Rows.Select(TextOf), (k, t) => $"{k} {t}")
                    ),
                Patience,
                "the page shows the present"
            );
        }
    }

    private static string TextOf(string html) => html.Split('>')[2].Split('<')[0];

    /// <summary>Key and text of each line on the page.</summary>
    private static Task<string[]> RowsAsync(Screen screen) =>
        screen.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('[data-row]')].map((e) => `${e.dataset.row} ${e.textContent}`)"
        );
}
