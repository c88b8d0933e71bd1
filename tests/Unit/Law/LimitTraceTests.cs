using CsCheck;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Law;
using Unit.Cases;

namespace Unit.Law;

/// <summary>A limit's reasoning ends where the limit ends, and counts each day once.</summary>
public sealed class LimitTraceTests
{
    private static readonly WorkingCalendar Calendar = CaseLife.UsualPolicy.Law.Calendar;

    private static readonly Gen<Deadline> AnyLimit = Gen.Select(
            Gen.Int[0, 2400],
            Gen.Int[1, 60],
            Gen.Bool,
            Gen.Bool,
            Gen.Select(Gen.Int[0, 70], Gen.Int[0, 30]).Array[0, 3]
        )
        .Select(
            (start, count, works, shifts, pauses) =>
            {
                var startedAt = Shanghai.At(2020, 1, 1, 10).AddDays(start);
                var law = new StatutoryLimits(CaseLife.UsualPolicy.Law.Book with { ShiftsWeekends = shifts }, Calendar);
                return law.Recount(
                    new Deadline
                    {
                        CaseId = Guid.Empty,
                        Regime = Regime.Order121,
                        Stage = Stage.Mediate,
                        Round = 1,
                        StartedAt = startedAt,
                        DueAt = startedAt,
                        Basis = new LimitBasis(
                            "办法",
                            "第二十三条",
                            "规则",
                            count,
                            works ? LimitUnit.WorkingDays : LimitUnit.CalendarDays,
                            shifts,
                            1,
                            1
                        )
                        {
                            Pauses =
                            [
                                .. pauses.Select(p => new ClockPause(
                                    startedAt.AddDays(p.Item1),
                                    startedAt.AddDays(p.Item1 + p.Item2),
                                    "鉴定"
                                )),
                            ],
                        },
                    }
                );
            }
        );

    [Test]
    public void OnlyAnOpenProvisionalLimit_IsSaidToBeCountedAnew()
    {
        var life = Unit.Cases.CaseLife.Begin(Shanghai.At(2026, 12, 28, 10));
        var open = life.It.Deadlines.Single(d => d.Stage == Stage.Accept);

        string Last(Deadline d) => LimitTrace.Of(d, life.Policy.Law.Calendar)[^1].Text;

        Assert.That(open.Provisional, Is.True);
        Assert.That(Last(open), Does.StartWith("暂定").And.Contain("重新计算"));
        Assert.That(Last(open.Meet(life.Now)), Does.Not.StartWith("暂定").And.Contain("不再重新计算"));
    }

    [Test]
    public void TheTrace_EndsOnTheLastDay_AndCountsEachDayOnce() =>
        AnyLimit.Sample(
            limit =>
            {
                var lines = LimitTrace.Of(limit, Calendar);
                var days = lines.Where(l => l.Day is not null).Select(l => l.Day!.Value).ToList();
                Assert.That(days[^1], Is.EqualTo(limit.LastDay));
                Assert.That(
                    lines.Select(l => l.Counted).OfType<int>(),
                    Is.EqualTo(Enumerable.Range(1, limit.Basis!.Count)),
                    "every day of the limit, once and in order"
                );
                Assert.That(
                    days.Distinct().Order(),
                    Is.EqualTo(Days(days[0], days[^1])),
                    "no day is passed over in silence"
                );
                Assert.That(limit.DueAt, Is.EqualTo(Shanghai.Midnight(days[^1].AddDays(1))));
            },
            iter: 1000
        );

    [Test]
    public void TheTrace_NamesHolidaysMakeUpDaysAndTheShift()
    {
        var rows = LimitCalculation.Of(Kind.Complaint, Shanghai.At(2026, 4, 28, 9), CaseLife.UsualPolicy);

        var accept = LimitTrace.Of(rows.Single(r => r.Stage == Stage.Accept), Calendar).Select(l => l.Text).ToList();
        var mediate = LimitTrace.Of(rows.Single(r => r.Stage == Stage.Mediate), Calendar).Select(l => l.Text).ToList();

        Assert.That(accept, Has.Some.Contains("第十五条"));
        Assert.That(accept, Has.Some.EqualTo("2026-05-01 周五：劳动节放假，不计入"));
        Assert.That(accept, Has.Some.EqualTo("2026-05-09 周六：第6个工作日（劳动节调休上班）"));
        Assert.That(accept, Has.Some.EqualTo("最后一日：2026-05-11 周一；2026-05-12 00:00 起为超期"));
        Assert.That(mediate, Has.Some.Contains("起算当日，不计入"));
    }

    [Test]
    public void TheTrace_OfADutyLimit_SaysThatItRunsByTheClock()
    {
        var row = LimitCalculation
            .Of(Kind.Complaint, CaseLife.InWindow, CaseLife.UsualPolicy)
            .Single(r => r.Stage == Stage.Handle);

        Assert.That(
            LimitTrace.Of(row, Calendar).Select(l => l.Text),
            Is.EqualTo(
                new[]
                {
                    "起算：2026-03-14 09:05",
                    "依据：值班时限，处置24小时，按时钟昼夜连续计算，节假日不扣除",
                    "届满：2026-03-15 09:05，早于此刻完成为按时",
                }
            )
        );
    }

    private static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            yield return day;
        }
    }
}
