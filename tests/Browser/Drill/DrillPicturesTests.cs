using Browser.Harness;
using Integration.Api;
using Integration.Harness;
using Microsoft.Playwright;
using Shared.Contracts.Cases;
using static Microsoft.Playwright.Assertions;

namespace Browser.Drill;

/// <summary>
/// A drill fills the screens by itself while the units work. With <c>README_PICTURES</c> naming a folder the pictures of
/// README are saved there (docs/make-screenshots).
/// </summary>
public sealed class DrillPicturesTests : ConsoleTests
{
    private const int Worked = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string? Folder = Environment.GetEnvironmentVariable("README_PICTURES");

    protected override async Task<HotlineConsole> StartHotlineAsync() =>
        await ConsoleProcess.StartAsync([
            "--drill",
            "--start",
            $"{HotlineConsole.Morning:yyyy-MM-ddTHH:mm}",
            "--speed",
            "120",
            "--rate",
            "4",
        ]);

    [Test]
    public async Task ADrill_ShowsCallsThatComeByThemselves()
    {
        var desk = await Hotline.ClientAsync(Role.Operator);
        await Eventually.HoldsAsync(
            async () =>
                (await desk.ReadAsync($"{ApiCalls.Cases}?limit=500&status=routed")).List("items").Length >= Worked,
            Patience,
            "the drill's calls are routed"
        );
        await WorkAsync(desk);

        var wall = await SignInAsync(Role.DutyLeader, view: View.Wall);
        await wall.GoToAsync("/wall");
        await Expect(wall.Page.GetByText("演练").First).ToBeVisibleAsync();
        await SaveAsync(wall, "wall", View.Wall);

        var board = await SignInAsync(Role.Coordinator);
        await board.GoToAsync("/board/coordination");
        await board
            .Page.GetByRole(AriaRole.Region, new() { Name = "案件", Exact = true })
            .GetByRole(AriaRole.Link)
            .First.ClickAsync();
        await Expect(board.Page.GetByRole(AriaRole.Region, new() { NameRegex = new("^案件 1405") }))
            .ToBeVisibleAsync(new() { Timeout = 15_000 });
        await SaveAsync(board, "board", View.Desk);

        var call = await SignInAsync(Role.Operator);
        await call.GoToAsync("/desk?caller=13903560001&callRef=T-1");
        await call.Page.GetByLabel("姓名", new() { Exact = true }).FillAsync("王小明");
        await call.Page.GetByLabel("被投诉人名称").FillAsync("某饭店");
        await call
            .Page.GetByLabel("来电人的原话")
            .FillAsync("昨晚三人在店里吃饭，回家后上吐下泻，今早去了医院，有小票。");
        await Expect(call.Page.GetByRole(AriaRole.Complementary, new() { Name = "提示" }))
            .ToContainTextAsync("快速反应队");
        await SaveAsync(call, "desk", View.Desk);
    }

    /// <summary>Some cases are acknowledged, some handled, some returned, as on a morning of duty.</summary>
    private async Task WorkAsync(HttpClient desk)
    {
        var waiting = (await desk.ReadAsync($"{ApiCalls.Cases}?limit={Worked}&status=routed")).List("items");
        for (var i = 0; i < waiting.Length; i += 2)
        {
            var it = waiting[i];
            var unit = await Hotline.ClientAsync(it.Str("unit") == "coordination" ? Role.Coordinator : Role.Enforcer);
            var id = it.GetProperty("id").GetGuid();
            await unit.TryStepAsync(id, "acknowledge", ApiCalls.Nothing);
            if (i % 6 == 0)
            {
                var outcome = it.Str("kind") == "report" ? "substantiated" : "mediated";
                await unit.TryStepAsync(id, "handle", new { outcome, summary = "已到店核实并处理" });
            }
        }
    }

    private static async Task SaveAsync(Screen screen, string name, View view)
    {
        await screen.ScreenshotsAsync(name, "drill");
        if (Folder is not null)
        {
            await screen.ShowAsync(view);
            await screen.Page.ScreenshotAsync(
                new PageScreenshotOptions
                {
                    Path = Path.Combine(Folder, $"{name}.png"),
                    Caret = ScreenshotCaret.Initial,
                }
            );
        }
    }
}
