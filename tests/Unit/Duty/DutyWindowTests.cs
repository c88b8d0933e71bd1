using CsCheck;
using Shared.Contracts.Cases.Duty;

namespace Unit.Duty;

/// <summary>The duty window: each year 14 March 08:00 to 16 March 18:00 in Shanghai, half-open, and extra dated windows.</summary>
public sealed class DutyWindowTests
{
    private static readonly DutyWindows Yearly = new();

    private static readonly Gen<DateTimeOffset> AnyMoment = Gen.Select(
        Gen.Long[0, TimeSpan.FromDays(365 * 12).Ticks],
        Gen.Int[-14 * 60, 14 * 60],
        (ticks, minutes) =>
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)
                .AddTicks(ticks)
                .ToOffset(TimeSpan.FromMinutes(minutes))
    );

    [TestCase(2020)]
    [TestCase(2021)]
    [TestCase(2024)]
    [TestCase(2026)]
    [TestCase(2027)]
    [TestCase(2100)]
    public void Contains_AtTheBoundsOfTheYearlyWindow_IsHalfOpenToTheTick(int year)
    {
        var from = new DateTimeOffset(year, 3, 14, 8, 0, 0, TimeSpan.FromHours(8));
        var to = new DateTimeOffset(year, 3, 16, 18, 0, 0, TimeSpan.FromHours(8));

        Assert.That(Yearly.Contains(from.AddTicks(-1)), Is.False);
        Assert.That(Yearly.Contains(from), Is.True);
        Assert.That(Yearly.Contains(to.AddTicks(-1)), Is.True);
        Assert.That(Yearly.Contains(to), Is.False);
        Assert.That(Yearly.At(from), Is.EqualTo(new DutyWindow(from, to)));
        Assert.That(Yearly.At(to), Is.Null);
    }

    [TestCase("2026-03-14T00:00:00Z", true)]
    [TestCase("2026-03-13T23:59:59Z", false)]
    [TestCase("2026-03-13T20:00:00-04:00", true)]
    [TestCase("2026-03-13T19:59:59-04:00", false)]
    [TestCase("2026-03-16T19:30:00+09:30", false)]
    [TestCase("2026-03-16T19:29:59.9999999+09:30", true)]
    [TestCase("2026-03-15T03:00:00+08:00", true)]
    [TestCase("2025-12-31T23:00:00-12:00", false)]
    public void Contains_WhateverTheOffset_MeansTheMoment(string at, bool expected) =>
        Assert.That(Yearly.Contains(DateTimeOffset.Parse(at)), Is.EqualTo(expected));

    [Test]
    public void Contains_AtAnyMoment_AgreesWithTheShanghaiClock() =>
        AnyMoment.Sample(
            at =>
            {
                var local = at.UtcDateTime.AddHours(8);
                var minutes = (local.Day * 24 * 60) + (local.Hour * 60) + local.Minute;
                var inside = local.Month == 3 && minutes >= ((14 * 24) + 8) * 60 && minutes < ((16 * 24) + 18) * 60;
                Assert.That(Yearly.Contains(at), Is.EqualTo(inside));
            },
            iter: 5000
        );

    [Test]
    public void Contains_WithExtraWindows_HoldsEachToTheTickAndKeepsTheYearlyOne()
    {
        var from = DateTimeOffset.Parse("2026-06-18T08:00:00.2500000+08:00");
        var to = DateTimeOffset.Parse("2026-06-18T08:00:00.7500001+08:00");
        var second = new DutyWindow(
            DateTimeOffset.Parse("2026-11-11T00:00:00Z"),
            DateTimeOffset.Parse("2026-11-12T00:00:00Z")
        );
        var windows = new DutyWindows(new DutyWindow(from, to), second);

        Assert.That(windows.Contains(from.AddTicks(-1)), Is.False);
        Assert.That(windows.Contains(from), Is.True);
        Assert.That(windows.Contains(to.AddTicks(-1)), Is.True);
        Assert.That(windows.Contains(to), Is.False);
        Assert.That(windows.At(second.From.AddHours(1)), Is.EqualTo(second));
        Assert.That(windows.Contains(DateTimeOffset.Parse("2026-03-15T12:00:00+08:00")), Is.True);
        Assert.That(
            windows.Contains(DateTimeOffset.Parse("2027-06-18T08:00:00.5+08:00")),
            Is.False,
            "dated, not yearly"
        );
    }

    [Test]
    public void Contains_WhenAnExtraWindowAdjoinsTheYearlyOne_LeavesNoGap()
    {
        var end = DutyWindows.OfYear(2026).To;
        var windows = new DutyWindows(new DutyWindow(end, end.AddHours(6)));

        Assert.That(windows.Contains(end.AddTicks(-1)), Is.True);
        Assert.That(windows.Contains(end), Is.True);
        Assert.That(windows.Contains(end.AddHours(6)), Is.False);
    }

    [TestCase("2026-06-01T08:00", "2026-06-02T08:00", null, TestName = "Overlapped_ByNone")]
    [TestCase("2026-03-16T18:00", "2026-03-17T08:00", null, TestName = "Overlapped_AtTheYearlyEnd_IsNone")]
    [TestCase("2026-03-16T17:59", "2026-03-17T08:00", "2026-03-14T08:00", TestName = "Overlapped_OfTheYear")]
    [TestCase("2026-12-01T00:00", "2027-03-14T08:01", "2027-03-14T08:00", TestName = "Overlapped_OfTheNextYear")]
    [TestCase("2026-11-10T00:00", "2026-11-11T00:00", null, TestName = "Overlapped_BeforeADatedOne_IsNone")]
    [TestCase("2026-11-11T23:59", "2026-11-13T00:00", "2026-11-11T00:00", TestName = "Overlapped_OfADatedOne")]
    [TestCase("2026-11-11T08:00", "2026-11-11T09:00", "2026-11-11T00:00", TestName = "Overlapped_Within")]
    [TestCase("2026-11-01T08:00", "2026-11-30T09:00", "2026-11-11T00:00", TestName = "Overlapped_Around")]
    public void Overlapped_NamesTheWindow(string from, string to, string? overlapped)
    {
        var windows = new DutyWindows().With([new DutyWindow(Local("2026-11-11T00:00"), Local("2026-11-12T00:00"))]);

        var found = windows.Overlapped(new DutyWindow(Local(from), Local(to)));

        Assert.That(found?.From, Is.EqualTo(overlapped is null ? null : Local(overlapped)));
    }

    private static DateTimeOffset Local(string text) => DateTimeOffset.Parse(text + "+08:00");

    [TestCase("urban", 30)]
    [TestCase("developmentZone", 30)]
    [TestCase(null, 30)]
    [TestCase("zezhou", 90)]
    [TestCase("gaoping", 90)]
    [TestCase("yangcheng", 90)]
    [TestCase("lingchuan", 90)]
    [TestCase("qinshui", 90)]
    public void OnSite_ByDistrict_IsHalfAnHourInTheCityAndNinetyMinutesInACounty(string? district, int minutes) =>
        Assert.That(new DutyLimits().OnSite(district), Is.EqualTo(TimeSpan.FromMinutes(minutes)));

    [Test]
    public void Limits_WhenNothingIsSaid_AreTheBureausOwn()
    {
        var limits = new DutyLimits();

        Assert.That(limits.Receive, Is.EqualTo(TimeSpan.FromMinutes(5)));
        Assert.That(limits.Route, Is.EqualTo(TimeSpan.FromMinutes(15)));
        Assert.That(limits.Acknowledge, Is.EqualTo(TimeSpan.FromMinutes(15)));
        Assert.That(limits.Handle, Is.EqualTo(TimeSpan.FromHours(24)));
        Assert.That(limits.FirstFeedback, Is.EqualTo(TimeSpan.FromHours(2)));
        Assert.That(limits.Reply, Is.EqualTo(TimeSpan.FromHours(2)));
        Assert.That(limits.ReportByPhone, Is.EqualTo(TimeSpan.FromMinutes(30)));
        Assert.That(limits.ReportInWriting, Is.EqualTo(TimeSpan.FromHours(1)));
    }
}
