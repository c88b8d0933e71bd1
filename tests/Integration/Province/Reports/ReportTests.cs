using System.Text.Json;
using Integration.Api;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Province.Reports;

/// <summary>The reports' figures against a count of the test's own, by walking the timelines of every case.</summary>
public sealed class ReportTests
{
    private InProcessService service = null!;
    private Cast cast = null!;
    private WalkedCases window = null!;
    private WalkedCases earlier = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: ReportedCases.Start);
        cast = await Cast.OfAsync(service);
        var made = new ReportedCases(service, cast);
        await made.MakeAsync();
        var all = new List<WalkedCase>();
        foreach (var it in await cast.Leader.AllAsync())
        {
            var id = it.GetProperty("id").GetGuid();
            all.Add(new WalkedCase(it, made.Sent[id], await cast.Leader.TimelineAsync(id)));
        }
        window = new WalkedCases([.. all.Where(c => c.Sent.ArrivedAt.Year == 2027)]);
        earlier = new WalkedCases([.. all.Where(c => c.Sent.ArrivedAt.Year == 2026)]);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.EndIntactAsync();

    [TestCase("duty/2027")]
    [TestCase("daily/2027-03-14")]
    [TestCase("hourly/2027-03-14T08")]
    [TestCase("hourly/2027-03-14T09")]
    [TestCase("monthly/2027-03")]
    [TestCase("yearly/2027")]
    [TestCase("yearly/2026")]
    [TestCase("monthly/2026-04")]
    public async Task EveryFigure_IsWhatTheTimelinesSay(string period)
    {
        var walked =
            period.Contains("2026", StringComparison.Ordinal) ? earlier
            : period.StartsWith("hourly", StringComparison.Ordinal) ? OfHour(period[^2..])
            : window;
        var report = await cast.Province.ReadAsync($"/api/v1/reports/{period}");
        var counted = walked.Figures();

        Assert.That(report.List("figures").Select(f => f.Str("key")), Is.EquivalentTo(counted.Keys));
        Assert.Multiple(() =>
        {
            foreach (var figure in report.List("figures"))
            {
                var key = figure.Str("key")!;
                var (value, of) = counted[key];
                Assert.That(figure.GetProperty("value").GetDecimal(), Is.EqualTo(value), key);
                Assert.That(NumberOf(figure, "of"), Is.EqualTo(of), key);
                Assert.That(
                    NumberOf(figure, "percent"),
                    Is.EqualTo(of > 0 ? Math.Round(100m * value / of.Value, 1, MidpointRounding.AwayFromZero) : null),
                    key
                );
            }
            Assert.That(report.GetProperty("rows").GetInt32(), Is.EqualTo(walked.All.Count));
            Assert.That(report.GetProperty("zero").GetBoolean(), Is.False);
        });
    }

    [Test]
    public void WhatIsCounted_IsThereToBeCounted_OnTimeAndLate()
    {
        var figures = window.Figures();
        foreach (
            var (key, (value, of)) in figures.Where(f =>
                !f.Key.StartsWith("assigned.", StringComparison.Ordinal)
                && f.Key is not ("reports.told" or "complaints.closedInTime")
            )
        )
        {
            Assert.That(value, Is.GreaterThan(0), key);
            Assert.That(
                of ?? int.MaxValue,
                key is "duty.receive" or "duty.route" ? Is.Not.Zero : Is.GreaterThan(value),
                key
            );
        }
        Assert.That(figures["complaints.closedInTime"].Value, Is.GreaterThan(0));
        Assert.That(earlier.Figures()["reports.told"], Is.EqualTo((1m, (int?)3)), "one in time, one late, one never");
    }

    [Test]
    public async Task Groups_HoldEachCaseOnce_WhereItBelongs()
    {
        var report = await cast.Leader.ReadAsync("/api/v1/reports/duty/2027");
        foreach (var group in report.List("groups"))
        {
            var key = group.Str("key")!;
            var lines = group.List("lines").ToDictionary(l => l.Str("code")!, l => l.GetProperty("count").GetInt32());
            Assert.That(lines, Is.EquivalentTo(window.Group(key)), key);
            Assert.That(lines, Has.Count.GreaterThan(1), key);
        }
    }

    [Test]
    public async Task EveryFigure_IsTheSumOfItsRows()
    {
        var report = await cast.Leader.ReadAsync("/api/v1/reports/duty/2027");
        foreach (var figure in report.List("figures"))
        {
            var key = figure.Str("key")!;
            var rows = (await cast.Leader.ReadAsync($"/api/v1/reports/duty/2027/rows/{key}")).EnumerateArray().ToList();
            var counted = rows.Where(r => r.GetProperty("isCounted").GetBoolean()).ToList();
            Assert.That(
                counted.Sum(r => NumberOf(r, "amount") ?? 1),
                Is.EqualTo(figure.GetProperty("value").GetDecimal()),
                key
            );
            if (NumberOf(figure, "of") is { } of)
            {
                Assert.That(rows, Has.Count.EqualTo((int)of), key);
            }
        }
    }

    [Test]
    public async Task TheProvince_SeesOfRowsWhatItsFeedSays()
    {
        var rows = (await cast.Province.ReadAsync("/api/v1/reports/duty/2027/rows/contacts")).EnumerateArray().ToList();
        var feed = (await cast.Province.FeedAsync()).ToLookup(i => i.Str("number"));

        Assert.That(rows, Has.Count.EqualTo(window.Cases.Count), "consultations are in no feed");
        foreach (var row in rows)
        {
            Assert.That(row.GetProperty("id").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(
                row.GetProperty("feedSequence").GetInt64(),
                Is.EqualTo(feed[row.Str("number")].Max(i => i.GetProperty("sequence").GetInt64()))
            );
        }
        var amounts = await cast.Province.ReadAsync("/api/v1/reports/duty/2027/rows/complaints.amount");
        Assert.That(amounts.EnumerateArray().Select(r => NumberOf(r, "amount")), Has.All.Null);
        (await cast.Province.CallAsync(HttpMethod.Get, "/api/v1/reports/duty/2027/rows/nothing")).ExpectInvalid(
            "figure"
        );
        var csv = await cast.Leader.CallAsync(HttpMethod.Get, "/api/v1/reports/duty/2027/rows/duty.handle.csv");
        Assert.That(csv.Text.Split("\r\n")[0], Does.EndWith("登记编号,类型,状态,计入,金额（元）,反馈序号"));
    }

    [Test]
    public async Task OtherPeriods_CountTheirOwn_AndCompare()
    {
        var year = await cast.Leader.ReadAsync("/api/v1/reports/yearly/2028");
        var nothing = await cast.Leader.ReadAsync("/api/v1/reports/daily/2027-03-13");
        var next = (await cast.Leader.ReadAsync("/api/v1/reports/duty/2028")).List("figures")[0];

        Assert.Multiple(() =>
        {
            Assert.That(year.GetProperty("rows").GetInt32(), Is.Zero);
            Assert.That(year.List("figures")[0].GetProperty("previous").GetInt32(), Is.EqualTo(window.All.Count));
            Assert.That(next.GetProperty("yearBefore").GetInt32(), Is.EqualTo(window.All.Count));
            Assert.That(next.GetProperty("previous").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(nothing.GetProperty("zero").GetBoolean(), Is.True, "零报告");
        });
    }

    [TestCase("duty/27", "year")]
    [TestCase("daily/2027-02-30", "date")]
    [TestCase("monthly/2027-3", "month")]
    [TestCase("hourly/2027-03-14T24", "hour")]
    [TestCase("yearly/0001.csv", "year")]
    public async Task AWrongPeriod_IsNamed(string period, string field) =>
        (await cast.Leader.CallAsync(HttpMethod.Get, $"/api/v1/reports/{period}")).ExpectInvalid(field);

    private WalkedCases OfHour(string hour) =>
        new([.. window.All.Where(c => $"{Shanghai.In(c.Sent.ArrivedAt).Hour:00}" == hour)]);

    private static decimal? NumberOf(JsonElement figure, string name) =>
        figure.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : null;
}
