using System.Text;
using System.Text.RegularExpressions;
using Browser.Harness;
using Integration.Api;
using Microsoft.Playwright;
using Shared.Contracts.Cases;
using static Microsoft.Playwright.Assertions;

namespace Browser.Documents;

/// <summary>Documents at a screen and on paper.</summary>
public sealed partial class DocumentTests : ConsoleTests
{
    private Guid id;

    [OneTimeSetUp]
    public async Task RegisterAsync()
    {
        var desk = await Hotline.ClientAsync(Role.Operator);
        var team = await Hotline.ClientAsync(Role.Enforcer);
        var complaint = new
        {
            kind = "complaint",
            channel = "phone",
            injured = true,
            content = "购买电饭煲一台，三天后不能加热。\n店家拒绝退货，也不肯修理。",
            complainant = new { name = "欧阳晓明", phone = "13812345678" },
            respondent = new { name = "晋城某电器行", address = "晋城市城区红星街9号" },
            demands = new[] { "returnGoods", "refund" },
        };
        id = (await desk.RegisterRoutedAsync(complaint)).GetProperty("id").GetGuid();
        await team.StepAsync(id, "acknowledge");
        await team.StepAsync(id, "accept");
        await team.StepAsync(id, "documents", new { kind = "registrationForm" });
        await team.StepAsync(id, "documents", new { kind = "routingNotice" });
        var settled = (await desk.RegisterRoutedAsync(complaint)).GetProperty("id").GetGuid();
        await team.StepAsync(settled, "acknowledge");
        await team.StepAsync(settled, "handle", new { outcome = "mediated", summary = "退款" });
        await team.StepAsync(
            settled,
            "documents",
            new
            {
                kind = "mediationAgreement",
                mediator = "李强",
                terms = "一、店家退还货款399元；\n二、双方再无争议。",
            }
        );
    }

    [Test]
    public async Task EachUsualDocument_IsOnePageOfA4()
    {
        var screen = await SignInAsync(Role.Enforcer);
        foreach (var document in await Hotline.RowsAsync("SELECT id FROM documents"))
        {
            await screen.GoToAsync($"/documents/{document}");
            var paper = Encoding.Latin1.GetString(
                await screen.Page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true })
            );

            Assert.That(PageCount().Match(paper).Groups["count"].Value, Is.EqualTo("1"), document);
            Assert.That(PageSize().IsMatch(paper), Is.True, "A4 is 595 by 842 points");
            await Expect(screen.Page.Locator("article .drill-mark")).ToHaveTextAsync("演练");
        }
    }

    [Test]
    public async Task WhatIsTyped_IsThereAgain_AndIssuedOnce()
    {
        var screen = await SignInAsync(Role.Enforcer);
        var path = $"/cases/{id}/documents/mediationNotice";
        await screen.GoToAsync(path);
        await screen.Page.GetByLabel("调解地点").PressSequentiallyAsync("二楼调解室");
        await Expect(screen.Page.GetByText("已存")).ToBeVisibleAsync();

        await screen.GoToAsync(path);

        await Expect(screen.Page.GetByLabel("调解地点")).ToHaveValueAsync("二楼调解室");
        screen.Faults.Tolerate("the server responded with a status of 422");
        await screen.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(screen.Page.Locator("#meetAt-error")).ToHaveTextAsync("不能为空");
        await screen.ArrivedAsync(path);
        await Expect(screen.Page.GetByLabel("调解地点")).ToHaveValueAsync("二楼调解室");
        await screen.Page.GetByLabel("调解时间").FillAsync("2027-03-16T09:30");
        await screen.Page.GetByLabel("调解人员").FillAsync("李强");
        await screen.Page.Keyboard.PressAsync("Control+Enter");
        await screen.ArrivedAsync("/documents/");
        await Expect(screen.Page.Locator("article")).ToContainTextAsync("2027年3月16日9时30分");
        await Expect(screen.Page.Locator("article")).ToContainTextAsync("欧阳晓明、晋城某电器行：");
        await screen.GoToAsync(path);
        await Expect(screen.Page.GetByLabel("调解地点")).ToHaveValueAsync("");
        Assert.That(
            await Hotline.RowsAsync("SELECT number FROM documents WHERE kind = 'mediationNotice'"),
            Is.EqualTo(new[] { "晋市监投调〔2027〕1号" })
        );
    }

    [GeneratedRegex(@"/Count (?<count>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PageCount();

    [GeneratedRegex(@"/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PageSize();
}
