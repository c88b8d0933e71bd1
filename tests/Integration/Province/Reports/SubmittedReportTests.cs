using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Integration.Administration;
using Integration.Api;
using Integration.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;

namespace Integration.Province.Reports;

/// <summary>A report that was submitted stands as it was, whatever becomes of its cases.</summary>
public sealed class SubmittedReportTests
{
    private InProcessService service = null!;
    private Cast cast = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 15, 15));
        cast = await Cast.OfAsync(service);
    }

    [Test]
    public async Task ThePage_SubmitsOnce_HoweverOftenItIsPressed_AndOnlyForADutyLeader()
    {
        const string Page = "/reports?kind=daily&of=2027-03-14";
        using var leader = await service.SignedInAsync("带班", Role.DutyLeader);
        using var province = await service.SignedInAsync("省局的人", Role.Province);

        Assert.That((await province.OpenAsync(Page)).Html, Does.Not.Contain("报送后这一期固定"));
        (await leader.SubmitAsync(Page, "submit")).ExpectLeadsTo(Page);
        (await leader.SubmitAsync(Page, "submit")).ExpectLeadsTo(Page);

        Assert.That(
            (await province.OpenAsync(Page)).Text,
            Does.Contain("已报送").And.Contain("带班 于 2027-03-15 15:0")
        );
        Assert.That(
            await service.RowsAsync("SELECT COUNT(*) FROM submitted_reports WHERE period = '2027-03-14'"),
            Is.EqualTo(["1"])
        );
        Assert.That(
            await service.RowsAsync(
                "SELECT actor_name FROM audit WHERE action = 'SubmitReport' AND subject = 'daily 2027-03-14'"
            ),
            Is.EqualTo(["带班"])
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.DisposeAsync();

    [Test]
    public async Task ASubmittedReport_IsFrozen_AndLaterChangesStandBesideIt()
    {
        const string Path = "/api/v1/reports/daily/2027-03-15";
        var before = await cast.Leader.ReadAsync(Path);
        var first = await cast.Leader.SendAsync($"{Path}/submission", new { });
        await cast.Operator.RegisterAsync(new { kind = "consultation", channel = "visit" });
        var second = await cast.Leader.SendAsync($"{Path}/submission", new { });
        var after = await cast.Province.ReadAsync(Path);

        var frozen = first.Expect(HttpStatusCode.Created).Json.GetProperty("submitted");
        var later = after.GetProperty("submitted");
        Assert.Multiple(() =>
        {
            Assert.That(before.GetProperty("submitted").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(before.GetProperty("zero").GetBoolean(), Is.True, "a zero report is submitted too");
            Assert.That(frozen.List("changes"), Is.Empty);
            Assert.That(frozen.Str("checkValue"), Does.Match("^[0-9a-f]{64}$"));
            Assert.That(
                second.Expect(HttpStatusCode.OK).Json.GetProperty("submitted").Str("at"),
                Is.EqualTo(frozen.Str("at"))
            );
            Assert.That(later.Str("checkValue"), Is.EqualTo(frozen.Str("checkValue")));
            Assert.That(later.GetProperty("intact").GetBoolean(), Is.True);
            Assert.That(
                later.List("changes").Select(c => $"{c.Str("key")} {c.GetProperty("then")} {c.GetProperty("now")}"),
                Is.EqualTo(["contacts 0 1", "consultations 0 1"])
            );
        });
        using var stored = await cast.Province.GetAsync(new Uri($"{Path}/submission", UriKind.Relative));
        var body = await stored.Content.ReadAsByteArrayAsync();
        Assert.That(Convert.ToHexStringLower(SHA256.HashData(body)), Is.EqualTo(frozen.Str("checkValue")));
        Assert.That(stored.Headers.ETag!.Tag, Is.EqualTo($"\"{frozen.Str("checkValue")}\""));
        var csv = await cast.Province.CallAsync(HttpMethod.Get, $"{Path}/submission.csv");
        Assert.That(csv.Text, Does.Contain("来件,0,零报告"));
        Assert.That(
            (await cast.Province.CallAsync(HttpMethod.Get, $"{Path}.csv")).Text,
            Does.Contain(frozen.Str("checkValue")).And.Contain("报送之后的变化,来件 0 → 1")
        );
        Assert.That(
            (await cast.Leader.CallAsync(HttpMethod.Get, "/api/v1/reports/daily/2027-03-16/submission")).Status,
            Is.EqualTo(HttpStatusCode.NotFound)
        );
        (await cast.Leader.SendAsync("/api/v1/reports/daily/2027-04-15/submission", new { })).ExpectInvalid("date");

        await service
            .Services.GetRequiredService<Database>()
            .WriteAsync(s =>
                s.ExecuteAsync(
                    new Statement(
                        "test.alterReport",
                        "UPDATE submitted_reports SET body = REPLACE(body, '2027', '2026')"
                    )
                )
            );
        var tampered = (await cast.Leader.ReadAsync(Path)).GetProperty("submitted");
        Assert.That(tampered.GetProperty("intact").GetBoolean(), Is.False);
    }
}
