namespace Intake.Api.Reports;

/// <summary>Which report.</summary>
/// <param name="Of">The period as it stands in its address.</param>
public sealed record ReportKey(ReportKind Kind, string Of, ReportPeriod Period);

/// <summary>A kind of report.</summary>
/// <param name="Code">In addresses.</param>
/// <param name="Name">In Chinese.</param>
/// <param name="Field">What its period is called in errors.</param>
/// <param name="Example">How its period is written.</param>
/// <param name="Summary">What it is, for the API's description.</param>
/// <param name="Period">Reads a period; nothing where the text is none.</param>
public sealed record ReportKind(
    string Code,
    string Name,
    string Field,
    string Example,
    string Summary,
    Func<string, ReportPeriod?> Period
)
{
    /// <summary>日报, which each day of duty owes.</summary>
    public static readonly ReportKind OfDay = new(
        "daily",
        "日报",
        "date",
        "2027-03-15",
        "日报，没有来件时为零报告",
        ReportPeriod.Daily
    );

    public static readonly IReadOnlyList<ReportKind> All =
    [
        new("duty", "值班时段", "year", "2027", "“3·15”值班时段统计", ReportPeriod.Duty),
        OfDay,
        new("hourly", "每小时情况", "hour", "2027-03-14T09", "每小时情况", ReportPeriod.Hourly) { IsSubmitted = false },
        new("monthly", "月报", "month", "2027-03", "月度统计", ReportPeriod.Monthly),
        new("yearly", "年报", "year", "2027", "年度统计", ReportPeriod.Yearly),
    ];

    /// <summary>Whether it is handed in and frozen; an hour's situation is only looked at.</summary>
    public bool IsSubmitted { get; private init; } = true;

    /// <summary>The report of a period; nothing where the text is none.</summary>
    public ReportKey? Read(string of) => Period(of) is { } period ? new ReportKey(this, of, period) : null;

    public string Wrong => $"{Name}的时段应写作 {Example}";
}
