using Browser.Harness;
using Integration.Harness;

namespace Browser.Pages;

/// <summary>Tests that visit the pages of the two stages, which are started once for all of them.</summary>
public abstract class PageVisits : ConsoleTests
{
    private readonly Dictionary<string, Screen> screens = new(StringComparer.Ordinal);

    private static readonly HashSet<string> Usual = new(
        ["desk", "board-team", "case-team", "wall", "reports"],
        StringComparer.Ordinal
    );

    /// <summary>In the long form each page in every state; in the short form those people work on, where they show most.</summary>
    protected static IReadOnlyList<ConsolePage> Pages { get; } =
        TestLength.IsLong
            ? ConsolePages.All
            :
            [
                .. ConsolePages
                    .All.Where(p => Usual.Contains(p.Name))
                    .GroupBy(p => p.Name)
                    .Select(states => states.MaxBy(p => p.Stage)!),
            ];

    protected override Task<HotlineConsole> StartHotlineAsync() => Stages.OfAsync(Stage.Empty);

    /// <summary>The stages are ended when all tests have ended.</summary>
    protected override ValueTask StopHotlineAsync() => ValueTask.CompletedTask;

    protected async Task<Screen> VisitAsync(ConsolePage page)
    {
        var key = $"{page.Stage} {page.Role}";
        var screen = screens.GetValueOrDefault(key) ?? (screens[key] = await OpenAsync(page));
        Share(screen);
        await screen.ShowAsync(View.Desk);
        if (page.Answer != 200)
        {
            screen.Faults.Tolerate($"the server responded with a status of {page.Answer}");
        }
        var answer = await screen.GoToAsync(await PathAsync(page));
        Assert.That(answer!.Status, Is.EqualTo(page.Answer), page.Path);
        return screen;
    }

    private static async Task<Screen> OpenAsync(ConsolePage page)
    {
        var console = await Stages.OfAsync(page.Stage);
        return page.Role is { } role
            ? await console.SignInAsync(await console.PersonAsync(role))
            : await console.OpenAsync();
    }

    private static async Task<string> PathAsync(ConsolePage page) =>
        page.Path.Contains("{case}", StringComparison.Ordinal)
            ? page.Path.Replace("{case}", $"{await Stages.CaseAsync()}", StringComparison.Ordinal)
        : page.Path.Contains("{document}", StringComparison.Ordinal)
            ? page.Path.Replace("{document}", $"{await Stages.DocumentAsync()}", StringComparison.Ordinal)
        : page.Path;
}
