using System.Net;
using System.Text.Json;
using Integration.Api;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Limits;

/// <summary><c>GET /api/v1/limits</c>: the field's vectors, both laws, and wrong questions.</summary>
public sealed class CalculatorTests
{
    private InProcessService service = null!;
    private Cast cast = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 14, 9));
        cast = await Cast.OfAsync(service);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.DisposeAsync();

    [TestCase("complaint", "2026-03-14T10:00:00+08:00", "accept", "order20", "2026-03-24")]
    [TestCase("complaint", "2026-04-28T23:59:59+08:00", "accept", "order121", "2026-05-11")]
    [TestCase("complaint", "2026-02-12T10:00:00+08:00", "accept", "order20", "2026-02-28")]
    [TestCase("complaint", "2026-09-24T10:00:00+08:00", "accept", "order121", "2026-10-12")]
    [TestCase("report", "2026-09-18T10:00:00+08:00", "verify", "order121", "2026-10-15")]
    [TestCase("report", "2026-04-14T15:59:59Z", "verify", "order20", "2026-05-08")]
    [TestCase("report", "2026-04-14T16:00:00Z", "verify", "order121", "2026-05-09")]
    public async Task TheLastDay_OfAStage(string kind, string at, string stage, string regime, string lastDay)
    {
        var limits = (
            await cast.Admin.ReadAsync($"/api/v1/limits?kind={kind}&receivedAt={Uri.EscapeDataString(at)}")
        ).List("limits");

        var row = limits.Single(l => l.Str("stage") == stage && l.Str("regime") == regime);
        Assert.That(row.Str("lastDay"), Is.EqualTo(lastDay));
        Assert.That(row.At("dueAt"), Is.EqualTo(Shanghai.Midnight(DateOnly.Parse(lastDay).AddDays(1))));
        Assert.That(row.GetProperty("provisional").GetBoolean(), Is.False);
        Assert.That(row.Str("article"), Does.StartWith("第"));
        Assert.That(
            row.List("trace").Last(l => l.GetProperty("day").ValueKind == JsonValueKind.String).Str("day"),
            Is.EqualTo(lastDay)
        );
    }

    [Test]
    public async Task AYearWithoutData_IsProvisional_AndADutyWindowAddsItsClocks()
    {
        var limits = (
            await cast.Operator.ReadAsync("/api/v1/limits?kind=complaint&receivedAt=2027-03-14T09:00:00%2B08:00")
        ).List("limits");

        Assert.That(
            limits.Where(l => l.Str("regime") == "order121").Select(l => l.GetProperty("provisional").GetBoolean()),
            Is.All.True
        );
        Assert.That(
            limits.Where(l => l.Str("regime") == "duty").Select(l => l.Str("stage")),
            Is.EqualTo(new[] { "receive", "route", "acknowledge", "handle", "reply" })
        );
    }

    [TestCase("kind=complaint", "receivedAt")]
    [TestCase("receivedAt=2026-05-01T00:00:00Z", "kind")]
    [TestCase("kind=nonsense&receivedAt=2026-05-01T00:00:00Z", "kind")]
    [TestCase("kind=report&receivedAt=yesterday", "receivedAt")]
    [TestCase("kind=report&receivedAt=0001-01-01T00:00:00Z", "receivedAt")]
    [TestCase("kind=report&receivedAt=9999-12-31T00:00:00Z", "receivedAt")]
    public async Task AWrongQuestion_IsRefusedAtItsField(string query, string field) =>
        (await cast.Operator.CallAsync(HttpMethod.Get, $"/api/v1/limits?{query}")).ExpectInvalid(field);

    [Test]
    public async Task AConsultation_HasNoLimits() =>
        Assert.That(
            (await cast.Operator.ReadAsync("/api/v1/limits?kind=consultation&receivedAt=2026-05-01T00:00:00Z")).List(
                "limits"
            ),
            Is.Empty
        );

    [Test]
    public async Task ThePage_ShowsTheSame()
    {
        var page = (
            await cast.Team.CallAsync(HttpMethod.Get, "/limits?kind=complaint&receivedAt=2026-04-28T09:00")
        ).Expect(HttpStatusCode.OK);

        Assert.That(
            WebUtility.HtmlDecode(page.Text),
            Does.Contain("2026-05-11").And.Contain("2026-05-09 周六：第6个工作日（劳动节调休上班）")
        );
    }
}
