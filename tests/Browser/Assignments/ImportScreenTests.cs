using System.Text;
using Browser.Harness;
using Microsoft.Playwright;
using Shared.Contracts.Cases;
using static Microsoft.Playwright.Assertions;

namespace Browser.Assignments;

/// <summary>从文件导入: checked first, then taken in; what cannot be read says so, and columns are named once.</summary>
public sealed class ImportScreenTests : ConsoleTests
{
    [Test]
    public async Task AFile_IsCheckedFirst_AndThenTakenIn()
    {
        var screen = await ImportsAsync();
        await ChooseAsync(screen, "登记编号,类型,诉求内容\r\nB-1,投诉,商家不退款\r\nB-2,表扬,态度好\r\n");
        await PressAsync(screen, "先核对");

        await Expect(screen.Page.GetByRole(AriaRole.Status).GetByText("已核对，尚未导入")).ToBeVisibleAsync();
        await Expect(
                screen.Page.GetByRole(AriaRole.Row, new() { Name = "3 类型：“表扬”不是可用的值，可用：投诉、举报" })
            )
            .ToBeVisibleAsync();
        await screen.ShouldHaveNoAxeViolationsAsync();
        await screen.ScreenshotsAsync("import", "checked");
        await PressAsync(screen, "正式导入 1 行");

        await Expect(screen.Page.GetByRole(AriaRole.Status).GetByText("已完成")).ToBeVisibleAsync();
        await Expect(Progress(screen)).ToContainTextAsync("共 2 行 · 完成 1 · 未导入 1");
        await Expect(screen.Page.GetByRole(AriaRole.Link, new() { Name = "办理结果 XLSX" })).ToBeVisibleAsync();
        await screen.ShouldHaveNoAxeViolationsAsync();
        await screen.ScreenshotsAsync("import", "ended");
        await screen.GoToAsync("/assigned");
        await Expect(screen.Page.GetByText("1 件待接收").Or(screen.Page.GetByText("待接收 1")).First)
            .ToBeVisibleAsync();
    }

    [Test]
    public async Task ALargeFile_MovesByItself_AndStopsAndGoesOn()
    {
        var screen = await ImportsAsync();
        var rows = Enumerable.Range(1, 6_000).Select(n => $"C-{n},投诉,第{n}件\r\n");
        await ChooseAsync(screen, $"登记编号,类型,诉求内容\r\n{string.Concat(rows)}");
        await PressAsync(screen, "直接导入");

        await Expect(Progress(screen)).ToContainTextAsync("约还需", new() { Timeout = 15_000 });
        await PressAsync(screen, "暂停");
        await Expect(screen.Page.GetByRole(AriaRole.Status).GetByText("已暂停")).ToBeVisibleAsync();
        await screen.ScreenshotsAsync("import", "stopped");
        await PressAsync(screen, "继续");

        await Expect(screen.Page.GetByRole(AriaRole.Status).GetByText("已完成"))
            .ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(Progress(screen)).ToContainTextAsync("完成 6,000 · 未导入 0");
    }

    [Test]
    public async Task ColumnsUnderOtherNames_AreAskedForOnce()
    {
        var screen = await ImportsAsync();
        await ChooseAsync(screen, "流水号,性质,诉求内容\r\nD-1,投诉,一件\r\n");
        await PressAsync(screen, "直接导入");

        await Expect(screen.Page.GetByText("文件里没有“登记编号”、“类型”")).ToBeVisibleAsync();
        screen.Faults.Tolerate("status of 422");
        await PressAsync(screen, "开始");
        await Expect(screen.Page.GetByText("还缺：登记编号、类型")).ToBeVisibleAsync();
        await screen.ShouldHaveNoAxeViolationsAsync();
        await screen.ScreenshotsAsync("import", "unmapped");
        await screen.Page.GetByLabel("流水号").SelectOptionAsync("登记编号");
        await screen.Page.GetByLabel("性质").SelectOptionAsync("类型");
        await PressAsync(screen, "开始");

        await Expect(screen.Page.GetByRole(AriaRole.Status).GetByText("已完成")).ToBeVisibleAsync();
    }

    [Test]
    public async Task WhatIsNoTable_IsRefusedAtTheField()
    {
        var screen = await ImportsAsync();
        screen.Faults.Tolerate("status of 422");
        await PressAsync(screen, "先核对");
        await Expect(screen.Page.GetByText("请选一个 CSV 或 XLSX 文件")).ToBeVisibleAsync();

        await ChooseAsync(screen, "PK\u0003\u0004不是工作簿");
        await PressAsync(screen, "先核对");

        await Expect(screen.Page.GetByText("不是可以读取的 XLSX 工作簿")).ToBeVisibleAsync();
        await screen.ShouldHaveNoAxeViolationsAsync();
        await screen.ScreenshotsAsync("imports", "error");
    }

    private async Task<Screen> ImportsAsync()
    {
        var screen = await SignInAsync(Role.Operator);
        await screen.GoToAsync("/imports");
        return screen;
    }

    private static Task ChooseAsync(Screen screen, string text) =>
        screen
            .Page.GetByLabel("文件，最多 100 MB")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "交办.csv",
                    MimeType = "text/csv",
                    Buffer = Encoding.UTF8.GetBytes(text),
                }
            );

    private static Task PressAsync(Screen screen, string name) =>
        screen.Page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();

    private static ILocator Progress(Screen screen) => screen.Page.GetByRole(AriaRole.Region, new() { Name = "进度" });
}
