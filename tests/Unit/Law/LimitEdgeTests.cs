using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Law;
using Shared.Contracts.Cases.Steps;
using Unit.Cases;

namespace Unit.Law;

/// <summary>Where a pause, a shift, a change of the data and the end of a case meet in one limit.</summary>
public sealed class LimitEdgeTests
{
    /// <summary>Accepted on 20 April 2026: the sixtieth day is 19 June, the Dragon Boat Festival, and shifts to Monday 22 June.</summary>
    [TestCase("2026-06-20", "2026-07-10", "2026-07-10", Description = "begun on a day of the shift")]
    [TestCase("2026-06-22", "2026-07-10", "2026-07-10", Description = "begun on the shifted last day")]
    [TestCase("2026-06-20", "2026-06-21", "2026-06-22", Description = "ended before the shift has")]
    [TestCase("2026-06-20", "2026-07-11", "2026-07-13", Description = "ended on a Saturday")]
    public void AnAppraisalBegunWhileTheLastDayShifts_TakesItsDaysOut(string from, string to, string last)
    {
        var life = Accepted(Shanghai.At(2026, 4, 20, 9));
        Assert.That(One(life, Stage.Mediate).LastDay, Is.EqualTo(new DateOnly(2026, 6, 22)));

        life.After(Shanghai.Midnight(DateOnly.Parse(from)).AddHours(10) - life.Now);
        life.Do(Step.BeginAppraisal, CaseLife.Coordinator);
        life.After(Shanghai.Midnight(DateOnly.Parse(to)).AddHours(10) - life.Now);
        life.Do(Step.EndAppraisal, CaseLife.Coordinator);

        var limit = One(life, Stage.Mediate);
        Assert.That((limit.LastDay, limit.MissedAt), Is.EqualTo((DateOnly.Parse(last), (DateTimeOffset?)null)));
        Assert.That(LimitTrace.Of(limit, life.Policy.Law.Calendar)[^1].Day, Is.EqualTo(limit.LastDay));
    }

    [Test]
    public void AChangeOfTheData_EndsNoLimitInThePast_AndItsTraceSaysSo()
    {
        var life = CaseLife.Begin(CaseLife.OutsideWindow).RouteTo(Team.Coordination);
        var before = One(life, Stage.Accept);
        var day = new DateOnly(2026, 5, 20);
        life.After(Shanghai.Midnight(day).AddHours(9) - life.Now);
        var law = life.Policy.Law;
        var shorter = law.Book with
        {
            Version = 2,
            Orders =
            [
                .. law.Book.Orders.Select(o =>
                    o with
                    {
                        Limits = [.. o.Limits.Select(l => l.Stage == Stage.Accept ? l with { Count = 3 } : l)],
                    }
                ),
            ],
        };
        var policy = life.Policy with { Law = law with { Book = shorter } };

        life.Take(
            (Decision.Changed)new Recount(life.Call(Actor.Clock), "期限依据第2版").Decide(life.It, policy, life.Now)
        );

        var after = One(life, Stage.Accept);
        Assert.That((after.LastDay, after.MissedAt), Is.EqualTo((day, (DateTimeOffset?)null)), "today");
        Assert.That(after.LastDay, Is.LessThan(before.LastDay!.Value));
        var trace = LimitTrace.Of(after, law.Calendar);
        Assert.That(trace.Select(l => l.Text), Has.Some.Contains("最后一日不早于更正当日"));
        Assert.That(trace[^1].Day, Is.EqualTo(after.LastDay));
    }

    /// <summary>Accepted on 13 May 2026; the sixty days become ten.</summary>
    [TestCase(20, 22, 52, Description = "signed while the limit rests")]
    [TestCase(20, 20, 50, Description = "signed on the day the rest begins")]
    public void AChangeOfTheData_AndARest_EndNoLimitInThePast(int begun, int signed, int ended)
    {
        var life = Accepted(CaseLife.OutsideWindow);
        var start = life.Now;
        void At(int day) => life.After(start.AddDays(day) - life.Now);
        var law = life.Policy.Law;
        var shorter = life.Policy with
        {
            Law = law with
            {
                Book = law.Book with
                {
                    Version = 2,
                    Orders =
                    [
                        .. law.Book.Orders.Select(o =>
                            o with
                            {
                                Limits =
                                [
                                    .. o.Limits.Select(l => l.Stage == Stage.Mediate ? l with { Count = 10 } : l),
                                ],
                            }
                        ),
                    ],
                },
            },
        };
        void Sign()
        {
            At(signed);
            var recount = new Recount(life.Call(Actor.Clock), "期限依据第2版").Decide(life.It, shorter, life.Now);
            if (recount is Decision.Changed changed)
            {
                life.Take(changed);
            }
        }
        if (signed <= begun)
        {
            Sign();
        }
        At(begun);
        life.After(TimeSpan.FromHours(2)).Do(Step.BeginAppraisal, CaseLife.Coordinator);
        if (signed > begun)
        {
            Sign();
        }
        At(ended);
        life.Do(Step.EndAppraisal, CaseLife.Coordinator);

        var limit = One(life, Stage.Mediate);
        Assert.That(limit.MissedAt, Is.Null);
        Assert.That(limit.LastDay, Is.GreaterThanOrEqualTo(Shanghai.DayOf(life.Now)), "it runs on from its rest");
        Assert.That(LimitTrace.Of(limit, law.Calendar)[^1].Day, Is.EqualTo(limit.LastDay));
    }

    [TestCase(Step.Refuse)]
    [TestCase(Step.Withdraw)]
    [TestCase(Step.Handle)]
    public void WhatEndsWhileMaterialIsAwaited_IsInTime(string step)
    {
        var law = CaseLife.UsualPolicy.Law;
        var pausing = law.Book with { Orders = [.. law.Book.Orders.Select(o => o with { PausesForMaterial = true })] };
        var life = CaseLife
            .Begin(CaseLife.OutsideWindow, policy: CaseLife.UsualPolicy with { Law = law with { Book = pausing } })
            .RouteTo(Team.Coordination);
        life.Do(Step.Acknowledge, life.OfUnit()).Do(Step.AskMaterial, life.OfUnit()).After(TimeSpan.FromDays(30));

        life.Do(step, life.OfUnit());

        var accept = One(life, Stage.Accept);
        Assert.That((accept.MissedAt, accept.IsPaused), Is.EqualTo(((DateTimeOffset?)null, false)));
        Assert.That(accept.DueAt, Is.GreaterThan(life.Now), "the days of waiting are taken out");
        Assert.That(accept.Basis!.IsPaused, Is.False, "no pause lasts beyond its limit");
        Assert.That(life.It.Law.MaterialAskedAt, Is.Null);
    }

    [TestCase("2026-05-13", "第二十七条第一款")]
    [TestCase("2026-03-17", "第二十三条第一款")]
    public void AReportFoundInAMediation_IsVerifiedUnderThatArticle(string received, string article)
    {
        var life = Accepted(Shanghai.Midnight(DateOnly.Parse(received)).AddHours(10));
        var clue = (FindClue)life.Command(Step.FindClue, CaseLife.Coordinator);

        var number = new CaseNumber("140500", Shanghai.DayOf(life.Now), 9);
        var report = ((Decision.Changed)clue.Register(life.It, number, life.Policy, life.Now)).Changes[0].After;

        var verify = report.Deadlines.Single(d => d.Stage == Stage.Verify);
        Assert.That(verify.Basis!.Article, Is.EqualTo(article));
        Assert.That(
            life.Policy.Law.Renew(report, verify, life.Now).Basis!.Article,
            Is.EqualTo(article),
            "counted anew"
        );
    }

    private static CaseLife Accepted(DateTimeOffset at)
    {
        var life = CaseLife.Begin(at).RouteTo(Team.Coordination);
        return life.Do(Step.Acknowledge, life.OfUnit()).Do(Step.Accept, life.OfUnit());
    }

    private static Deadline One(CaseLife life, Stage stage) =>
        life.It.Deadlines.Single(d => d.Stage == stage && d.Regime is Regime.Order20 or Regime.Order121);
}
