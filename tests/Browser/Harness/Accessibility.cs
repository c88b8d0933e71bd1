using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Browser.Harness;

/// <summary>What axe-core finds by the rules of WCAG 2.1, levels A and AA.</summary>
/// <remarks>
/// The script is run as it is rather than by the package's own call, which opens a second page for each run and reads style
/// sheets in a way that the pages' policy forbids. Only the rule on screens locked in one orientation needs those.
/// </remarks>
public static class Accessibility
{
    private const string Run = """
        async (rules) => {
            const found = await axe.run(document, {
                runOnly: rules,
                resultTypes: ["violations"],
                preload: false,
            });
            return found.violations.flatMap((v) => v.nodes.map((n) =>
                `${v.id}: ${n.html}: ${[...n.any, ...n.all, ...n.none].map((c) => c.message).join("; ")}`));
        }
        """;

    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];

    /// <summary>The dark scheme changes colours alone; the long form checks every rule in it all the same.</summary>
    private static readonly string[] RulesInDark = Integration.Harness.TestLength.Of(["color-contrast"], Rules);

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Checks the page as it is now, in light and in dark.</summary>
    public static async Task ShouldHaveNoAxeViolationsAsync(this Screen screen)
    {
        if (!await screen.Page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await screen.Page.EvaluateAsync(Script);
        }
        var found = new List<string>();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await screen.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            var violations = await screen.Page.EvaluateAsync<string[]>(
                Run,
                scheme == ColorScheme.Light ? Rules : RulesInDark
            );
            found.AddRange(violations.Select(v => $"{scheme}: {v}"));
        }
        Assert.That(found, Is.Empty, $"violations of WCAG 2.1 AA on {screen.Path}");
    }
}
