using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Law;
using Unit.Cases;

namespace Unit.Law;

/// <summary>What may not be put in force is named in Chinese; and limits are counted whatever stands in the data.</summary>
public sealed class LawBookReviewTests
{
    private static readonly Regime[] Both = [Regime.Order20, Regime.Order121];
    private static readonly LawBook Shipped = CaseLife.UsualPolicy.Law.Book;

    private static IEnumerable<TestCaseData> Wrong()
    {
        yield return Of("没有任何规章", b => b with { Orders = [] });
        yield return Of(
            "总局令第121号的投诉受理期限写了2次",
            b => In121(b, l => [.. l, l.First(r => r.Stage == Stage.Accept)])
        );
        yield return Of(
            "总局令第121号缺少投诉的调解期限",
            b => In121(b, l => [.. l.Where(r => r.Stage != Stage.Mediate)])
        );
        yield return Of(
            "总局令第121号缺少举报的分流期限",
            b => In121(b, l => Each(l, Stage.Route, r => r with { Kind = Kind.Complaint }))
        );
        yield return Of(
            "告知期限应自终止调解之日起算",
            b => In121(b, l => Each(l, Stage.Notify, r => r with { Starts = LimitStart.Receipt }))
        );
        yield return Of("受理期限只适用于投诉", b => In121(b, l => Each(l, Stage.Accept, r => r with { Kind = null })));
        yield return Of(
            "受理期限的天数应在1到400之间",
            b => In121(b, l => Each(l, Stage.Accept, r => r with { Count = 0 }))
        );
        yield return Of("受理期限不能延长", b => In121(b, l => Each(l, Stage.Accept, r => r with { Extension = 5 })));
        yield return Of(
            "受理期限没有写明条文",
            b => In121(b, l => Each(l, Stage.Accept, r => r with { Article = " " }))
        );
        yield return Of("“处置”不是法定期限", b => In121(b, l => [.. l, l[0] with { Stage = Stage.Handle }]));
        yield return Of("已有案件适用总局令第121号，不能删去", b => b with { Orders = [b.Orders[0]] });
        yield return Of(
            "它适用的收到日（2026-04-15起）不能改变",
            b => b with { Orders = [b.Orders[0], b.Orders[1] with { From = new DateOnly(2026, 5, 1) }] }
        );
        yield return Of(
            "2020-01-01至2026-04-14收到的没有规章适用",
            b => b with { Orders = [b.Orders[1]] },
            Regime.Order121
        );
        yield return Of("总局令第121号写了2次", b => b with { Orders = [.. b.Orders, b.Orders[1]] });
        yield return Of(
            "同一日只能适用一个规章",
            b => b with { Orders = [b.Orders[0], b.Orders[1] with { From = b.Orders[0].From }] }
        );
    }

    [TestCaseSource(nameof(Wrong))]
    public void WhatIsWrong_IsNamed_AndNothingFailsForIt(string fault, Func<LawBook, LawBook> change, Regime[] inUse)
    {
        var wrong = change(Shipped);

        Assert.That(LawBookReview.Faults(wrong, Shipped, inUse), Has.Some.Contains(fault));
        if (wrong.Orders.Count > 0)
        {
            var policy = CaseLife.UsualPolicy with { Law = CaseLife.UsualPolicy.Law with { Book = wrong } };
            foreach (var kind in new[] { Kind.Complaint, Kind.Report })
            {
                var it = CaseLife.Begin(CaseLife.OutsideWindow, kind, policy: policy).It;
                Assert.That(it.Deadlines.Select(d => d.Id), Is.Unique);
                Assert.That(
                    () => it.Deadlines.Select(d => policy.Law.Renew(it, d, CaseLife.OutsideWindow)).ToList(),
                    Throws.Nothing
                );
                Assert.That(() => LimitCalculation.Of(kind, CaseLife.OutsideWindow, policy), Throws.Nothing);
            }
        }
    }

    [Test]
    public void WhatCameWithTheSoftware_AndAChangeOfDays_MayBePutInForce()
    {
        Assert.That(LawBookReview.Faults(Shipped, Shipped, Both), Is.Empty);
        var shorter = In121(Shipped, l => Each(l, Stage.Accept, r => r with { Count = 5 }));
        Assert.That(LawBookReview.Faults(shorter, Shipped, Both), Is.Empty);
    }

    private static TestCaseData Of(string fault, Func<LawBook, LawBook> change, params Regime[] inUse) =>
        new TestCaseData(fault, change, inUse.Length == 0 ? Both : inUse).SetArgDisplayNames(fault);

    private static LawBook In121(LawBook book, Func<IReadOnlyList<LimitRule>, LimitRule[]> change) =>
        book with
        {
            Orders =
            [
                .. book.Orders.Select(o => o.Regime == Regime.Order121 ? o with { Limits = change(o.Limits) } : o),
            ],
        };

    private static LimitRule[] Each(IReadOnlyList<LimitRule> limits, Stage stage, Func<LimitRule, LimitRule> change) =>
        [.. limits.Select(l => l.Stage == stage ? change(l) : l)];
}
