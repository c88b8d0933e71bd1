using System.Net;
using Integration.Administration;
using Integration.Api;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Province.Reports;

/// <summary>日报 at 16:30: a duty leader is told in time, and a miss stays on record.</summary>
public sealed class DailyReportTests
{
    private InProcessService service = null!;
    private Cast cast = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 16, 9));
        cast = await Cast.OfAsync(service);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.DisposeAsync();

    [Test]
    public async Task ADayOfDuty_OwesItsReport_AndALeaderIsToldUntilItIsSubmitted()
    {
        using var leader = await service.SignedInAsync("值班领导", Role.DutyLeader);
        const string Banner = "03-16 日报应于 16:30 前报送";
        service.SetTime(Shanghai.At(2027, 3, 16, 14).AddMinutes(29));
        await OwedAsync("2027-03-16", missed: false);
        Assert.That((await leader.OpenAsync("/search")).Text, Does.Not.Contain(Banner));
        service.SetTime(Shanghai.At(2027, 3, 16, 14).AddMinutes(31));
        Assert.That((await leader.OpenAsync("/search")).Text, Does.Contain(Banner));

        service.SetTime(Shanghai.At(2027, 3, 16, 16).AddMinutes(31));
        await OwedAsync("2027-03-16", missed: true);
        Assert.That((await leader.OpenAsync("/search")).Text, Does.Contain("03-16 日报已过 16:30，尚未报送"));
        (await cast.Leader.SendAsync("/api/v1/reports/daily/2027-03-16/submission", new { })).Expect(
            HttpStatusCode.Created
        );

        Assert.That((await leader.OpenAsync("/search")).Text, Does.Not.Contain("03-16 日报"));
        var day = (await cast.Province.ReadAsync("/api/v1/duty/daily-reports"))[0];
        Assert.That(day.Str("metAt"), Is.Not.Null);
        Assert.That(day.At("missedAt"), Is.EqualTo(day.At("dueAt")), "too late stays missed");
    }

    private Task OwedAsync(string date, bool missed) =>
        Eventually.HoldsAsync(
            async () =>
                (await cast.Leader.ReadAsync("/api/v1/duty/daily-reports"))
                    .EnumerateArray()
                    .Any(d => d.Str("day") == date && d.Str("missedAt") is not null == missed),
            ApiCalls.Patience,
            $"the clock knows of {date}"
        );
}
