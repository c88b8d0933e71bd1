using System.Text.Json;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Routing;
using Unit.Cases;

namespace Unit.Routing;

/// <summary>The shipped rules a to g: by structured fact, by words in the text, and in their order.</summary>
public sealed class RouterTests
{
    private static readonly DateTimeOffset Inside = CaseLife.InWindow;
    private static readonly DateTimeOffset Outside = CaseLife.OutsideWindow;

    [Test]
    public void RuleA_OutsideTheWindow_GivesTheSection() =>
        Expect(Advise(new Facts { Content = "退款" }, at: Outside), "a", Team.Coordination);

    [Test]
    public void RuleA_IsAskedOfTheTimeOfRoutingNotOfArrival()
    {
        var it = CaseLife.Begin(Inside, Kind.Report).It;

        Expect(Router.Advise(it, CaseLife.UsualPolicy, Shanghai.At(2026, 3, 16, 18)), "a", Team.Coordination);
        Expect(
            Router.Advise(it, CaseLife.UsualPolicy, Shanghai.At(2026, 3, 16, 18).AddTicks(-1)),
            "e",
            Team.RapidResponse
        );
    }

    [TestCase("吃了烤肉后三人上吐下泻", "食物中毒")]
    [TestCase("小区电梯困人已半小时", "特种设备险情")]
    [TestCase("多名学生喝了奶茶", "多人受影响")]
    [TestCase("热水壶漏电致老人骨折", "人员受伤")]
    public void RuleB_ByText_GivesTheTeamUrgentAndImportant(string content, string evidence)
    {
        var advice = Advise(new Facts { Content = content });

        Expect(advice, "b", Team.RapidResponse, Level.Urgent, important: true);
        Assert.That(advice.Reason, Does.Contain(evidence).And.Contain("人身安全"));
    }

    [Test]
    public void RuleB_ByInjury_GivesTheTeamUrgentAndImportant() =>
        Expect(Advise(new Facts { Injured = true }), "b", Team.RapidResponse, Level.Urgent, important: true);

    [TestCase(4, "g")]
    [TestCase(5, "b")]
    [TestCase(200, "b")]
    public void RuleB_ByAffectedPeople_BeginsAtFive(int people, string rule) =>
        Assert.That(Advise(new Facts { AffectedPeople = people }).Rule.Id, Is.EqualTo(rule));

    [TestCase(true)]
    [TestCase(false)]
    public void RuleB_OutsideTheWindow_LeavesTheUnitToRuleAButRaisesAndFlags(bool byText)
    {
        var facts = byText ? new Facts { Content = "食用后中毒住院" } : new Facts { AffectedPeople = 6 };

        var advice = Advise(facts, at: Outside);

        Expect(advice, "a", Team.Coordination, Level.Urgent, important: true);
        Assert.That(advice.Reason, Does.Contain("规则(a)").And.Contain("规则(b)").And.Contain("重要情况"));
    }

    [Test]
    public void RuleB_WhenRoutedOutsideTheWindow_OpensTheReportsUpward()
    {
        var life = CaseLife.Begin(Outside, facts: new Facts { Injured = true }).RouteByRules();

        Assert.That(life.It.Unit, Is.EqualTo(Team.Coordination));
        Assert.That(life.It.Level, Is.EqualTo(Level.Urgent));
        Assert.That(life.It.Important, Is.EqualTo(ImportantLevel.Major));
        Assert.That(life.Deadline(Stage.ReportByPhone).IsOpen, Is.True);
        Assert.That(life.Deadline(Stage.ReportInWriting).IsOpen, Is.True);
        Assert.That(life.It.Routing!.RuleId, Is.EqualTo("a"));
    }

    [Test]
    public void RuleB_InTheWindow_OpensTheUrgentClocksFromReceipt()
    {
        var life = CaseLife.Begin(facts: new Facts { Injured = true, District = "gaoping" }).Minutes(2).RouteByRules();

        Assert.That(life.Deadline(Stage.FirstFeedback).DueAt, Is.EqualTo(Inside.AddHours(2)));
        Assert.That(life.Deadline(Stage.OnSite).DueAt, Is.EqualTo(Inside.AddMinutes(90)));
    }

    [Test]
    public void RuleB_OfACriticalCase_NeverLowersItsLevel() =>
        Assert.That(Advise(new Facts { Injured = true }, level: Level.Critical).Level, Is.EqualTo(Level.Critical));

    [TestCase(true, null)]
    [TestCase(null, "该店还在销售过期牛奶")]
    [TestCase(null, "黑作坊正在生产假酒")]
    public void RuleC_WhenTheWrongGoesOn_GivesTheTeamWithoutRaising(bool? ongoing, string? content) =>
        Expect(Advise(new Facts { Ongoing = ongoing, Content = content }), "c", Team.RapidResponse);

    [TestCase(AssignedBy.State)]
    [TestCase(AssignedBy.Province)]
    public void RuleD_WhenAssignedFromAbove_GivesTheSection(AssignedBy source)
    {
        var it = CaseLife.Begin(kind: Kind.Report, assignment: new Assignment(source, "1", null)).It;

        var advice = Router.Advise(it, CaseLife.UsualPolicy, Inside);

        Expect(advice, "d", Team.Coordination);
        Assert.That(advice.Reason, Does.Contain("交办"));
    }

    [Test]
    public void RuleE_OfAReport_GivesTheTeam() =>
        Expect(Advise(new Facts { OnlinePurchase = true }, Kind.Report), "e", Team.RapidResponse);

    [TestCase("在淘宝网店买的手机是翻新机")]
    [TestCase("泽州县的商家把货发到高平市")]
    public void RuleF_ByText_GivesTheSection(string content) =>
        Expect(Advise(new Facts { Content = content }), "f", Team.Coordination);

    [Test]
    public void RuleF_ByOnlinePurchaseOrByDistrictsOfTextAndAddress_GivesTheSection()
    {
        Expect(Advise(new Facts { OnlinePurchase = true }), "f", Team.Coordination);
        var advice = Advise(
            new Facts
            {
                Content = "在阳城县买的家具",
                Respondent = new Respondent { Address = "陵川县古陵路1号" },
            }
        );
        Expect(advice, "f", Team.Coordination);
        Assert.That(advice.Reason, Does.Contain("阳城县、陵川县"));
    }

    [TestCase("在阳城县阳城县宾馆住宿")]
    [TestCase("退款")]
    [TestCase(null)]
    [TestCase("")]
    public void RuleG_WhenNothingElseHolds_GivesTheSection(string? content) =>
        Expect(Advise(new Facts { Content = content }), "g", Team.Coordination);

    [Test]
    public void TheFirstRuleThatMatches_Wins()
    {
        var all = new Facts
        {
            Injured = true,
            Ongoing = true,
            OnlinePurchase = true,
        };

        Assert.That(Advise(all, Kind.Report).Rule.Id, Is.EqualTo("b"));
        Assert.That(Advise(all with { Injured = null }, Kind.Report).Rule.Id, Is.EqualTo("c"));
        Assert.That(Advise(all with { Injured = null, Ongoing = null }, Kind.Report).Rule.Id, Is.EqualTo("e"));
        Assert.That(Advise(all with { Injured = null, Ongoing = null }).Rule.Id, Is.EqualTo("f"));
    }

    [Test]
    public void AFactThatIsSaidToBeFalse_IsNoFact() =>
        Assert.That(
            Advise(
                new Facts
                {
                    Injured = false,
                    Ongoing = false,
                    OnlinePurchase = false,
                    AffectedPeople = 0,
                }
            ).Rule.Id,
            Is.EqualTo("g")
        );

    [Test]
    public void Reason_OfEveryRule_IsChineseAndNamesRuleAndUnit()
    {
        RoutingAdvice[] advices =
        [
            Advise(new Facts(), at: Outside),
            Advise(new Facts { Injured = true }),
            Advise(new Facts { Ongoing = true }),
            Router.Advise(CaseLife.Begin(assignment: CaseLife.FromState()).It, CaseLife.UsualPolicy, Inside),
            Advise(new Facts(), Kind.Report),
            Advise(new Facts { OnlinePurchase = true }),
            Advise(new Facts()),
        ];

        Assert.That(advices.Select(a => a.Rule.Id), Is.EqualTo(new[] { "a", "b", "c", "d", "e", "f", "g" }));
        foreach (var advice in advices)
        {
            Assert.That(advice.Reason, Does.StartWith($"规则({advice.Rule.Id})「{advice.Rule.Name}」"));
            Assert.That(advice.Reason, Does.Contain(Codes.Units.Name(advice.Rule.Unit)));
            Assert.That(advice.RuleVersion, Is.EqualTo(CaseLife.Rules.Version));
        }
    }

    [Test]
    public void RouteByRules_StoresRuleVersionReasonAndWayOnCaseAndTimeline()
    {
        var life = CaseLife.Begin(facts: new Facts { Ongoing = true }).RouteByRules(RoutedBy.Sweep);
        var routed = life.Timeline.Single(e => e.Type == EventType.Routed);

        Assert.That(
            (life.It.Routing!.RuleId, life.It.Routing.RuleVersion, life.It.Routing.By),
            Is.EqualTo(("c", 1, RoutedBy.Sweep))
        );
        Assert.That((routed.RuleId, routed.RuleVersion, routed.Reason), Is.EqualTo(("c", 1, life.It.Routing.Reason)));
    }

    [Test]
    public void Parse_WhenTheLastRuleIsNoCatchAll_Refuses()
    {
        var rules = CaseLife.Rules;

        Assert.That(
            () => RuleSet.Parse(Text(rules with { Rules = [.. rules.Rules.Take(6)] })),
            Throws.TypeOf<JsonException>()
        );
        Assert.That(
            () => RuleSet.Parse(Text(rules with { Rules = [.. rules.Rules.Reverse()] })),
            Throws.TypeOf<JsonException>()
        );
        Assert.That(() => RuleSet.Parse(Text(rules with { Rules = [] })), Throws.TypeOf<JsonException>());
        Assert.That(
            () => RuleSet.Parse(Text(rules).Replace("\"name\"", "\"title\"", StringComparison.Ordinal)),
            Throws.TypeOf<JsonException>()
        );
        Assert.That(() => RuleSet.Parse("null"), Throws.TypeOf<JsonException>());
    }

    [Test]
    public void Parse_OfItsOwnText_GivesTheSameRules() =>
        Assert.That(Text(RuleSet.Parse(Text(CaseLife.Rules))), Is.EqualTo(Text(CaseLife.Rules)));

    [Test]
    public void ShippedRules_NameOnlySignalsThatExist()
    {
        var named = CaseLife
            .Rules.Rules.SelectMany(r => r.When)
            .Where(c => c.Fact == RoutingFact.Signal)
            .SelectMany(c => c.AnyOf!);

        Assert.That(named, Is.SubsetOf(CaseLife.Rules.Signals.Select(s => s.Id)));
        Assert.That(CaseLife.Rules.Rules.Select(r => r.Id), Is.EqualTo(new[] { "a", "b", "c", "d", "e", "f", "g" }));
    }

    private static RoutingAdvice Advise(
        Facts facts,
        Kind kind = Kind.Complaint,
        DateTimeOffset? at = null,
        Level? level = null
    ) => Router.Advise(CaseLife.Begin(at ?? Inside, kind, facts, level).It, CaseLife.UsualPolicy, at ?? Inside);

    private static void Expect(
        RoutingAdvice advice,
        string rule,
        Team unit,
        Level level = Level.Normal,
        bool important = false
    ) =>
        Assert.That(
            (advice.Rule.Id, advice.Rule.Unit, advice.Level, advice.Important),
            Is.EqualTo((rule, unit, level, important)),
            advice.Reason
        );

    private static string Text(RuleSet rules) => JsonSerializer.Serialize(rules, RuleSet.Json);
}
