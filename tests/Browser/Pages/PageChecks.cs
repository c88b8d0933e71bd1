using Browser.Harness;
using Microsoft.Playwright;

namespace Browser.Pages;

/// <summary>What is the same of every page, whatever it shows.</summary>
internal static class PageChecks
{
    private const string Operable =
        "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";

    /// <summary>What a page lacks: title, one heading, language, labels of its fields, ids used once.</summary>
    public static Task<string[]> LacksAsync(IPage page) =>
        page.EvaluateAsync<string[]>(
            """
            () => {
                const lacks = [];
                const shown = (e) => e.checkVisibility({ visibilityProperty: true });
                if (!/\S · 12315$/.test(document.title)) lacks.push(`title: "${document.title}"`);
                const heads = [...document.querySelectorAll("h1")].filter(shown);
                if (heads.length !== 1) lacks.push(`${heads.length} headings of the first level`);
                if (document.documentElement.lang !== "zh-CN") lacks.push("language");
                for (const field of document.querySelectorAll("input:not([type=hidden],[type=submit],[type=button]), select, textarea")) {
                    const named = field.labels?.length || field.ariaLabel || field.getAttribute("aria-labelledby");
                    if (shown(field) && !named) lacks.push(`label: ${field.outerHTML}`);
                }
                const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
                for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) lacks.push(`one id: ${id}`);
                for (const e of document.querySelectorAll("[tabindex]")) if (e.tabIndex > 0) lacks.push(`natural order: ${e.outerHTML}`);
                return lacks;
            }
            """
        );

    /// <summary>How far the page can be scrolled sideways, in pixels; the widest element beside it.</summary>
    public static Task<string> SidewaysAsync(IPage page) =>
        page.EvaluateAsync<string>(
            """
            () => {
                const root = document.documentElement;
                const over = root.scrollWidth - root.clientWidth;
                if (over <= 0) return "";
                const widest = [...document.querySelectorAll("body *")]
                    .map((e) => [e.getBoundingClientRect().right, e])
                    .sort((a, b) => b[0] - a[0])[0][1];
                return `${over} px: ${widest.outerHTML.slice(0, 200)}`;
            }
            """
        );

    /// <summary>Walks the page by the tab key.</summary>
    /// <returns>Operable elements that were not reached, or that do not show that they have the focus.</returns>
    public static async Task<IReadOnlyList<string>> UnreachedByTabAsync(IPage page)
    {
        var count = await page.EvaluateAsync<int>(
            $$"""
            () => {
                const lone = (e) => e.type !== "radio" || e === document.querySelector(`input[type=radio][name="${CSS.escape(e.name)}"]:checked`)
                    || (!document.querySelector(`input[type=radio][name="${CSS.escape(e.name)}"]:checked`)
                        && e === document.querySelector(`input[type=radio][name="${CSS.escape(e.name)}"]`));
                // A page may have moved the focus into its form: the walk begins at the top all the same.
                const top = document.createElement("button");
                document.body.prepend(top);
                top.focus();
                top.remove();
                window.unreached = new Set([...document.querySelectorAll("{{Operable}}")]
                    .filter((e) => !e.disabled && lone(e) && e.checkVisibility({ visibilityProperty: true })));
                window.unmarked = [];
                return window.unreached.size;
            }
            """
        );
        // A field for a time alone has five stops of its own.
        for (var left = (count * 4) + 20; left > 0 && count > 0; left--)
        {
            await page.Keyboard.PressAsync("Tab");
            count = await page.EvaluateAsync<int>(
                """
                () => {
                    const at = document.activeElement;
                    const style = getComputedStyle(at);
                    if (window.unreached.delete(at) && (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 1))
                        window.unmarked.push(at.outerHTML.slice(0, 200));
                    return window.unreached.size;
                }
                """
            );
        }
        return await page.EvaluateAsync<string[]>(
            """
            () => [...[...window.unreached].map((e) => `not reached: ${e.outerHTML.slice(0, 200)}`),
                ...window.unmarked.map((e) => `focus not shown: ${e}`)]
            """
        );
    }

    /// <summary>Bytes of the page and all it loaded, compressed as they travelled, whether or not they were in the cache.</summary>
    public static Task<int> BytesAsync(IPage page) =>
        page.EvaluateAsync<int>(
            """
            () => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
                .reduce((sum, e) => sum + e.encodedBodySize, 0)
            """
        );

    /// <summary>Whether the bar would be printed.</summary>
    public static async Task<bool> PrintsBarAsync(Screen screen)
    {
        await screen.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        var isShown = await screen.Page.GetByRole(AriaRole.Banner).IsVisibleAsync();
        await screen.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen });
        return isShown;
    }
}
