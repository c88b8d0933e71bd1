using Browser.Harness;
using Integration.Api;
using Microsoft.Playwright;
using Shared.Contracts.Cases;
using static Microsoft.Playwright.Assertions;

namespace Browser.Enforcement;

/// <summary>A repeated report at the screen: what must be said, and what is asked where the two look different.</summary>
public sealed class MergeFormTests : ConsoleTests
{
    [Test]
    public async Task ADoubtfulRepeat_IsMergedOnlyWhenThePersonConfirms()
    {
        var desk = await Hotline.ClientAsync(Role.Operator);
        var earlier = await RegisterAsync(desk, "某作坊生产假酒");
        var repeat = await RegisterAsync(desk, "某作坊生产假酒，附照片");
        var screen = await SignInAsync(Role.Coordinator);
        screen.Faults.Tolerate("the server responded with a status of 422");
        await screen.GoToAsync($"/cases/{repeat.Id}");
        var form = screen.Page.Locator("#step-merge");
        await form.Locator("summary").ClickAsync();
        await form.GetByLabel("原举报的登记编号").FillAsync(earlier.Number);
        await form.GetByLabel("理由").FillAsync("同一举报人");

        await form.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(form.Locator(".error")).ToHaveTextAsync("请选择有没有新的事实");
        await form.GetByLabel("没有新的事实").CheckAsync();
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(screen.Page.GetByText("不能认定为同一举报人")).ToBeVisibleAsync();
        await form.GetByLabel("已核对").CheckAsync();
        await screen.ScreenshotsAsync("case-merge", "doubt");
        await form.GetByRole(AriaRole.Button).ClickAsync();

        await Expect(screen.Page.Locator(".case-head").GetByText("办结")).ToBeVisibleAsync();
    }

    private static async Task<Answer> RegisterAsync(HttpClient desk, string content)
    {
        var report = await desk.RegisterAsync(
            new
            {
                kind = "report",
                channel = "letter",
                content,
            }
        );
        await desk.RoutedAsync(report.Id);
        return report;
    }
}
