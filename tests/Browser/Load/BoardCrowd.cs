using System.Globalization;
using System.Text.RegularExpressions;
using Browser.Harness;
using Integration.Live;
using Microsoft.Playwright;

namespace Browser.Load;

/// <summary>Many people who have a unit's board open: a few in a real browser, the others by the same messages.</summary>
internal sealed partial class BoardCrowd : IAsyncDisposable
{
    /// <summary>Notes in the page when how many waiting cases were shown.</summary>
    private const string NoteSightings = """
        window.sightings = [];
        document.addEventListener("live:shown", () => {
            const count = document.querySelector("#board-counts [data-count=routed]");
            window.sightings.push([Date.now(), Number(count.textContent)]);
        });
        """;

    private readonly List<(LiveWatcher Watcher, Sightings Sightings)> watchers = [];
    private readonly List<Screen> pages = [];
    private readonly HotlineConsole hotline;
    private readonly string unit;

    private BoardCrowd(HotlineConsole hotline, string unit)
    {
        this.hotline = hotline;
        this.unit = unit;
    }

    public IReadOnlyList<LiveWatcher> Watchers => [.. watchers.Select(w => w.Watcher)];

    /// <param name="screens">The screens on which the board is opened in a browser, signed in.</param>
    /// <param name="others">How many more watch it, with the session of the first screen.</param>
    public static async Task<BoardCrowd> GatherAsync(
        HotlineConsole hotline,
        string unit,
        IReadOnlyList<Screen> screens,
        int others
    )
    {
        var crowd = new BoardCrowd(hotline, unit);
        foreach (var screen in screens)
        {
            await screen.Page.AddInitScriptAsync(NoteSightings);
            await screen.GoToAsync($"/board/{unit}");
            await screen.Page.WaitForFunctionAsync("() => window.sightings.length > 0");
            crowd.pages.Add(screen);
        }
        var cookie = await screens[0].CookieAsync();
        for (var i = 0; i < others; i++)
        {
            await crowd.WatchAsync(cookie);
        }
        return crowd;
    }

    /// <summary>Watches as one more, from now on.</summary>
    public async Task<LiveWatcher> WatchAsync(string cookie)
    {
        var sightings = new Sightings();
        var watcher = await LiveWatcher.OpenAsync(
            hotline.Address,
            $"board/{unit}",
            options => options.SetRequestHeader("Cookie", cookie),
            shown => sightings.Add(hotline.Now, Count(shown))
        );
        watchers.Add((watcher, sightings));
        return watcher;
    }

    /// <summary>How many waiting cases each board shows now.</summary>
    public async Task<IReadOnlyList<int>> CountsAsync()
    {
        var counts = watchers.Select(w => w.Sightings.Last).ToList();
        foreach (var page in pages)
        {
            counts.Add(await page.Page.EvaluateAsync<int>("() => window.sightings.at(-1)[1]"));
        }
        return counts;
    }

    /// <summary>Ids of the cases each board shows now, in their order.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Guid>>> CasesAsync()
    {
        var all = watchers.Select(w => Ids(w.Watcher.Order)).ToList();
        foreach (var page in pages)
        {
            all.Add(
                Ids(
                    await page.Page.EvaluateAsync<string[]>(
                        "() => [...document.querySelectorAll('[data-row]')].map((e) => e.dataset.row)"
                    )
                )
            );
        }
        return all;
    }

    /// <summary>What each board has shown, and since when.</summary>
    public async Task<IReadOnlyList<Sightings>> SightingsAsync()
    {
        var all = watchers.Select(w => w.Sightings).ToList();
        foreach (var page in pages)
        {
            var seen = await page.Page.EvaluateAsync<double[][]>("() => window.sightings");
            // The browser's clock is the machine's; in a drill domain time runs beside it.
            var ahead = hotline.Now - TimeProvider.System.GetUtcNow();
            var sightings = new Sightings();
            foreach (var sighting in seen)
            {
                var at = DateTimeOffset.FromUnixTimeMilliseconds((long)sighting[0]);
                sightings.Add(at + ahead, (int)sighting[1]);
            }
            all.Add(sightings);
        }
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (watcher, _) in watchers)
        {
            await watcher.DisposeAsync();
        }
    }

    /// <summary>Group titles have rows of their own, which are no cases.</summary>
    private static List<Guid> Ids(IEnumerable<string> rows) =>
        [.. rows.Where(r => Guid.TryParse(r, out _)).Select(Guid.Parse)];

    private static int Count(LiveWatcher watcher) =>
        int.Parse(
            WaitingCount().Match(watcher.Head("board-counts") ?? "").Groups["count"].Value,
            CultureInfo.InvariantCulture
        );

    [GeneratedRegex("""data-count="routed">(?<count>\d+)<""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WaitingCount();
}
