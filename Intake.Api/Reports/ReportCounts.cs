using Shared.Contracts.Cases;

namespace Intake.Api.Reports;

/// <summary>What became of the limits of one stage; open past the limit counts as not in time.</summary>
/// <param name="InTime">Met before the limit.</param>
/// <param name="Late">Met too late, or not met and past the limit.</param>
/// <param name="Pending">Open and not yet past the limit, or resting; in no denominator.</param>
public sealed record LimitCount(int InTime, int Late, int Pending)
{
    public static readonly LimitCount None = new(0, 0, 0);

    public static LimitCount operator +(LimitCount one, LimitCount other) =>
        new(one.InTime + other.InTime, one.Late + other.Late, one.Pending + other.Pending);
}

/// <summary>The counts of one period, added up case by case.</summary>
public sealed class ReportCounts
{
    private readonly Dictionary<string, (int Counted, int Of)> cases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, decimal> sums = new(StringComparer.Ordinal);
    private readonly Dictionary<(Kind Kind, Regime Regime, Stage Stage), LimitCount> limits = [];

    /// <summary>Complaints and reports by the code of each grouping; consultations are in none.</summary>
    public IReadOnlyDictionary<string, SortedDictionary<string, int>> Groups { get; } =
        ReportGroups.All.ToDictionary(
            g => g.Key,
            _ => new SortedDictionary<string, int>(StringComparer.Ordinal),
            StringComparer.Ordinal
        );

    public void Add(CountedCase it)
    {
        foreach (var rule in ReportFigures.All)
        {
            if (rule is CaseFigure figure && figure.Counts(it) is { } isCounted)
            {
                var (counted, of) = Cases(figure);
                cases[rule.Key] = (counted + (isCounted ? 1 : 0), of + 1);
            }
            else if (rule is SumFigure sum)
            {
                sums[rule.Key] = Sum(sum) + sum.Amount(it);
            }
        }
        if (it.Kind == Kind.Consultation)
        {
            return;
        }
        foreach (var group in ReportGroups.All)
        {
            var code = group.CodeOf(it) ?? "";
            Groups[group.Key][code] = Groups[group.Key].GetValueOrDefault(code) + 1;
        }
    }

    public void Add(Kind kind, Regime regime, Stage stage, LimitCount count)
    {
        var key = (kind, regime, stage);
        limits[key] = limits.GetValueOrDefault(key, LimitCount.None) + count;
    }

    /// <summary>How many count, of how many.</summary>
    public (int Counted, int Of) Cases(CaseFigure figure) => cases.GetValueOrDefault(figure.Key);

    public decimal Sum(SumFigure figure) => sums.GetValueOrDefault(figure.Key);

    /// <summary>The limits of a stage under some regimes; of one kind, or of both.</summary>
    public LimitCount Limits(Stage stage, Kind? kind, params ReadOnlySpan<Regime> regimes)
    {
        var sum = LimitCount.None;
        foreach (var ((of, regime, at), count) in limits)
        {
            if (at == stage && (kind is null || of == kind) && regimes.Contains(regime))
            {
                sum += count;
            }
        }
        return sum;
    }
}
