using System.Text.Json;
using CsCheck;
using Shared.Contracts.Cases.Law;
using Shared.Contracts.Hosting;

namespace Unit.Law;

/// <summary>Counting of working and calendar days by Order 121 Art. 45.</summary>
public sealed class WorkingCalendarTests
{
    private static readonly string Json = Shipped.Read("Cases.Law.china-workdays.json");
    private static readonly WorkingCalendar Calendar = WorkingCalendar.Parse(Json);
    private static readonly WorkingDays Walker = new(Json);

    private static readonly Gen<DateOnly> AnyStart = Gen.Int[0, Between("2020-01-01", "2026-08-31")]
        .Select(n => new DateOnly(2020, 1, 1).AddDays(n));

    [TestCase("2026-03-14", 7, "2026-03-24")]
    [TestCase("2026-03-15", 7, "2026-03-24")]
    [TestCase("2026-03-16", 7, "2026-03-25")]
    [TestCase("2026-04-28", 7, "2026-05-11", Description = "Saturday 9 May works")]
    [TestCase("2026-02-12", 7, "2026-02-28", Description = "ends on a Saturday that works")]
    [TestCase("2026-09-24", 7, "2026-10-12")]
    [TestCase("2026-09-18", 15, "2026-10-15")]
    [TestCase("2021-03-14", 7, "2021-03-23")]
    [TestCase("2021-03-15", 45, "2021-05-19")]
    public void AddWorkingDays_OfTheFieldsVectors_EndsOnTheirDay(string start, int count, string last)
    {
        var end = Working(Day(start), count);

        Assert.That(end.LastDay, Is.EqualTo(Day(last)));
        Assert.That(end.Provisional, Is.False);
        Assert.That(end.DueAt, Is.EqualTo(new DateTimeOffset(Day(last).AddDays(1), default, TimeSpan.FromHours(8))));
    }

    [TestCase("2026-08-03", 60, "2026-10-08", Description = "2 October, in the holidays")]
    [TestCase("2026-04-20", 60, "2026-06-22", Description = "19 June, the Dragon Boat holiday")]
    public void AddCalendarDays_OfTheFieldsVectors_ShiftsPastTheHolidays(string start, int count, string last)
    {
        var end = Days(Day(start), count);

        Assert.That(end.LastDay, Is.EqualTo(Day(last)));
        Assert.That(end.Provisional, Is.False);
    }

    [Test]
    public void AYear_IsKnown_OnlyWhenAllOfItIsIn()
    {
        var day = new Dictionary<DateOnly, string> { [Day("2027-01-01")] = "元旦" };
        var begun = new CalendarYear(2027, day, new Dictionary<DateOnly, string>()) { IsComplete = false };

        var calendar = WorkingCalendar.Parse(Calendar.With(begun).ToJson());

        Assert.That((calendar.Knows(2026), calendar.Knows(2027)), Is.EqualTo((true, false)));
        Assert.That(calendar.KindOf(Day("2027-01-01")), Is.EqualTo(DayKind.Holiday), "what is typed in counts already");
        Assert.That(begun.MissingHolidays, Does.Contain("国庆").And.Not.Contain("元旦"));
        Assert.That(Calendar.Years.SelectMany(y => y.MissingHolidays), Is.Empty, "shipped years are whole");
    }

    [Test]
    public void AddCalendarDays_WhenLastDayIsAPlainWeekend_ShiftsByTheSwitchOnly()
    {
        var saturday = Day("2026-07-18");
        var start = saturday.AddDays(-60);

        Assert.That(Days(start, 60).LastDay, Is.EqualTo(Day("2026-07-20")));
        Assert.That(Days(start, 60, shiftsWeekends: false).LastDay, Is.EqualTo(saturday));
    }

    [Test]
    public void AddCalendarDays_WhenLastDayIsAMakeUpSaturday_StaysThere() =>
        Assert.That(Days(Day("2026-03-10"), 60).LastDay, Is.EqualTo(Day("2026-05-09")));

    [Test]
    public void AddWorkingDays_OverAnyStartAndCount_AgreesWithADayWalker() =>
        Gen.Select(AnyStart, Gen.Int[1, 60])
            .Sample(
                (start, count) =>
                {
                    var last = Working(start, count).LastDay;
                    Assert.That(last, Is.EqualTo(Walker.After(start, count)));
                    Assert.That(Walker.Between(start, last), Is.EqualTo(count), "never early, never late");
                    Assert.That(Walker.Works(last), "ends on a day that works");
                },
                iter: 2000
            );

    [Test]
    public void AddWorkingDays_WhenStartOrCountGrows_NeverEndsEarlier() =>
        Gen.Select(AnyStart, Gen.Int[1, 59])
            .Sample(
                (start, count) =>
                {
                    var last = Working(start, count).LastDay;
                    Assert.That(Working(start, count + 1).LastDay, Is.GreaterThan(last));
                    Assert.That(Working(start.AddDays(1), count).LastDay, Is.AtLeast(last));
                },
                iter: 1000
            );

    [Test]
    public void AddCalendarDays_OverAnyStartAndCount_IsNeverEarlyAndStopsAtTheFirstAllowedDay() =>
        Gen.Select(AnyStart, Gen.Int[1, 60], Gen.Bool)
            .Sample(
                (start, count, shiftWeekends) =>
                {
                    var nominal = start.AddDays(count);
                    var expected = nominal;
                    while (Walker.IsHoliday(expected) || (shiftWeekends && !Walker.Works(expected)))
                    {
                        expected = expected.AddDays(1);
                    }
                    var last = Days(start, count, shiftWeekends).LastDay;
                    Assert.That(last, Is.EqualTo(expected));
                    Assert.That(last, Is.AtLeast(nominal), "never early");
                    Assert.That(Days(start.AddDays(1), count, shiftWeekends).LastDay, Is.AtLeast(last));
                },
                iter: 2000
            );

    [Test]
    public void IsWorkingDay_OnEveryDayOfTheFile_AgreesWithTheFile()
    {
        for (var day = Day("2020-01-01"); day <= Day("2026-12-31"); day = day.AddDays(1))
        {
            Assert.That(Calendar.IsWorkingDay(day), Is.EqualTo(Walker.Works(day)), $"{day:yyyy-MM-dd}");
        }
    }

    [Test]
    public void AddWorkingDays_WhenTheLimitReachesAYearWithoutData_IsProvisional()
    {
        Assert.That(Calendar.Knows(2027), Is.False, "the file ends with 2026");
        Assert.That(Working(Day("2026-12-24"), 5).Provisional, Is.False, "ends on 31 December");
        Assert.That(Working(Day("2026-12-24"), 6).Provisional, Is.True);
        Assert.That(Working(Day("2027-03-14"), 7).Provisional, Is.True);
        Assert.That(Working(Day("2019-12-31"), 1).Provisional, Is.False, "1 January 2020 is known");
        Assert.That(Days(Day("2026-11-01"), 60).Provisional, Is.False);
        Assert.That(Days(Day("2026-11-02"), 60).Provisional, Is.True);
    }

    [TestCase("{}")]
    [TestCase("not json")]
    public void Parse_WhenTextIsNoCalendar_Fails(string json) =>
        Assert.That(
            () => WorkingCalendar.Parse(json),
            Throws.InstanceOf<JsonException>().Or.InstanceOf<KeyNotFoundException>()
        );

    private static LimitEnd Working(DateOnly start, int count) =>
        LimitCount.End(Calendar, start, count, LimitUnit.WorkingDays, shiftsWeekends: true);

    private static LimitEnd Days(DateOnly start, int count, bool shiftsWeekends = true) =>
        LimitCount.End(Calendar, start, count, LimitUnit.CalendarDays, shiftsWeekends);

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");

    private static int Between(string from, string to) => Day(to).DayNumber - Day(from).DayNumber;
}
