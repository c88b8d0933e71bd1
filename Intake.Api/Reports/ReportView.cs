using System.Text.Json.Serialization;
using Shared.Contracts.Cases;

namespace Intake.Api.Reports;

/// <summary>A figure beside those of the period before and of the year before.</summary>
/// <param name="Previous">Nothing where the periods do not follow one another.</param>
public sealed record ComparedFigure(
    string Key,
    string Name,
    decimal Value,
    int? Of,
    decimal? Percent,
    string Basis,
    decimal? Previous,
    decimal? YearBefore
)
{
    /// <summary>CNY, and not a count.</summary>
    [JsonIgnore]
    public bool IsMoney => Name.EndsWith("（元）", StringComparison.Ordinal);

    /// <summary>The shares of the period before and of the year before.</summary>
    public decimal? PreviousPercent { get; init; }
    public decimal? YearBeforePercent { get; init; }
}

/// <summary>Cases by one grouping, most first.</summary>
public sealed record GroupView(string Key, string Name, IReadOnlyList<GroupLine> Lines);

/// <param name="Code">Empty where it was not recorded.</param>
public sealed record GroupLine(string Code, string Name, int Count);

/// <summary>A report as it is answered, shown and written to files.</summary>
/// <param name="AsOf">When it was counted: a report of the same period counted later may differ.</param>
/// <param name="Rows">How many contacts it counts.</param>
/// <param name="Zero">零报告: nothing arrived, which is reported too.</param>
public sealed record ReportView(
    string Name,
    DateTimeOffset From,
    DateTimeOffset To,
    DateTimeOffset AsOf,
    int Rows,
    bool Zero,
    IReadOnlyList<ComparedFigure> Figures,
    IReadOnlyList<GroupView> Groups
)
{
    /// <summary>
    /// How far the periods it is compared with are counted: of a period that still runs, to the same part of theirs.
    /// </summary>
    public bool IsRunning => From <= AsOf && AsOf < To;

    /// <summary>What was submitted of this period; nothing until it is.</summary>
    public Submission? Submitted { get; init; }

    public static ReportView Of(
        ReportPeriod period,
        DateTimeOffset asOf,
        ReportCounts counts,
        ReportCounts? previous,
        ReportCounts? yearBefore
    )
    {
        var figures = ReportFigures.Of(counts);
        var before = Values(previous);
        var earlier = Values(yearBefore);
        var rows = (int)figures[0].Value;
        return new ReportView(
            period.Name,
            Shanghai.In(period.From),
            Shanghai.In(period.To),
            Shanghai.In(asOf),
            rows,
            rows == 0,
            [
                .. figures.Select(f => new ComparedFigure(
                    f.Key,
                    f.Name,
                    f.Value,
                    f.Of,
                    f.Percent,
                    f.Basis,
                    before?[f.Key].Value,
                    earlier?[f.Key].Value
                )
                {
                    PreviousPercent = before?[f.Key].Percent,
                    YearBeforePercent = earlier?[f.Key].Percent,
                }),
            ],
            [
                .. ReportGroups.All.Select(g => new GroupView(
                    g.Key,
                    g.Name,
                    [
                        .. counts
                            .Groups[g.Key]
                            .OrderByDescending(l => l.Value)
                            .ThenBy(l => l.Key, StringComparer.Ordinal)
                            .Select(l => new GroupLine(l.Key, l.Key.Length == 0 ? "未登记" : g.NameOf(l.Key), l.Value)),
                    ]
                )),
            ]
        );
    }

    private static Dictionary<string, Figure>? Values(ReportCounts? counts) =>
        counts is null ? null : ReportFigures.Of(counts).ToDictionary(f => f.Key, StringComparer.Ordinal);
}
