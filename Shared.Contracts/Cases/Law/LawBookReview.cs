namespace Shared.Contracts.Cases.Law;

/// <summary>
/// Whether the law's data may be put in force: each limit is there once and starts where the law says, no day of receipt is
/// left without an order or under two, and no order that cases run under vanishes or begins on another day.
/// </summary>
public static class LawBookReview
{
    /// <summary>Where each limit starts, and for which kind; the last column says which orders must have it.</summary>
    private static readonly (Stage Stage, Kind Kind, LimitStart Starts, Regime[] Required)[] Places =
    [
        (Stage.Accept, Kind.Complaint, LimitStart.Receipt, [Regime.Order20, Regime.Order121]),
        (Stage.Mediate, Kind.Complaint, LimitStart.Acceptance, [Regime.Order20, Regime.Order121]),
        (Stage.Notify, Kind.Complaint, LimitStart.MediationEnd, [Regime.Order20, Regime.Order121]),
        (Stage.Route, Kind.Complaint, LimitStart.Receipt, [Regime.Order20, Regime.Order121]),
        (Stage.Route, Kind.Report, LimitStart.Receipt, [Regime.Order20, Regime.Order121]),
        (Stage.Verify, Kind.Report, LimitStart.Receipt, [Regime.Order20, Regime.Order121]),
        (Stage.TellReporter, Kind.Report, LimitStart.FilingDecision, [Regime.Order20]),
    ];

    private static readonly Kind[] Kinds = [Kind.Complaint, Kind.Report];

    /// <summary>What is wrong with a proposed book, in Chinese; none when it may be put in force.</summary>
    /// <param name="proposed">As <see cref="LawBook.Read"/> reads it.</param>
    /// <param name="inForce">What it takes the place of.</param>
    /// <param name="inUse">Orders that cases run under.</param>
    public static IReadOnlyList<string> Faults(LawBook proposed, LawBook inForce, IReadOnlyCollection<Regime> inUse)
    {
        if (proposed.Orders.Count == 0)
        {
            return ["没有任何规章"];
        }
        if (proposed.Orders.FirstOrDefault(o => o.Regime is not (Regime.Order20 or Regime.Order121)) is { } wrong)
        {
            return
            [
                $"“{Codes.Regimes.Name(wrong.Regime)}”不是规章，只能是{NameOf(Regime.Order20)}或{NameOf(Regime.Order121)}",
            ];
        }
        return
        [
            .. Periods(proposed, inForce),
            .. Kept(proposed, inForce, inUse),
            .. proposed.Orders.SelectMany(Limits),
        ];
    }

    private static IEnumerable<string> Periods(LawBook proposed, LawBook inForce)
    {
        foreach (var twice in proposed.Orders.GroupBy(o => o.Regime).Where(g => g.Count() > 1))
        {
            yield return $"{NameOf(twice.Key)}写了{twice.Count()}次，只能有一次";
        }
        foreach (var day in proposed.Orders.GroupBy(o => o.From).Where(g => g.Count() > 1))
        {
            yield return $"{string.Join('、', day.Select(o => NameOf(o.Regime)))}都自{Day(day.Key)}起适用，同一日只能适用一个规章";
        }
        if (proposed.Orders[0].From > inForce.Orders[0].From)
        {
            yield return $"{Day(inForce.Orders[0].From)}至{Day(proposed.Orders[0].From.AddDays(-1))}收到的没有规章适用";
        }
    }

    private static IEnumerable<string> Kept(LawBook proposed, LawBook inForce, IReadOnlyCollection<Regime> inUse)
    {
        foreach (var regime in inUse)
        {
            if (proposed.Find(regime) is null)
            {
                yield return $"已有案件适用{NameOf(regime)}，不能删去";
            }
            else if (PeriodOf(inForce, regime) is { } before && PeriodOf(proposed, regime) != before)
            {
                yield return $"已有案件适用{NameOf(regime)}，它适用的收到日（{Span(before)}）不能改变";
            }
        }
    }

    private static IEnumerable<string> Limits(Order order)
    {
        var name = NameOf(order.Regime);
        if (string.IsNullOrWhiteSpace(order.Title))
        {
            yield return $"{name}没有名称";
        }
        foreach (var (stage, kind, _, _) in Places.Where(p => p.Required.Contains(order.Regime)))
        {
            if (order.Find(stage, kind) is null)
            {
                yield return $"{name}缺少{Codes.Kinds.Name(kind)}的{Codes.Stages.Name(stage)}期限";
            }
        }
        foreach (
            var twice in order
                .Limits.SelectMany(l => Kinds.Where(l.AppliesTo).Select(k => (l.Stage, Kind: k)))
                .GroupBy(l => l)
                .Where(g => g.Count() > 1)
        )
        {
            yield return $"{name}的{Codes.Kinds.Name(twice.Key.Kind)}{Codes.Stages.Name(twice.Key.Stage)}期限写了{twice.Count()}次，只能有一次";
        }
        foreach (var fault in order.Limits.SelectMany(Rule))
        {
            yield return $"{name}的{fault}";
        }
    }

    private static IEnumerable<string> Rule(LimitRule limit)
    {
        var stage = Codes.Stages.Name(limit.Stage);
        var places = Places.Where(p => p.Stage == limit.Stage).ToList();
        if (places.Count == 0)
        {
            yield return $"“{stage}”不是法定期限";
            yield break;
        }
        if (places[0].Starts != limit.Starts)
        {
            yield return $"{stage}期限应自{NameOf(places[0].Starts)}起算，不能自{NameOf(limit.Starts)}起算";
        }
        if (Kinds.Append(Kind.Consultation).Any(k => Binds(limit, k) && !places.Exists(p => p.Kind == k)))
        {
            yield return $"{stage}期限只适用于{string.Join('、', places.Select(p => Codes.Kinds.Name(p.Kind)))}";
        }
        if (!LawBook.IsCountable(limit))
        {
            yield return $"{stage}期限的天数应在1到{LawBook.MostDays}之间";
        }
        if (limit.Extension is not null && limit.Stage != Stage.Verify)
        {
            yield return $"{stage}期限不能延长，只有核查期限可以";
        }
        if (string.IsNullOrWhiteSpace(limit.Article) || string.IsNullOrWhiteSpace(limit.Rule))
        {
            yield return $"{stage}期限没有写明条文和内容";
        }
    }

    /// <summary>A limit without a kind binds complaints and reports; a consultation has none.</summary>
    private static bool Binds(LimitRule limit, Kind kind) =>
        limit.Kind is { } only ? only == kind : kind != Kind.Consultation;

    private static (DateOnly From, DateOnly? Before)? PeriodOf(LawBook book, Regime regime)
    {
        var at = book.Orders.Select(o => o.Regime).ToList().IndexOf(regime);
        return at < 0 ? null : (book.Orders[at].From, at + 1 < book.Orders.Count ? book.Orders[at + 1].From : null);
    }

    private static string Span((DateOnly From, DateOnly? Before) period) =>
        period.Before is { } next ? $"{Day(period.From)}至{Day(next.AddDays(-1))}" : $"{Day(period.From)}起";

    private static string NameOf(Regime regime) => Codes.Regimes.Name(regime);

    /// <summary>Such as 收到之日.</summary>
    public static string NameOf(LimitStart start) =>
        start switch
        {
            LimitStart.Receipt => "收到之日",
            LimitStart.Acceptance => "受理之日",
            LimitStart.MediationEnd => "终止调解之日",
            _ => "作出立案决定之日",
        };

    private static string Day(DateOnly day) => $"{day:yyyy-MM-dd}";
}
