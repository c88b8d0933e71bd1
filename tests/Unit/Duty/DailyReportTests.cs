using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Duty;

namespace Unit.Duty;

/// <summary>日报: which days of duty owe one, and by when.</summary>
public sealed class DailyReportTests
{
    [Test]
    public void TheYearlyWindow_OwesThree()
    {
        var owed = DailyReports.Of(DutyWindows.OfYear(2027), DailyReports.Usual).ToList();

        Assert.That(
            owed.Select(d => d.DueAt),
            Is.EqualTo(new[] { 14, 15, 16 }.Select(day => Shanghai.At(2027, 3, day, 16).AddMinutes(30)))
        );
        Assert.That(owed[0].StartedAt, Is.EqualTo(Shanghai.At(2027, 3, 14, 8)));
        Assert.That(owed[1].StartedAt, Is.EqualTo(Shanghai.Midnight(new DateOnly(2027, 3, 15))));
    }

    [TestCase(17, 23, 0)]
    [TestCase(8, 16, 0)]
    [TestCase(8, 17, 1)]
    public void ADayWhoseDutyDoesNotReachTheHour_OwesNone(int from, int to, int owed) =>
        Assert.That(
            DailyReports.Of(
                new DutyWindow(Shanghai.At(2027, 5, 1, from), Shanghai.At(2027, 5, 1, to)),
                DailyReports.Usual
            ),
            Has.Exactly(owed).Items
        );
}
