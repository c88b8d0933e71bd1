using Intake.Api.Drill;
using Shared.Contracts.Cases;

namespace Unit.Drill;

/// <summary>When the calls of a drill come.</summary>
public sealed class DrillScheduleTests
{
    private static readonly DateTimeOffset Monday = Shanghai.At(2027, 3, 22, 0);
    private static readonly DateTimeOffset Gala = Shanghai.At(2027, 3, 15, 20);

    [TestCase(0.05)]
    [TestCase(3)]
    [TestCase(45)]
    public void ADay_HasTheRateOnAverage(double perMinute)
    {
        var schedule = new DrillSchedule(perMinute, seed: 1);

        var calls = Enumerable.Range(0, 5).Sum(d => Count(schedule, Monday.AddDays(d), TimeSpan.FromDays(1)));

        var expected = perMinute * 1440 * 5;
        // Five standard deviations of a Poisson count.
        Assert.That(calls, Is.EqualTo(expected).Within(5 * Math.Sqrt(expected)));
    }

    [Test]
    public void ARate0_MakesNoCall() =>
        Assert.That(Count(new DrillSchedule(0, seed: 1), Monday, TimeSpan.FromDays(2)), Is.Zero);

    [Test]
    public void TheGalaEvening_IsAtLeastThreeTimesAsBusyAsAnother()
    {
        var schedule = new DrillSchedule(20, seed: 1);
        var evening = TimeSpan.FromHours(4);

        var gala = Count(schedule, Gala, evening);
        var other = Count(schedule, Gala.AddDays(-1), evening);
        var night = Count(schedule, Shanghai.At(2027, 3, 15, 1), evening);

        Assert.That(gala, Is.GreaterThan(2.7 * other));
        Assert.That(night, Is.LessThan(other / 3));
    }

    [Test]
    public void Gaps_AreThoseOfAPoissonProcess()
    {
        // An hour with an even rate: the gaps have a standard deviation equal to their mean.
        var calls = new DrillSchedule(200, seed: 4).Between(Monday.AddHours(9), Monday.AddHours(10)).ToList();
        var gaps = calls.Zip(calls.Skip(1), (a, b) => (b.At - a.At).TotalSeconds).ToList();
        var mean = gaps.Average();
        var deviation = Math.Sqrt(gaps.Average(g => (g - mean) * (g - mean)));

        Assert.That(calls.Select(c => c.At), Is.Ordered.Ascending);
        Assert.That(deviation / mean, Is.EqualTo(1).Within(0.05));
    }

    [Test]
    public void PiecesOfTime_HoldTogetherTheSameCallsAsTheWhole()
    {
        var schedule = new DrillSchedule(7, seed: 9);
        var whole = schedule.Between(Monday.AddHours(8), Monday.AddHours(9)).ToList();

        var pieces = Enumerable
            .Range(0, 3600 / 7)
            .Select(i => Monday.AddHours(8).AddSeconds(7 * i))
            .Append(Monday.AddHours(9).AddSeconds(-2))
            .ToList();
        var joined = pieces
            .Zip(pieces.Skip(1).Append(Monday.AddHours(9)), (from, to) => schedule.Between(from, to))
            .SelectMany(c => c)
            .ToList();

        Assert.That(joined, Is.EqualTo(whole).And.Not.Empty);
        Assert.That(new DrillSchedule(7, seed: 9).Between(Monday.AddHours(8), Monday.AddHours(9)), Is.EqualTo(whole));
        Assert.That(
            new DrillSchedule(7, seed: 10).Between(Monday.AddHours(8), Monday.AddHours(9)),
            Is.Not.EqualTo(whole)
        );
        Assert.That(whole.Select(c => (c.Minute, c.Index)), Is.Unique);
    }

    [TestCase(1)]
    [TestCase(60)]
    [TestCase(3600)]
    public void AfterAGap_OnlyTheLastMomentsAreCaughtUp(double speed)
    {
        var schedule = new DrillSchedule(DrillRate, seed: 2);
        var now = Monday.AddHours(20);

        var due = DrillCalls.Due(now.AddDays(-3), now, speed, schedule);

        Assert.That(due, Has.Count.LessThanOrEqualTo(DrillCalls.MostARound));
        Assert.That(due.Select(c => c.At), Is.All.GreaterThanOrEqualTo(now - (DrillCalls.MostBehind * speed)));
    }

    [Test]
    public void AClockSetBack_MakesNoCallTwice() =>
        Assert.That(DrillCalls.Due(Monday.AddHours(9), Monday.AddHours(8), 1, new(DrillRate, seed: 2)), Is.Empty);

    private const double DrillRate = Shared.Contracts.Hosting.DrillArguments.MaxRate;

    private static int Count(DrillSchedule schedule, DateTimeOffset from, TimeSpan length) =>
        schedule.Between(from, from + length).Count();
}
