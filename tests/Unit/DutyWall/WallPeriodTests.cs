using Intake.Api.DutyWall;
using Intake.Api.Http;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Duty;

namespace Unit.DutyWall;

/// <summary>Which stretch of time a wall shows.</summary>
public sealed class WallPeriodTests
{
    [TestCase("2027-03-14T08:00:00+08:00")]
    [TestCase("2027-03-16T17:59:59+08:00")]
    public void InADutyWindow_ItIsTheWindow(string now)
    {
        var period = WallPeriod.Running(new DutyWindows(), DateTimeOffset.Parse(now));

        Assert.That(period.From, Is.EqualTo(Shanghai.At(2027, 3, 14, 8)));
        Assert.That(period.To, Is.EqualTo(Shanghai.At(2027, 3, 16, 18)));
        Assert.That(period.Steps().Count(), Is.EqualTo(58));
    }

    [TestCase("2027-03-14T07:59:59+08:00", 14)]
    [TestCase("2027-03-16T18:00:00+08:00", 16)]
    [TestCase("2027-03-16T16:30:00Z", 17)]
    public void OutsideAWindow_ItIsTodayInShanghai(string now, int day)
    {
        var period = WallPeriod.Running(new DutyWindows(), DateTimeOffset.Parse(now));

        Assert.That(period.From, Is.EqualTo(Shanghai.At(2027, 3, day, 0)));
        Assert.That(period.To - period.From, Is.EqualTo(TimeSpan.FromDays(1)));
        Assert.That(period.Steps().Count(), Is.EqualTo(24));
    }

    [Test]
    public void AnExtraWindow_WithOddMinutes_HasABarForEachHourItTouches()
    {
        var from = Shanghai.At(2027, 9, 1, 8).AddMinutes(20);
        var window = new DutyWindow(from, from.AddHours(2));

        var period = WallPeriod.Running(new DutyWindows(window), from.AddMinutes(1));

        Assert.That(period.Steps(), Is.EqualTo(new[] { 8, 9, 10 }.Select(h => Shanghai.At(2027, 9, 1, h))));
    }

    [TestCase("2027-03-14", "2027-03-15", 24)]
    [TestCase("2027-03-14T08:00", "2027-03-16T18:00", 58)]
    [TestCase("2027-03-14", "2027-03-18", 96)]
    [TestCase("2027-03-14", "2027-03-19", 5)]
    [TestCase("2027-03-01", "2027-05-02", 62)]
    public void LookingBack_BarsAreHours_OrDaysOfALongStretch(string from, string to, int bars)
    {
        var errors = new FieldErrors();

        var period = WallPeriod.LookBack(from, to, errors);

        Assert.That(errors.ByField, Is.Empty);
        Assert.That(period!.Steps().Count(), Is.EqualTo(bars));
    }

    [TestCase(null, "2027-03-15", "from")]
    [TestCase("2027-03-15", null, "to")]
    [TestCase("yesterday", "2027-03-15", "from")]
    [TestCase("2027-03-15", "2027-03-15", "to")]
    [TestCase("2027-03-16", "2027-03-15", "to")]
    [TestCase("2027-03-01", "2027-05-03", "to")]
    public void LookingBack_WhatIsWrong_IsNamed(string? from, string? to, string field)
    {
        var errors = new FieldErrors();

        Assert.That(WallPeriod.LookBack(from, to, errors), Is.Null);
        Assert.That(errors.ByField.Keys, Is.EqualTo(new[] { field }));
    }
}
