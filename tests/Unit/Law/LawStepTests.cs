using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Law;
using Shared.Contracts.Cases.Steps;
using Unit.Cases;

namespace Unit.Law;

/// <summary>The steps of the law and the clocks they begin, rest, lengthen, end and start again.</summary>
public sealed class LawStepTests
{
    private static readonly DateTimeOffset Day = CaseLife.OutsideWindow;

    [TestCase("2026-05-13", Regime.Order121, "2026-07-13", Description = "60 days: 12 July is a Sunday")]
    [TestCase("2026-03-17", Regime.Order20, "2026-05-22", Description = "45 working days")]
    public void Accept_BeginsTheMediationLimitOfItsOrder(string received, Regime regime, string last)
    {
        var life = Acknowledged(Kind.Complaint, Shanghai.Midnight(DateOnly.Parse(received)).AddHours(10));

        life.Do(Step.Accept, life.OfUnit());

        var mediate = One(life, Stage.Mediate);
        Assert.That((mediate.Regime, mediate.LastDay), Is.EqualTo((regime, DateOnly.Parse(last))));
        Assert.That(One(life, Stage.Accept).MetAt, Is.EqualTo(life.Now));
    }

    [Test]
    public void Appraisal_TakesItsDaysOutOfTheMediationLimit()
    {
        var life = Acknowledged(Kind.Complaint).Do(Step.Accept, CaseLife.Coordinator);
        var before = One(life, Stage.Mediate);

        life.After(TimeSpan.FromDays(10)).Do(Step.BeginAppraisal, CaseLife.Coordinator);
        Assert.That(One(life, Stage.Mediate).IsPaused, Is.True);
        Assert.That(One(life, Stage.Mediate).NextAt, Is.Null, "nothing falls due while it rests");
        Assert.That(
            life.Refused(Step.BeginAppraisal, CaseLife.Coordinator).Kind,
            Is.EqualTo(RefusalKind.NotAllowedNow)
        );
        life.After(TimeSpan.FromDays(100));
        Assert.That(life.Try(new PassTime(life.Call(Actor.Clock))), Is.Not.Null);
        life.Do(Step.EndAppraisal, CaseLife.Coordinator);

        var after = One(life, Stage.Mediate);
        Assert.That(after.MissedAt, Is.Null);
        Assert.That(after.LastDay, Is.EqualTo(new DateOnly(2026, 10, 20)), "12 July and 100 days more");
        Assert.That(after.DueAt, Is.GreaterThan(before.DueAt));
    }

    [Test]
    public void Handle_WhileAppraisalRuns_EndsBoth_AndIsInTime()
    {
        var life = Acknowledged(Kind.Complaint)
            .Do(Step.Accept, CaseLife.Coordinator)
            .Do(Step.BeginAppraisal, CaseLife.Coordinator)
            .After(TimeSpan.FromDays(90));

        life.Do(Step.Handle, CaseLife.Coordinator);

        Assert.That(One(life, Stage.Mediate), Has.Property("MissedAt").Null.And.Property("MetAt").EqualTo(life.Now));
        Assert.That(life.It.Law.AppraisalSince, Is.Null);
    }

    [TestCase("mediationEnded", "refusedToTakePart", true)]
    [TestCase("notMediated", "noAgreement", true)]
    [TestCase("mediated", null, false)]
    public void EndOfMediation_OwesBothSidesWord_UntilTheReply(string outcome, string? ground, bool owed)
    {
        var life = Acknowledged(Kind.Complaint).Do(Step.Accept, CaseLife.Coordinator);

        life.Do(
            new Handle(life.Call(CaseLife.Coordinator))
            {
                Outcome = outcome,
                Ground = ground,
                Summary = "商家不同意",
            }
        );

        Assert.That(life.It.Deadlines.Count(d => d.Stage == Stage.Notify), Is.EqualTo(owed ? 1 : 0));
        life.Do(Step.Reply, CaseLife.Operator);
        Assert.That(
            life.It.Deadlines.Where(d => d.Stage == Stage.Notify).Select(d => d.MetAt),
            Is.All.EqualTo(life.Now)
        );
    }

    [Test]
    public void AGround_WhereMediationDidNotEnd_IsRefused()
    {
        var life = Acknowledged(Kind.Complaint);

        var refusal = life.Refused(
            new Handle(life.Call(CaseLife.Coordinator))
            {
                Outcome = "mediated",
                Ground = "timeUp",
                Summary = "已和解",
            }
        );

        Assert.That((refusal.Kind, refusal.Field), Is.EqualTo((RefusalKind.Invalid, "ground")));
    }

    [Test]
    public void Extend_AddsFifteenWorkingDays_Once_WithWhoApproved()
    {
        var life = Acknowledged(Kind.Report);
        var before = One(life, Stage.Verify).LastDay!.Value;

        life.Do(Step.Extend, CaseLife.Coordinator);

        var verify = One(life, Stage.Verify);
        Assert.That(
            verify.LastDay,
            Is.EqualTo(LimitCount.End(life.Policy.Law.Calendar, before, 15, LimitUnit.WorkingDays, true).LastDay)
        );
        Assert.That(verify.Basis!.Extension!.ApprovedBy, Is.EqualTo("陈局长"));
        Assert.That(life.Refused(Step.Extend, CaseLife.Coordinator).Kind, Is.EqualTo(RefusalKind.NotAllowedNow));
    }

    [Test]
    public void Extend_WhenTheLimitHasPassed_IsRefused_AndTheMissStands()
    {
        var life = Acknowledged(Kind.Report);
        life.At(One(life, Stage.Verify).DueAt);

        Assert.That(life.Refused(Step.Extend, CaseLife.Coordinator).Kind, Is.EqualTo(RefusalKind.NotAllowedNow));
        life.Tick();
        Assert.That(One(life, Stage.Verify).MissedAt, Is.EqualTo(One(life, Stage.Verify).DueAt));
    }

    [TestCase("2026-03-17", true, 1)]
    [TestCase("2026-03-17", false, 0)]
    [TestCase("2026-05-13", true, 0, Description = "Order 121 has no such duty")]
    public void DecideFiling_TellsAReporterByNameUnderOrder20(string received, bool realName, int owed)
    {
        var life = Acknowledged(Kind.Report, Shanghai.Midnight(DateOnly.Parse(received)).AddHours(10), realName);

        life.Do(Step.DecideFiling, life.OfUnit());

        Assert.That(One(life, Stage.Verify).MetAt, Is.EqualTo(life.Now));
        Assert.That(life.It.Deadlines.Count(d => d.Stage == Stage.TellReporter), Is.EqualTo(owed));
        Assert.That(life.It.FiledAsCase, Is.True);
    }

    [Test]
    public void AReportMergedWithNewFacts_RestartsTheEarlierOnesLimitAtTheLastReport()
    {
        var earlier = Acknowledged(Kind.Report);
        var last = Day.AddDays(7);
        var repeat = CaseLife.Begin(last, Kind.Report);
        var merge = new MergeReport(repeat.Call(CaseLife.Coordinator))
        {
            Into = earlier.It.Id,
            NewFacts = true,
            Reason = "同一举报人，补充了照片",
            Confirmed = true,
        };

        var changed = (Decision.Changed)merge.Decide(repeat.It, earlier.It, repeat.Policy, last.AddHours(1));

        var (ended, restarted) = (changed.Changes[0].After, changed.Changes[1].After);
        Assert.That((ended.Status, ended.Law.MergedInto), Is.EqualTo((CaseStatus.Closed, (Guid?)earlier.It.Id)));
        Assert.That(ended.Deadlines.All(d => !d.IsOpen), Is.True);
        var rounds = restarted.Deadlines.Where(d => d.Stage == Stage.Verify).ToList();
        Assert.That(rounds[0].CancelledAt, Is.EqualTo(last.AddHours(1)));
        Assert.That((rounds[1].Round, rounds[1].StartedAt), Is.EqualTo((2, last)));
        var number = repeat.It.Number.ToString();
        Assert.That(
            string.Join('\n', LimitTrace.Of(rounds[1], earlier.Policy.Law.Calendar).Select(l => l.Text)),
            Does.Contain(number).And.Contain("第三十五条第二款").And.Contain("自收到最后一次举报之日起重新计算处理期限")
        );
        Assert.That(rounds[0].Basis!.EndedBecause, Does.Contain(number).And.Contain("第三十五条第二款"));
        Assert.That(
            restarted.Deadlines.Where(d => d.Stage != Stage.Verify),
            Is.EqualTo(earlier.It.Deadlines.Where(d => d.Stage != Stage.Verify)),
            "no other clock is touched"
        );
    }

    [Test]
    public void AReportMergedWithoutNewFacts_RestartsNothing()
    {
        var earlier = Acknowledged(Kind.Report);
        var repeat = CaseLife.Begin(Day.AddDays(7), Kind.Report);
        var merge = new MergeReport(repeat.Call(CaseLife.Coordinator))
        {
            Into = earlier.It.Id,
            NewFacts = false,
            Reason = "内容相同",
            Confirmed = true,
        };

        var changed = (Decision.Changed)merge.Decide(repeat.It, earlier.It, repeat.Policy, Day.AddDays(8));

        Assert.That(changed.Changes[1].After.Deadlines, Is.EqualTo(earlier.It.Deadlines));
    }

    [Test]
    public void AReport_IsNotMergedIntoALaterOne_NorIntoItself_NorIntoAComplaint()
    {
        var repeat = CaseLife.Begin(Day, Kind.Report);
        foreach (
            var other in new[]
            {
                CaseLife.Begin(Day.AddDays(1), Kind.Report).It,
                repeat.It,
                CaseLife.Begin(Day.AddDays(-1), Kind.Complaint).It,
                null,
            }
        )
        {
            var merge = new MergeReport(repeat.Call(CaseLife.Coordinator))
            {
                Into = Guid.Empty,
                NewFacts = true,
                Reason = "重复",
            };
            var decision = merge.Decide(repeat.It, other, repeat.Policy, Day.AddDays(2));
            Assert.That(decision, Is.InstanceOf<Decision.Refused>());
            Assert.That(((Decision.Refused)decision).Refusal.Field, Is.EqualTo("into"));
        }
    }

    [Test]
    public void AClueFoundInMediation_BecomesALinkedReport_VerifiedFromTheFinding()
    {
        var life = Acknowledged(Kind.Complaint).Do(Step.Accept, CaseLife.Coordinator).After(TimeSpan.FromDays(20));
        var mediate = One(life, Stage.Mediate);
        var clue = (FindClue)life.Command(Step.FindClue, CaseLife.Coordinator);

        life.Do(clue);
        var report = (
            (Decision.Changed)
                clue.Register(life.It, new CaseNumber("140500", Shanghai.DayOf(life.Now), 9), life.Policy, life.Now)
        )
            .Changes.Single()
            .After;

        Assert.That(life.It.Linked, Does.Contain(report.Id));
        Assert.That((report.Kind, report.Linked.Single()), Is.EqualTo((Kind.Report, life.It.Id)));
        Assert.That(report.Deadlines.Single(d => d.Stage == Stage.Verify).StartedAt, Is.EqualTo(life.Now));
        Assert.That(One(life, Stage.Mediate), Is.EqualTo(mediate), "the mediation runs on");
    }

    [TestCase(false, false)]
    [TestCase(true, true)]
    public void AskMaterial_RestsTheLimitToAcceptOnlyWhereTheLawsDataSaySo(bool pauses, bool rests)
    {
        var usual = CaseLife.UsualPolicy;
        var book = usual.Law.Book with
        {
            Orders = [.. usual.Law.Book.Orders.Select(o => o with { PausesForMaterial = pauses })],
        };
        var life = Acknowledged(Kind.Complaint, policy: usual with { Law = usual.Law with { Book = book } });
        var before = One(life, Stage.Accept);

        life.Do(Step.AskMaterial, CaseLife.Coordinator);
        Assert.That(One(life, Stage.Accept).IsPaused, Is.EqualTo(rests));
        life.After(TimeSpan.FromDays(3)).Do(Step.ReceiveMaterial, CaseLife.Coordinator);

        Assert.That(One(life, Stage.Accept).DueAt, rests ? Is.GreaterThan(before.DueAt) : Is.EqualTo(before.DueAt));
    }

    [Test]
    public void Transfer_OfAComplaintNeverAccepted_CancelsThatLimitWithItsReason()
    {
        var life = Acknowledged(Kind.Complaint);

        life.Do(Step.Transfer, CaseLife.Coordinator);

        Assert.That((life.It.Status, life.It.Outcome), Is.EqualTo((CaseStatus.Handled, "transferred")));
        var accept = One(life, Stage.Accept);
        Assert.That((accept.MetAt, accept.CancelledAt), Is.EqualTo(((DateTimeOffset?)null, life.Now)));
        Assert.That(
            LimitTrace.Of(accept, life.Policy.Law.Calendar)[^1].Text,
            Does.Contain("移送市公安局（第四十二条）").And.Contain("不再作出是否受理的决定")
        );
        Assert.That(life.It.AcceptedAt, Is.Null, "nobody has accepted it");
        Assert.That(life.It.Deadlines.Any(d => d.Stage == Stage.Notify), Is.False, "no mediation has ended");
    }

    [TestCase("2026-05-13", "notAcceptable")]
    [TestCase("2026-03-17", "otherByLaw", Description = "Order 20 knows no transfer to the police")]
    public void Transfer_OfAnAcceptedComplaint_EndsItsMediation(string received, string ground)
    {
        var life = Acknowledged(Kind.Complaint, Shanghai.Midnight(DateOnly.Parse(received)).AddHours(10));
        life.Do(Step.Accept, life.OfUnit()).Do(Step.Transfer, life.OfUnit());

        Assert.That(One(life, Stage.Notify).IsOpen, Is.True);
        Assert.That(life.It.Law.MediationEnd, Is.EqualTo(ground));
    }

    [Test]
    public void Recount_ChangesOpenLimitsOnly_AndSaysBothEnds()
    {
        var life = Acknowledged(Kind.Complaint).Do(Step.Accept, CaseLife.Coordinator);
        var accepted = One(life, Stage.Accept);
        var calendar = life.Policy.Law.Calendar;
        var changed = new WorkingCalendar(
            calendar.Years.Select(y =>
                y.Year == 2026
                    ? y with
                    {
                        Holidays = y.Holidays.Append(new(new DateOnly(2026, 7, 13), "地方假")).ToDictionary(),
                    }
                    : y
            ),
            version: 2
        );
        var policy = life.Policy with { Law = life.Policy.Law with { Calendar = changed } };
        var recount = new Recount(life.Call(Actor.Clock), "工作日历第2版");

        life.Take((Decision.Changed)recount.Decide(life.It, policy, life.Now));

        var mediate = One(life, Stage.Mediate);
        Assert.That((mediate.LastDay, mediate.Basis!.CalendarVersion), Is.EqualTo((new DateOnly(2026, 7, 14), 2)));
        Assert.That(One(life, Stage.Accept), Is.EqualTo(accepted), "what was met is never rewritten");
        var line = life.Last.Events.Single(e => e.Type == EventType.Recounted);
        Assert.That(
            (line.Data["from"], line.Data["to"]),
            Is.EqualTo((new DateOnly(2026, 7, 13), new DateOnly(2026, 7, 14)))
        );
        Assert.That(recount.Decide(life.It, policy, life.Now), Is.InstanceOf<Decision.Unchanged>(), "once");
    }

    private static CaseLife Acknowledged(
        Kind kind,
        DateTimeOffset? at = null,
        bool realName = false,
        Policy? policy = null
    )
    {
        var life = CaseLife.Begin(at ?? Day, kind, policy: policy, realName: realName).RouteTo(Team.Coordination);
        return life.Do(Step.Acknowledge, life.OfUnit());
    }

    private static Deadline One(CaseLife life, Stage stage) =>
        life.It.Deadlines.Single(d => d.Stage == stage && d.Regime is Regime.Order20 or Regime.Order121);
}
