using Shared.Contracts.Cases;

namespace Intake.Api.Reports;

/// <summary>
/// What a figure counts: said once, for the figure itself and for the rows behind it.
/// </summary>
/// <param name="Key">Stable, for programs.</param>
/// <param name="Name">In Chinese.</param>
public abstract record FigureRule(string Key, string Name)
{
    /// <summary>Whether the province's feed tells of a case what this figure counts.</summary>
    public bool IsInFeed { get; init; } = true;

    public abstract Figure Of(ReportCounts counts);
}

/// <summary>Counts cases.</summary>
/// <param name="Basis">What is counted, and what the share is of, in Chinese.</param>
/// <param name="Counts">True counts, false is in the denominator alone, nothing in neither.</param>
/// <param name="IsShare">Whether the figure is a share of those that are in the denominator.</param>
public sealed record CaseFigure(
    string Key,
    string Name,
    string Basis,
    Func<CountedCase, bool?> Counts,
    bool IsShare = true
) : FigureRule(Key, Name)
{
    public override Figure Of(ReportCounts counts)
    {
        var (value, of) = counts.Cases(this);
        return new Figure(Key, Name, value, IsShare ? of : null, Basis);
    }
}

/// <summary>Adds up CNY.</summary>
public sealed record SumFigure(string Key, string Name, string Basis, Func<CountedCase, decimal> Amount)
    : FigureRule(Key, Name)
{
    public override Figure Of(ReportCounts counts) => new(Key, Name, counts.Sum(this), null, Basis);
}

/// <summary>Counts limits that were met in time, of those that are decided.</summary>
/// <param name="Kind">Of one kind of case, or of both.</param>
public sealed record LimitFigure(string Key, string Name, Stage Stage, Kind? Kind, IReadOnlyList<Regime> Regimes)
    : FigureRule(Key, Name)
{
    public override Figure Of(ReportCounts counts)
    {
        var limits = counts.Limits(Stage, Kind, [.. Regimes]);
        return new Figure(
            Key,
            Name,
            limits.InTime,
            limits.InTime + limits.Late,
            $"按时 ÷（按时＋超期，已过时限未办到的算超期）；时限未到的 {limits.Pending} 件不计"
        );
    }
}
