using System.Net;
using System.Text.Json;
using Integration.Api;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Limits;

/// <summary>
/// One complaint from above with every clock, pause, return and restart of routing, and one report with its extension and a
/// restart by a repeated report, walked through by the calls people make; and the sheet a court would read.
/// </summary>
public sealed class LawWalkTests
{
    private static readonly DateTimeOffset Morning = Shanghai.At(2026, 5, 13, 9);
    private InProcessService service = null!;
    private Cast cast = null!;

    [SetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Duty:Windows:0:From"] = "2026-05-13T08:00",
                ["Duty:Windows:0:To"] = "2026-05-15T18:00",
            },
            at: Morning
        );
        cast = await Cast.OfAsync(service);
    }

    [TearDown]
    public async Task StopAsync() => await service.EndIntactAsync();

    [Test]
    public async Task AComplaint_WithEveryClock_IsWalkedThrough_AndItsSheetSaysHowEachWasCounted()
    {
        var arrived = await cast.Province.SendAsync(
            "/api/v1/assignments",
            new
            {
                source = "province",
                upstreamNumber = "SJ-2026-77",
                upstreamDueAt = "2026-06-30T18:00:00+08:00",
                kind = "complaint",
                channel = "assigned",
                content = "热水器漏电，商家不退款",
                level = "urgent",
                complainant = new { name = "钱八", phone = "13903569999" },
                respondent = new { name = "某电器行", address = "泽州路3号" },
            }
        );
        var id = arrived.Expect(HttpStatusCode.Created).Id;
        await cast.Operator.StepAsync(id, "receive");
        var first = await cast.Operator.RoutedAsync(id);
        await cast.UnitOf(first).StepAsync(id, "acknowledge");
        await cast.UnitOf(first)
            .StepAsync(id, "return", new { reasonCode = "notCompetent", reason = "属另一单位职责" });
        var other = first.Str("unit") == "coordination" ? "rapidResponse" : "coordination";
        var routed = await cast.Section.StepAsync(id, "route", new { unit = other, reason = "按职责再分" });
        var unit = cast.UnitOf(routed);
        await unit.StepAsync(id, "acknowledge");
        await unit.StepAsync(id, "progress", new { summary = "已到现场", onSite = true });
        await unit.StepAsync(id, "important", new { level = "serious", summary = "多人触电送医" });
        await cast.Leader.StepAsync(
            id,
            "important/reports",
            new
            {
                method = "phone",
                to = "省局值班室",
                summary = "已电话报告",
            }
        );
        await cast.Leader.StepAsync(
            id,
            "important/reports",
            new
            {
                method = "writing",
                to = "省局",
                summary = "书面报告",
            }
        );
        await unit.StepAsync(id, "material", new { material = "购买凭证" });
        await unit.StepAsync(id, "material/received", new { material = "发票照片" });
        await unit.StepAsync(id, "accept");
        service.SetTime(Shanghai.At(2026, 5, 23, 10));
        await unit.StepAsync(id, "appraisal", new { subject = "送省质检院检测漏电" });
        service.SetTime(Shanghai.At(2026, 6, 12, 10));
        await unit.StepAsync(id, "appraisal/end", new { result = "绝缘不合格" });
        service.SetTime(Shanghai.At(2026, 6, 15, 10));
        await unit.StepAsync(
            id,
            "handle",
            new
            {
                outcome = "mediationEnded",
                ground = "noAgreement",
                summary = "双方不能达成协议",
            }
        );
        await cast.Operator.StepAsync(id, "reply", new { method = "phone", summary = "已告知双方" });

        var it = await cast.Operator.CaseAsync(id);
        var limits = it.List("deadlines")
            .ToDictionary(d => $"{d.Str("regime")}/{d.Str("stage")}/{d.GetProperty("round")}");
        Assert.That(
            limits.Keys,
            Is.SupersetOf(
                new[]
                {
                    "duty/receive/1",
                    "duty/route/1",
                    "duty/route/2",
                    "duty/acknowledge/1",
                    "duty/acknowledge/2",
                    "duty/firstFeedback/1",
                    "duty/handle/1",
                    "duty/reply/1",
                    "duty/reportByPhone/1",
                    "duty/reportInWriting/1",
                    "order121/route/1",
                    "order121/route/2",
                    "order121/accept/1",
                    "order121/mediate/1",
                    "order121/notify/1",
                    "assigned/assigned/1",
                }
            )
        );
        Assert.Multiple(() =>
        {
            Assert.That(limits["order121/accept/1"].Str("lastDay"), Is.EqualTo("2026-05-22"));
            Assert.That(
                limits["order121/mediate/1"].Str("lastDay"),
                Is.EqualTo("2026-08-03"),
                "60 days from 13 May are 12 July; 20 days of testing make it 1 August, a Saturday"
            );
            Assert.That(limits["order121/notify/1"].Str("lastDay"), Is.EqualTo("2026-06-25"), "19 June is a holiday");
            Assert.That(
                limits.Values.Select(d => d.GetProperty("metAt").ValueKind),
                Has.Some.EqualTo(JsonValueKind.String)
            );
            Assert.That(limits["duty/handle/1"].GetProperty("missedAt").ValueKind, Is.Not.EqualTo(JsonValueKind.Null));
            Assert.That(limits["order121/mediate/1"].GetProperty("missedAt").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(
                TraceOf(limits["order121/mediate/1"]),
                Has.Some.EqualTo("2026-05-23 周六：鉴定、检测期间，不计入")
            );
            Assert.That(TraceOf(limits["order121/mediate/1"]), Has.Some.EqualTo("2026-06-12 周五：第10日"));
        });
        var sheet = await SheetAsync(cast.Leader, id);
        Assert.That(
            sheet,
            Does.Contain("办理期限证明")
                .And.Contain("第二十三条第一款第五项")
                .And.Contain("2026-08-01 周六：最后一日为周末，顺延至其后第一日")
                .And.Contain("最后一日：2026-08-03 周一；2026-08-04 00:00 起为超期")
                .And.Contain("上级交办")
                .And.Contain("退回")
                .And.Contain("校验值")
                .And.Contain("时间线链值")
        );
        Assert.That(sheet, Does.Not.Contain("13903569999").And.Not.Contain("order121").And.Not.Contain("null"));
        // The clock may still be recording what was missed meanwhile.
        await Eventually.HoldsAsync(
            async () => CheckOf(await SheetAsync(cast.Leader, id)) == CheckOf(await SheetAsync(cast.Leader, id)),
            ApiCalls.Patience,
            "the same case gives the same check value again"
        );
    }

    [Test]
    public async Task AReport_ExtendedAndRepeated_RunsFromTheLastReport()
    {
        var first = await ReportAsync("某作坊生产假酒");
        var unit = cast.UnitOf(await cast.Operator.CaseAsync(first));
        await unit.StepAsync(first, "acknowledge");
        await unit.StepAsync(first, "extend", new { approvedBy = "陈局长", reason = "涉及外地供货商" });
        (await unit.TryStepAsync(first, "extend", new { approvedBy = "陈局长", reason = "再延" })).Expect(
            HttpStatusCode.Conflict
        );
        service.SetTime(Shanghai.At(2026, 5, 25, 9));
        var repeat = await ReportAsync("某作坊生产假酒，附照片");
        var number = (await cast.Operator.CaseAsync(first)).Str("number");

        (
            await cast.Section.TryStepAsync(
                repeat,
                "merge",
                new
                {
                    into = "123",
                    newFacts = true,
                    reason = "重复",
                }
            )
        ).ExpectInvalid("into");
        (
            await cast.Section.TryStepAsync(repeat, "merge", new { into = number, reason = "同一举报人补充照片" })
        ).ExpectInvalid("newFacts");
        var doubtful = (
            await cast.Section.TryStepAsync(
                repeat,
                "merge",
                new
                {
                    into = number,
                    newFacts = true,
                    reason = "同一举报人补充照片",
                }
            )
        ).ExpectInvalid("confirmed");
        Assert.That(doubtful.Text, Does.Contain("举报人匿名或者不同"));
        var merged = await cast.Section.StepAsync(
            repeat,
            "merge",
            new
            {
                into = number,
                newFacts = true,
                confirmed = true,
                reason = "同一举报人补充照片",
            }
        );

        Assert.That(merged.Str("status"), Is.EqualTo("closed"));
        var verify = (await cast.Section.CaseAsync(first))
            .List("deadlines")
            .Where(d => d.Str("stage") == "verify")
            .ToList();
        Assert.That(verify.Count, Is.EqualTo(2));
        Assert.That(
            verify.Single(d => d.GetProperty("round").GetInt32() == 2).Str("lastDay"),
            Is.EqualTo("2026-06-12"),
            "15 working days from 22 May, when the last report arrived"
        );
        Assert.That(
            TraceOf(verify.Single(d => d.GetProperty("round").GetInt32() == 2)),
            Has.Some.Contains(merged.Str("number")!).And.Some.Contains("第三十五条第二款")
        );
        await unit.StepAsync(first, "filing", new { filed = true, reason = "有违法事实" });
        await unit.StepAsync(first, "handle", new { outcome = "caseFiled", summary = "已立案" });
        var after = await cast.Section.CaseAsync(first);
        Assert.That(after.GetProperty("filedAsCase").GetBoolean(), Is.True);
        Assert.That(
            (await cast.Section.TimelineAsync(first)).Select(e => e.Str("type")),
            Is.SupersetOf(new[] { "extended", "repeatMerged", "filingDecided", "handled" })
        );
    }

    [Test]
    public async Task AClueFoundInMediation_BecomesAReport_AndARepeatOfTheCallMakesNoSecond()
    {
        var complaint = (
            await cast.Operator.RegisterRoutedAsync(
                new
                {
                    kind = "complaint",
                    channel = "phone",
                    content = "退货",
                }
            )
        );
        var id = complaint.GetProperty("id").GetGuid();
        var unit = cast.UnitOf(complaint);
        await unit.StepAsync(id, "acknowledge");
        await unit.StepAsync(id, "accept");
        var body = new { content = "店里货品无合格证" };

        var once = await unit.CallAsync(
            HttpMethod.Post,
            $"{ApiCalls.Cases}/{id}/clue",
            ApiCalls.Json(JsonSerializer.Serialize(body)),
            key: "clue-1"
        );
        var twice = await unit.CallAsync(
            HttpMethod.Post,
            $"{ApiCalls.Cases}/{id}/clue",
            ApiCalls.Json(JsonSerializer.Serialize(body)),
            key: "clue-1"
        );

        Assert.That(
            (once.Status, twice.Status, twice.Replayed),
            Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK, true))
        );
        Assert.That(await service.RowsAsync("SELECT number FROM cases WHERE kind = 'report'"), Has.Count.EqualTo(1));
        Assert.That((await cast.Operator.CaseAsync(id)).List("linked"), Has.Length.EqualTo(1));
    }

    private async Task<Guid> ReportAsync(string content) => (
            await cast.Operator.RegisterRoutedAsync(
                new
                {
                    kind = "report",
                    channel = "letter",
                    content,
                    level = "normal",
                    arrivedAt = service.Clock.Now.AddDays(-3),
                }
            )
        ).GetProperty("id").GetGuid();

    private static string[] TraceOf(JsonElement limit) => [.. limit.List("trace").Select(l => l.Str("text")!)];

    private static async Task<string> SheetAsync(HttpClient who, Guid id) =>
        WebUtility.HtmlDecode(
            (await who.CallAsync(HttpMethod.Get, $"/cases/{id}/evidence")).Expect(HttpStatusCode.OK).Text
        );

    private static string CheckOf(string sheet) => sheet.Split("<code>")[1].Split("</code>")[0];
}
