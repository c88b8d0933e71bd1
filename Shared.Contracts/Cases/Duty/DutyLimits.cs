namespace Shared.Contracts.Cases.Duty;

/// <summary>
/// Limits of the duty window in clock time, day and night. They stand beside the limits of the law and never loosen
/// them. Defaults: the bureau's own; every value is configurable.
/// </summary>
public sealed record DutyLimits
{
    /// <summary>接收: from the contact's arrival.</summary>
    public TimeSpan Receive { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>分流: from receipt, or from a return.</summary>
    public TimeSpan Route { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>签收: from each routing.</summary>
    public TimeSpan Acknowledge { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>处置: from receipt; not restarted by a return or a re-route.</summary>
    public TimeSpan Handle { get; init; } = TimeSpan.FromHours(24);

    /// <summary>首次反馈 of an urgent case: from receipt.</summary>
    public TimeSpan FirstFeedback { get; init; } = TimeSpan.FromHours(2);

    /// <summary>到达现场 of an urgent case of the rapid-response team, in the city: from receipt.</summary>
    public TimeSpan OnSiteInCity { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>到达现场 in a county.</summary>
    public TimeSpan OnSiteInCounty { get; init; } = TimeSpan.FromMinutes(90);

    /// <summary>反馈: from the end of handling.</summary>
    public TimeSpan Reply { get; init; } = TimeSpan.FromHours(2);

    /// <summary>重要情况 upward by telephone: from the flag.</summary>
    public TimeSpan ReportByPhone { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>重要情况 upward in writing: from the flag.</summary>
    public TimeSpan ReportInWriting { get; init; } = TimeSpan.FromHours(1);

    /// <summary>答复上级: from a 督办 or 催办 that names no time of its own.</summary>
    public TimeSpan Supervision { get; init; } = TimeSpan.FromHours(24);

    /// <summary>日报: the time of day by which each day of a duty window owes its report.</summary>
    public TimeSpan DailyReport { get; init; } = DailyReports.Usual;

    private static readonly string[] Counties = ["zezhou", "gaoping", "yangcheng", "lingchuan", "qinshui"];

    /// <summary>Time to the scene; where the district is unknown the shorter one counts.</summary>
    public TimeSpan OnSite(string? district) =>
        district is not null && Counties.Contains(district, StringComparer.Ordinal) ? OnSiteInCounty : OnSiteInCity;
}
