using Browser.Harness;
using Microsoft.Playwright;
using Shared.Contracts.Cases;
using static Microsoft.Playwright.Assertions;

namespace Browser.Layout;

/// <summary>Light and dark: the system's, or what was chosen on this screen.</summary>
public sealed class ThemeTests : ConsoleTests
{
    [Test]
    public async Task TheSystem_DecidesUntilSomethingIsChosen()
    {
        var screen = await SignInAsync(Role.Operator, view: View.Desk with { Scheme = ColorScheme.Dark });
        await screen.GoToAsync("/password");
        Assert.That(await IsDarkAsync(screen), Is.True);

        await screen.ShowAsync(View.Desk);

        Assert.That(await IsDarkAsync(screen), Is.False);
    }

    [TestCase("深色", ColorScheme.Light, true)]
    [TestCase("浅色", ColorScheme.Dark, false)]
    public async Task WhatIsChosen_OutlivesAReload(string choice, ColorScheme system, bool isDark)
    {
        var screen = await SignInAsync(Role.Operator, view: View.Desk with { Scheme = system });
        await screen.GoToAsync("/password");
        await screen.Page.GetByText("王芳").ClickAsync();
        await screen.Page.GetByLabel("外观").SelectOptionAsync(choice);
        Assert.That(await IsDarkAsync(screen), Is.EqualTo(isDark), "at once");

        await screen.Page.ReloadAsync();

        Assert.That(await IsDarkAsync(screen), Is.EqualTo(isDark), "after a reload");
        await screen.Page.GetByText("王芳").ClickAsync();
        await screen.Page.GetByLabel("外观").SelectOptionAsync("跟随系统");
        Assert.That(await IsDarkAsync(screen), Is.Not.EqualTo(isDark), "the system decides again");
    }

    /// <summary>Whether the ground is darker than what is written on it.</summary>
    private static Task<bool> IsDarkAsync(Screen screen) =>
        screen.Page.EvaluateAsync<bool>(
            """
            () => {
                const light = (colour) => colour.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
                const style = getComputedStyle(document.documentElement);
                return light(style.backgroundColor) < light(style.color);
            }
            """
        );
}
