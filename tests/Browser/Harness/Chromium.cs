using Microsoft.Playwright;

namespace Browser.Harness;

/// <summary>The system's own Chromium; no browser is downloaded.</summary>
public static class Chromium
{
    /// <summary>The shell is the same engine without windows, and takes half the time.</summary>
    private static readonly string[] Names =
    [
        "chromium-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
    ];

    /// <summary>Quiet towards the network: what a page asks of another host is then the page's doing.</summary>
    private static readonly string[] Arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--font-render-hinting=none",
    ];

    /// <summary>The program: the environment's <c>CHROMIUM</c>, or what the PATH holds.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named)
        {
            return named;
        }
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/bin");
        return Names.SelectMany(n => folders.Select(f => Path.Combine(f, n))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                "Chromium is missing: on Debian install chromium and fonts-noto-cjk, or name the program in CHROMIUM."
            );
    }

    /// <exception cref="InvalidOperationException">There is no Chromium.</exception>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Find(),
                Args = Arguments,
                Headless = true,
            }
        );
}
