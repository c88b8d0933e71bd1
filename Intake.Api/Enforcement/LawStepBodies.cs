namespace Intake.Api.Enforcement;

/// <summary>要求补充材料, 材料已补: what is asked for, or what has come.</summary>
public sealed record MaterialBody
{
    public string? Material { get; init; }
}

/// <summary>鉴定、检测: what and by whom.</summary>
public sealed record AppraisalBody
{
    public string? Subject { get; init; }
}

/// <summary>The result of an appraisal.</summary>
public sealed record AppraisalEndBody
{
    public string? Result { get; init; }
}

/// <summary>延长核查期限, approved by a named head.</summary>
public sealed record ExtendBody
{
    public string? ApprovedBy { get; init; }
    public string? Reason { get; init; }
}

/// <summary>立案决定.</summary>
public sealed record FilingBody
{
    public bool? Filed { get; init; }
    public string? Reason { get; init; }
}

/// <summary>移送; to is police or authority.</summary>
public sealed record TransferBody
{
    public string? To { get; init; }
    public string? Authority { get; init; }
    public string? Reason { get; init; }
}

/// <summary>
/// 重复举报并入 an earlier report, by its id or its number; newFacts must be said, confirmed where reporter or party differ or
/// are not known.
/// </summary>
public sealed record MergeBody
{
    public string? Into { get; init; }
    public bool? NewFacts { get; init; }
    public bool? Confirmed { get; init; }
    public string? Reason { get; init; }
}

/// <summary>调解中发现线索: what was found.</summary>
public sealed record ClueBody
{
    public string? Content { get; init; }
}
