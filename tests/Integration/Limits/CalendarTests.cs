using System.Net;
using System.Text.Json;
using Integration.Administration;
using Integration.Api;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Limits;

/// <summary>
/// A year that arrives, or is changed, shows first what it does to open cases; signed, it changes those and nothing that was met
/// or missed.
/// </summary>
public sealed class CalendarTests
{
    private static readonly DateTimeOffset Now = Shanghai.At(2026, 12, 21, 9);

    private const string Holidays =
        "2027-01-01 元旦\n2027-01-02 元旦\n2027-01-03 元旦\n2027-02-06 春节\n2027-04-05 清明\n2027-05-01 劳动节\n"
        + "2027-06-09 端午\n2027-09-15 中秋\n2027-10-01 国庆节";

    private InProcessService service = null!;
    private Cast cast = null!;
    private Harness.Browser admin = null!;

    [SetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Now);
        cast = await Cast.OfAsync(service);
        admin = await service.SignedInAsync("孙丽", Role.Admin);
    }

    [TearDown]
    public async Task StopAsync()
    {
        admin.Dispose();
        await service.EndIntactAsync();
    }

    [Test]
    public async Task AYearThatArrives_IsPreviewed_SignedAndAppliedToOpenLimitsOnly()
    {
        var open = await RegisterAsync();
        var met = await RegisterAsync();
        await AcceptAsync(met);
        var missed = await RegisterAsync(Now.AddDays(-25));
        await Eventually.HoldsAsync(
            async () => Missed(await AcceptLimitAsync(missed)),
            ApiCalls.Patience,
            "the clock has recorded the miss"
        );
        var (openBefore, metBefore, missedBefore) = (
            await AcceptLimitAsync(open),
            await AcceptLimitAsync(met),
            await AcceptLimitAsync(missed)
        );
        Assert.That(openBefore.Str("lastDay"), Is.EqualTo("2026-12-30"));
        Assert.That(
            (await LimitAsync(met, "mediate")).GetProperty("provisional").GetBoolean(),
            Is.True,
            "2027 is unknown"
        );
        Assert.That((await admin.OpenAsync("/admin/operations")).Text, Does.Contain("2027 年没有完整的放假安排"));

        var preview = await admin.SubmitAsync(
            "/admin/calendar?year=2027",
            "year",
            ("holidays", Holidays),
            ("makeUpWorkdays", ""),
            ("complete", "true"),
            ("act", "preview")
        );
        Assert.That(
            preview.Expect(HttpStatusCode.OK).Text,
            Does.Contain("对在办案件的影响").And.Contain((await cast.Operator.CaseAsync(met)).Str("number"))
        );
        Assert.That(await VersionsAsync(), Is.EqualTo(new[] { "1" }), "a preview changes nothing");
        (
            await admin.PreviewAndSignAsync(
                "/admin/calendar?year=2027",
                "year",
                ("holidays", Holidays),
                ("makeUpWorkdays", ""),
                ("complete", "true")
            )
        ).ExpectLeadsTo("/admin/calendar?year=2027&done=signed");

        await Eventually.HoldsAsync(
            async () => !(await LimitAsync(met, "mediate")).GetProperty("provisional").GetBoolean(),
            ApiCalls.Patience,
            "open limits are counted anew"
        );
        Assert.That(await AcceptLimitAsync(met), Is.EqualTo(metBefore).Using<JsonElement>(Same), "met stays");
        Assert.That(await AcceptLimitAsync(missed), Is.EqualTo(missedBefore).Using<JsonElement>(Same), "missed stays");
        var line = (await cast.Operator.TimelineAsync(met)).Last(e => e.Str("type") == "recounted");
        Assert.That((line.Str("actor"), line.Str("reason")), Is.EqualTo(("孙丽", "工作日历第2版：2027年放假安排")));
        Assert.That((await admin.OpenAsync("/admin/calendar?year=2027")).Text, Does.Contain("孙丽 2026-12-21"));
        Assert.That((await admin.OpenAsync("/admin/people")).Text, Does.Not.Contain("年没有完整的放假安排"));
        Assert.That((await admin.OpenAsync("/admin/audit")).Text, Does.Contain("签署工作日历"));
    }

    [Test]
    public async Task TheLawsData_Changed_ShowsTheDifferenceFirst_AndIsAppliedInTheNameOfWhoSigned()
    {
        var id = await RegisterAsync();
        var text = (await service.RowsAsync("SELECT body FROM law_versions WHERE subject = 'limits'")).Single();
        var changed = text.Replace(
            "\"count\": 7, \"unit\": \"workingDays\", \"article\": \"第十五条\"",
            "\"count\": 5, \"unit\": \"workingDays\", \"article\": \"第十五条\"",
            StringComparison.Ordinal
        );
        Assert.That(changed, Is.Not.EqualTo(text));

        var preview = await admin.SubmitAsync("/admin/law", "law", ("body", changed), ("note", ""), ("act", "preview"));
        Assert.That(preview.Text, Does.Contain("1 件案件").Or.Contain("<b>1</b> 件案件"));
        (await admin.SubmitAsync("/admin/law", "law", ("body", changed), ("note", ""), ("act", "sign"))).Expect(
            HttpStatusCode.UnprocessableEntity
        );
        (
            await admin.PreviewAndSignAsync("/admin/law", "law", ("body", changed), ("note", "省局要求五日内"))
        ).ExpectLeadsTo("/admin/law?done=signed");

        await Eventually.HoldsAsync(
            async () => (await AcceptLimitAsync(id)).Str("lastDay") == "2026-12-28",
            ApiCalls.Patience,
            "the open limit is counted by the new data"
        );
    }

    [Test]
    public async Task WhatAnotherSignedMeanwhile_IsNeverOverwritten()
    {
        using var other = await service.SignedInAsync("周管", Role.Admin);
        const string Path = "/admin/calendar?year=2027";
        (string, string)[] mine = [("holidays", Holidays), ("makeUpWorkdays", ""), ("act", "sign"), ("seen", "1")];
        (
            await other.PreviewAndSignAsync(Path, "year", ("holidays", "2027-01-01 元旦"), ("makeUpWorkdays", ""))
        ).ExpectLeadsTo($"{Path}&done=signed");

        (await admin.SubmitAsync(Path, "year", mine)).ExpectLeadsTo($"{Path}&done=late");

        Assert.That(await VersionsAsync(), Is.EqualTo(new[] { "1", "2" }));
        Assert.That(
            (await admin.OpenAsync($"{Path}&done=late")).Text,
            Does.Contain("别人刚改过日历").And.Contain("周管").And.Contain("未录全")
        );
        Assert.That(
            (await admin.OpenAsync("/admin/people")).Text,
            Does.Contain("2027 年没有完整的放假安排"),
            "one day is not a year"
        );
    }

    [Test]
    public async Task OnlyWhatWasPreviewed_CanBeSigned_AndOnlyByWhoSawIt()
    {
        const string Path = "/admin/calendar?year=2027";
        using var other = await service.SignedInAsync("周管", Role.Admin);
        (string, string)[] shown = [("holidays", Holidays), ("makeUpWorkdays", ""), ("complete", "true")];
        var seal = Harness.Browser.SealOf(await admin.SubmitAsync(Path, "year", [.. shown, ("act", "preview")]));

        foreach (
            var (who, fields) in new (Harness.Browser, (string, string)[])[]
            {
                (admin, [.. shown, ("act", "sign")]),
                (admin, [.. shown, ("previewed", "nonsense"), ("act", "sign")]),
                (
                    admin,
                    [
                        ("holidays", Holidays + "\n2027-10-02 国庆节"),
                        .. shown[1..],
                        ("previewed", seal),
                        ("act", "sign"),
                    ]
                ),
                (other, [.. shown, ("previewed", seal), ("act", "sign")]),
            }
        )
        {
            var page = await who.SubmitAsync(Path, "year", fields);
            Assert.That(page.Expect(HttpStatusCode.UnprocessableEntity).Text, Does.Contain("请先看影响，再签署"));
        }
        Assert.That(await VersionsAsync(), Is.EqualTo(new[] { "1" }));
        (await admin.SubmitAsync(Path, "year", [.. shown, ("previewed", seal), ("act", "sign")])).ExpectLeadsTo(
            $"{Path}&done=signed"
        );
    }

    private async Task<Guid> RegisterAsync(DateTimeOffset? arrivedAt = null) => (
            await cast.Operator.RegisterRoutedAsync(
                new
                {
                    kind = "complaint",
                    channel = "phone",
                    content = "退货",
                    arrivedAt = arrivedAt ?? service.Clock.Now,
                }
            )
        ).GetProperty("id").GetGuid();

    private async Task AcceptAsync(Guid id)
    {
        await cast.Section.StepAsync(id, "acknowledge");
        await cast.Section.StepAsync(id, "accept");
    }

    private Task<JsonElement> AcceptLimitAsync(Guid id) => LimitAsync(id, "accept");

    private async Task<JsonElement> LimitAsync(Guid id, string stage) =>
        (await cast.Operator.CaseAsync(id)).List("deadlines").Single(d => d.Str("stage") == stage);

    private Task<List<string>> VersionsAsync() =>
        service.RowsAsync("SELECT version FROM law_versions WHERE subject = 'calendar' ORDER BY version");

    private static bool Missed(JsonElement limit) => limit.GetProperty("missedAt").ValueKind == JsonValueKind.String;

    private static bool Same(JsonElement one, JsonElement other) => one.GetRawText() == other.GetRawText();
}
