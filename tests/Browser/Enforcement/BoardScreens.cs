using Browser.Harness;
using Integration.Api;
using Microsoft.Playwright;
using Shared.Contracts.Cases;
using static Microsoft.Playwright.Assertions;

namespace Browser.Enforcement;

/// <summary>What the tests of a unit's screen share: a case that has come to the unit, and the parts of the screen.</summary>
public abstract class BoardScreens : ConsoleTests
{
    private int cases;

    private protected async Task<Screen> BoardAsync()
    {
        var screen = await SignInAsync(Role.Enforcer);
        await screen.GoToAsync("/board/rapidResponse");
        return screen;
    }

    private protected async Task<string> NewCaseAsync()
    {
        var desk = await Hotline.ClientAsync(Role.Operator);
        var it = await desk.RegisterRoutedAsync(
            new
            {
                kind = "complaint",
                channel = "phone",
                content = $"第{++cases}桌客人饭后上吐下泻",
                respondent = new { name = "某饭店", address = "泽州路3号" },
                complainant = new { name = "钱八", phone = "13903569999" },
            }
        );
        return it.Str("number")![14..];
    }

    /// <summary>A case that the unit has acknowledged.</summary>
    private protected async Task<Guid> AcknowledgedCaseAsync()
    {
        var id = await IdAsync(await NewCaseAsync());
        await (await Hotline.ClientAsync(Role.Enforcer)).StepAsync(id, "acknowledge");
        return id;
    }

    private protected async Task<Guid> IdAsync(string serial) =>
        Guid.Parse((await Hotline.RowsAsync($"SELECT id FROM cases WHERE number LIKE '%{serial}'")).Single());

    private protected async Task<string> StatusAsync(HttpClient desk, string serial) =>
        (await desk.CaseAsync(await IdAsync(serial))).Str("status")!;

    /// <summary>Walks the list by its keys until the case is open.</summary>
    private protected static async Task FocusAsync(Screen screen, string serial)
    {
        await Expect(Line(screen, serial)).ToBeVisibleAsync();
        for (var presses = 0; presses < 40; presses++)
        {
            await screen.Page.Keyboard.PressAsync("j");
            if (await Line(screen, serial).EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                break;
            }
        }
        await Expect(Pane(screen)).ToContainTextAsync(serial);
    }

    private protected static ILocator Line(Screen screen, string serial) =>
        screen
            .Page.GetByRole(AriaRole.Region, new() { Name = "案件", Exact = true })
            .GetByRole(AriaRole.Link, new() { NameRegex = new(serial) });

    private protected static ILocator Pane(Screen screen) =>
        screen.Page.GetByRole(AriaRole.Region, new() { NameRegex = new("^案件 1405|打开的案件") });

    private protected static ILocator Form(Screen screen, string step) =>
        screen.Page.GetByRole(AriaRole.Form, new() { Name = step, Exact = true });

    /// <summary>A PNG of one pixel.</summary>
    private protected static FilePayload Picture() =>
        new()
        {
            Name = "现场.png",
            MimeType = "image/png",
            Buffer = Convert.FromBase64String(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
            ),
        };
}
