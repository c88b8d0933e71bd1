using NUnit.Framework.Interfaces;
using Shared.Contracts.Cases;

namespace Browser.Harness;

/// <summary>
/// Tests at the screens of one running service. After each test its screens are closed; a screen on which something went
/// wrong fails the test, and a failed test leaves a picture and a trace of each screen.
/// </summary>
public abstract class ConsoleTests
{
    private readonly List<Screen> screens = [];
    private readonly HashSet<Screen> shared = [];

    protected HotlineConsole Hotline { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => Hotline = await StartHotlineAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var screen in shared)
        {
            await screen.DisposeAsync();
        }
        if (Hotline is not null)
        {
            await StopHotlineAsync();
        }
    }

    [TearDown]
    public async Task CloseScreensAsync()
    {
        var faults = screens.SelectMany(s => s.Faults.Found).ToList();
        if (faults.Count > 0 || TestContext.CurrentContext.Result.Outcome.Status == TestStatus.Failed)
        {
            await SaveAsync();
        }
        foreach (var screen in screens)
        {
            await (shared.Contains(screen) ? screen.ForgetAsync() : screen.DisposeAsync().AsTask());
        }
        screens.Clear();
        Assert.That(faults, Is.Empty, "what went wrong on the screens though nobody may see it");
    }

    /// <summary>The service of this fixture's tests.</summary>
    protected virtual Task<HotlineConsole> StartHotlineAsync() => HotlineConsole.StartAsync();

    protected virtual ValueTask StopHotlineAsync() => Hotline.DisposeAsync();

    /// <summary>A screen at which nobody is signed in.</summary>
    protected async Task<Screen> OpenAsync(View? view = null) => Keep(await Hotline.OpenAsync(view));

    /// <summary>A screen of the person who usually has this role.</summary>
    protected async Task<Screen> SignInAsync(Role role, Unit? unit = null, View? view = null) =>
        await SignInAsync(await Hotline.PersonAsync(role, unit), view);

    protected async Task<Screen> SignInAsync(Person person, View? view = null) =>
        Keep(await Hotline.SignInAsync(person, view));

    /// <summary>Closes the screen after the test, and watches it until then.</summary>
    protected Screen Keep(Screen screen)
    {
        screens.Add(screen);
        return screen;
    }

    /// <summary>Watches the screen in this test, and keeps it open for others.</summary>
    protected Screen Share(Screen screen)
    {
        shared.Add(screen);
        return Keep(screen);
    }

    private async Task SaveAsync()
    {
        var name = TestContext.CurrentContext.Test.FullName;
        for (var i = 0; i < screens.Count; i++)
        {
            foreach (var file in await screens[i].SaveAsync(screens.Count == 1 ? name : $"{name}-{i + 1}"))
            {
                await TestContext.Out.WriteLineAsync($"saved {file}");
            }
        }
    }
}
