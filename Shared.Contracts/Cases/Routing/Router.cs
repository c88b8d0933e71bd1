namespace Shared.Contracts.Cases.Routing;

/// <summary>What the rules say of a case.</summary>
/// <param name="Reason">In Chinese: the rule's name and the facts or words that made it match.</param>
/// <param name="Level">The case's level after every matching rule has raised it.</param>
/// <param name="Important">Whether a matching rule makes it an important situation.</param>
public sealed record RoutingAdvice(RoutingRule Rule, int RuleVersion, string Reason, Level Level, bool Important);

/// <summary>
/// Routes by rules held as data: structured fields first, then words in the text; the first rule that matches gives
/// the unit, every rule that matches may raise the level and flag an important situation.
/// </summary>
public static class Router
{
    public static RoutingAdvice Advise(Case it, Policy policy, DateTimeOffset now)
    {
        var evidence = new Evidence(it, policy, now);
        var matches = policy
            .Rules.Rules.Select(r => (Rule: r, Why: evidence.For(r)))
            .Where(m => m.Why is not null)
            .ToList();
        var (rule, why) = matches[0];
        return Compose(it, policy, rule, why!, matches.Select(m => m.Rule));
    }

    /// <summary>The last rule, which matches every case: what an escalation routes by.</summary>
    public static RoutingAdvice LastRule(Case it, Policy policy, DateTimeOffset now)
    {
        var rules = policy.Rules.Rules;
        var evidence = new Evidence(it, policy, now);
        return Compose(
            it,
            policy,
            rules[^1],
            "分流超期，按最后一条规则分流",
            rules.Where(r => evidence.For(r) is not null)
        );
    }

    private static RoutingAdvice Compose(
        Case it,
        Policy policy,
        RoutingRule rule,
        string why,
        IEnumerable<RoutingRule> matching
    )
    {
        var effects = matching.ToList();
        var level = effects.Select(r => r.RaisesTo ?? Level.Normal).Append(it.Level).Max();
        var important = effects.Find(r => r.FlagsImportant);
        var reason = $"规则({rule.Id})「{rule.Name}」：{why} → {Codes.Units.Name(rule.Unit)}";
        if (important is not null && important != rule)
        {
            reason += $"；另符合规则({important.Id})「{important.Name}」，列为重要情况";
        }
        return new RoutingAdvice(rule, policy.Rules.Version, reason, level, important is not null);
    }

    private sealed class Evidence(Case it, Policy policy, DateTimeOffset now)
    {
        private readonly IReadOnlyList<TextSignal> signals = TextSignals.Find(policy.Rules, it.Facts.Content);
        private readonly IReadOnlyList<string> districts = DistrictNames.In(
            it.Facts.District,
            it.Facts.Content,
            it.Facts.Respondent?.Address
        );

        /// <summary>Why a rule matches, in Chinese, or nothing.</summary>
        public string? For(RoutingRule rule) => rule.When.Select(For).FirstOrDefault(why => why is not null);

        private string? For(RoutingCondition condition) =>
            condition.Fact switch
            {
                RoutingFact.Always => "无其他情形",
                RoutingFact.OutsideDutyWindow => policy.Windows.Contains(now) ? null : "分流时不在值班时段",
                RoutingFact.Injured => it.Facts.Injured == true ? "有人受伤" : null,
                RoutingFact.Ongoing => it.Facts.Ongoing == true ? "违法行为仍在继续" : null,
                RoutingFact.OnlinePurchase => it.Facts.OnlinePurchase == true ? "网购" : null,
                RoutingFact.AffectedPeople => it.Facts.AffectedPeople >= condition.AtLeast
                    ? $"受影响 {it.Facts.AffectedPeople} 人"
                    : null,
                RoutingFact.DistrictsNamed => districts.Count >= condition.AtLeast
                    ? $"涉及{string.Join('、', districts)}"
                    : null,
                RoutingFact.Kind => Names(condition, Codes.Kinds.Code(it.Kind)) ? Codes.Kinds.Name(it.Kind) : null,
                RoutingFact.AssignedBy => it.Assignment is { } from
                && Names(condition, Codes.Assigners.Code(from.Source))
                    ? $"{Codes.Assigners.Name(from.Source)}交办"
                    : null,
                RoutingFact.Signal => signals.FirstOrDefault(s => Names(condition, s.Id)) is { } signal
                    ? $"{signal.Name}「{signal.Word}」"
                    : null,
                _ => throw new ArgumentOutOfRangeException(
                    nameof(condition),
                    condition.Fact,
                    "An unknown routing fact."
                ),
            };

        private static bool Names(RoutingCondition condition, string value) =>
            condition.AnyOf?.Contains(value, StringComparer.Ordinal) == true;
    }
}
