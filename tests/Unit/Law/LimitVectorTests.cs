using System.Diagnostics;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Law;
using Shared.Contracts.Hosting;
using Unit.Cases;

namespace Unit.Law;

/// <summary>
/// Limits of both orders against a walker that counts day by day from the shipped file and shares nothing with the calendar:
/// every third day of the seven known years, the days around 15 April 2026, leap days, year ends, 春节 and 国庆.
/// </summary>
public sealed class LimitVectorTests
{
    private static readonly WorkingDays Walker = new(Shipped.Read("Cases.Law.china-workdays.json"));
    private static readonly DateOnly[] Days =
    [
        .. Enumerable
            .Range(0, 800)
            .Select(n => new DateOnly(2020, 1, 1).AddDays(n * 3))
            .Where(d => d < new DateOnly(2026, 6, 1)),
        .. From("2026-04-10", 12),
        .. From("2024-02-26", 6),
        .. From("2020-02-26", 6),
        .. From("2021-12-20", 20),
        .. From("2025-12-20", 20),
        .. From("2026-02-05", 30),
        .. From("2024-09-10", 35),
    ];

    public static IEnumerable<TestCaseData> Cases() =>
        from shifts in new[] { true, false }
        from kind in new[] { Kind.Complaint, Kind.Report }
        select new TestCaseData(kind, shifts).SetArgDisplayNames(
            $"{kind}",
            shifts ? "weekends shift" : "weekends stay"
        );

    [TestCaseSource(nameof(Cases))]
    public void EachLimit_EndsWhereTheWalkerEnds(Kind kind, bool shiftsWeekends)
    {
        var law = CaseLife.UsualPolicy.Law;
        var policy = CaseLife.UsualPolicy with
        {
            Law = law with { Book = law.Book with { ShiftsWeekends = shiftsWeekends } },
        };
        Assert.Multiple(() =>
        {
            foreach (var day in Days)
            {
                var rows = LimitCalculation.Of(kind, Shanghai.Midnight(day).AddHours(13.5), policy);
                Assert.That(
                    rows.Where(r => r.Regime != Regime.Duty).Select(r => (r.Regime, r.Stage, r.LastDay!.Value)),
                    Is.EqualTo(Expected(kind, day, shiftsWeekends)),
                    $"received on {day:yyyy-MM-dd}"
                );
            }
        });
        Assert.That(Days, Has.Length.GreaterThan(200));
    }

    [Test]
    public void AMillionLimits_TakeUnderTwoSeconds()
    {
        var calendar = CaseLife.UsualPolicy.Law.Calendar;
        var first = new DateOnly(2020, 1, 1);
        var sum = 0L;
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < 1_000_000; i++)
        {
            var (count, unit) = (i % 3) switch
            {
                0 => (7, LimitUnit.WorkingDays),
                1 => (45, LimitUnit.WorkingDays),
                _ => (60, LimitUnit.CalendarDays),
            };
            sum += LimitCount.End(calendar, first.AddDays(i % 2500), count, unit, true).DueAt.UtcTicks % 7;
        }
        var took = Stopwatch.GetElapsedTime(began);

        TestContext.Out.WriteLine($"1,000,000 limits in {took.TotalMilliseconds:0} ms ({sum})");
        Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(2)));
    }

    private static (Regime, Stage, DateOnly)[] Expected(Kind kind, DateOnly day, bool shiftsWeekends)
    {
        var regime = day >= new DateOnly(2026, 4, 15) ? Regime.Order121 : Regime.Order20;
        var route = (regime, Stage.Route, Walker.After(day, 2));
        if (kind == Kind.Report)
        {
            var verified = Walker.After(day, 15);
            return regime == Regime.Order20
                ? [(regime, Stage.Verify, verified), (regime, Stage.TellReporter, Walker.After(verified, 5)), route]
                : [(regime, Stage.Verify, verified), route];
        }
        var accepted = Walker.After(day, 7);
        var mediated =
            regime == Regime.Order20 ? Walker.After(accepted, 45) : Shifted(accepted.AddDays(60), shiftsWeekends);
        return
        [
            (regime, Stage.Accept, accepted),
            (regime, Stage.Mediate, mediated),
            (regime, Stage.Notify, Walker.After(mediated, 7)),
            route,
        ];
    }

    private static DateOnly Shifted(DateOnly day, bool shiftsWeekends)
    {
        while (Walker.IsHoliday(day) || (shiftsWeekends && !Walker.Works(day)))
        {
            day = day.AddDays(1);
        }
        return day;
    }

    private static IEnumerable<DateOnly> From(string day, int count) =>
        Enumerable.Range(0, count).Select(DateOnly.ParseExact(day, "yyyy-MM-dd").AddDays);
}
