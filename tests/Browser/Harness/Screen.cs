using Microsoft.Playwright;

namespace Browser.Harness;

/// <summary>One person's screen: a browser of their own, and what goes wrong on it.</summary>
public sealed class Screen : IAsyncDisposable
{
    private const float Patience = 10_000;

    /// <summary>Actions, console and network; the page at each action costs a third more time, so in the long form only.</summary>
    private static readonly TracingStartOptions Trace = new() { Snapshots = Integration.Harness.TestLength.IsLong };

    private readonly IBrowserContext context;

    private Screen(IBrowserContext context, IPage page, Faults faults, Uri address)
    {
        this.context = context;
        Page = page;
        Faults = faults;
        Address = address;
    }

    public IPage Page { get; }

    public Faults Faults { get; }

    /// <summary>The service's address.</summary>
    public Uri Address { get; }

    /// <summary>The path that is open now.</summary>
    public string Path => new Uri(Page.Url).PathAndQuery;

    /// <summary>The session as a <c>Cookie</c> header says it.</summary>
    public async Task<string> CookieAsync() =>
        string.Join("; ", (await context.CookiesAsync()).Select(c => $"{c.Name}={c.Value}"));

    /// <param name="session">A session to take over, as <see cref="SessionAsync"/> gave it.</param>
    public static async Task<Screen> OpenAsync(IBrowser browser, Uri address, View view, string? session = null)
    {
        var opened = await browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = address.ToString(),
                ViewportSize = new ViewportSize { Width = view.Width, Height = view.Height },
                ColorScheme = view.Scheme,
                Locale = "zh-CN",
                TimezoneId = "Asia/Shanghai",
                StorageState = session,
            }
        );
        opened.SetDefaultTimeout(Patience);
        var faults = await Faults.WatchAsync(opened, address);
        await opened.Tracing.StartAsync(Trace);
        return new Screen(opened, await opened.NewPageAsync(), faults, address);
    }

    /// <summary>Signs in by the page, as people do; ends where the service leads.</summary>
    /// <param name="returnPath">The page that the person came from, or nothing.</param>
    public async Task SignInAsync(string name, string password, string? returnPath = null)
    {
        await GoToAsync(returnPath is null ? "/sign-in" : $"/sign-in?ReturnUrl={Uri.EscapeDataString(returnPath)}");
        await Page.GetByLabel("姓名").FillAsync(name);
        await Page.GetByLabel("密码").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
    }

    /// <summary>Goes to a page and waits until its own script has begun.</summary>
    public async Task<IResponse?> GoToAsync(string path)
    {
        var answer = await Page.GotoAsync(path);
        await BegunAsync();
        return answer;
    }

    /// <summary>Waits until the script of the page that a link or a key led to has begun.</summary>
    /// <param name="path">The page's address; ending in a slash, or with a query, what it begins with.</param>
    public async Task ArrivedAsync(string path)
    {
        // Asked of the page again and again: a navigation that ends while its waiter is being made is not told to it.
        await Page.WaitForFunctionAsync(
            """
            (path) => {
                const at = location.pathname + location.search;
                return at === path || ((path.endsWith("/") || path.includes("?")) && at.startsWith(path));
            }
            """,
            path
        );
        await BegunAsync();
    }

    private Task<IJSHandle> BegunAsync() =>
        Page.WaitForFunctionAsync(
            """
            () => (document.documentElement.dataset.begun || !document.querySelector("script[type=module]"))
                && [...document.querySelectorAll("[data-script]")].every((e) => e.dataset.ready)
            """
        );

    /// <summary>The session's cookies and what the page keeps, for another screen of the same person.</summary>
    public Task<string> SessionAsync() => context.StorageStateAsync();

    /// <summary>Changes the size of the window, and whether the system is light or dark.</summary>
    public async Task ShowAsync(View view)
    {
        await Page.SetViewportSizeAsync(view.Width, view.Height);
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = view.Scheme });
    }

    /// <summary>Takes the network away or gives it back; what the browser says of that is no fault.</summary>
    public async Task SetOfflineAsync(bool isOffline)
    {
        Faults.Tolerate("net::ERR_INTERNET_DISCONNECTED");
        await context.SetOfflineAsync(isOffline);
    }

    /// <summary>Pictures of the page in this state: one in the short form, every size in light and dark in the long one.</summary>
    /// <remarks>The caret stays as it is, since it is hidden by a style that the page's policy forbids.</remarks>
    public async Task ScreenshotsAsync(string name, string state)
    {
        foreach (var view in Integration.Harness.TestLength.Of([View.Desk], View.All))
        {
            await ShowAsync(view);
            await Page.ScreenshotAsync(
                new PageScreenshotOptions
                {
                    Path = Artifacts.File(Artifacts.Screens, $"{name}-{state}-{view}.png"),
                    Caret = ScreenshotCaret.Initial,
                }
            );
        }
        await ShowAsync(View.Desk);
    }

    /// <summary>Begins anew, for another test at the same screen.</summary>
    public async Task ForgetAsync()
    {
        Faults.Forget();
        await context.Tracing.StopAsync();
        await context.Tracing.StartAsync(Trace);
    }

    /// <summary>Saves how the page looks and what led to it.</summary>
    /// <returns>The files.</returns>
    public async Task<IReadOnlyList<string>> SaveAsync(string name)
    {
        var picture = Artifacts.File(Artifacts.Failed, $"{name}.png");
        var trace = Artifacts.File(Artifacts.Failed, $"{name}.zip");
        var files = new List<string>();
        try
        {
            await Page.ScreenshotAsync(
                new PageScreenshotOptions
                {
                    Path = picture,
                    FullPage = true,
                    Caret = ScreenshotCaret.Initial,
                }
            );
            files.Add(picture);
            await context.Tracing.StopAsync(new TracingStopOptions { Path = trace });
            files.Add(trace);
            await context.Tracing.StartAsync(Trace);
        }
        catch (PlaywrightException gone)
        {
            files.Add($"(not saved: {gone.Message})");
        }
        return files;
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
