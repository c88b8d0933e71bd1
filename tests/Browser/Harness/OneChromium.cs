using Microsoft.Playwright;

// One Chromium serves every test; the namespace holds them all.
namespace Browser;

/// <summary>The one Chromium of a run, and what has to be there for it.</summary>
[SetUpFixture]
public sealed class OneChromium
{
    private static IPlaywright? playwright;
    private static IBrowser? browser;

    public static IBrowser Browser => browser ?? throw new InvalidOperationException("Chromium has not been started.");

    [OneTimeSetUp]
    public async Task LaunchAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await Harness.Chromium.LaunchAsync(playwright);
        Assertions.SetDefaultExpectTimeout(5_000);
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        await Pages.Stages.CloseAsync();
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }
        playwright?.Dispose();
    }
}
