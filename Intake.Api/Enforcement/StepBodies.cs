using Intake.Api.Registration;

namespace Intake.Api.Enforcement;

/// <summary>A step that needs no more than to be taken.</summary>
public sealed record NoBody;

/// <summary>分流 by hand; unit is coordination or rapidResponse.</summary>
public sealed record RouteBody
{
    public string? Unit { get; init; }
    public string? Reason { get; init; }
}

/// <summary>退回, with a coded reason and its words.</summary>
public sealed record ReturnBody
{
    public string? ReasonCode { get; init; }
    public string? Reason { get; init; }
}

/// <summary>How far the unit is; onSite when the team has arrived.</summary>
public sealed record ProgressBody
{
    public string? Summary { get; init; }
    public bool? OnSite { get; init; }
}

/// <summary>不予受理, on a ground of Order 121 Art. 16.</summary>
public sealed record RefuseBody
{
    public string? Ground { get; init; }
    public string? Reason { get; init; }
}

/// <summary>处置: outcome of the case's kind; recoveredAmount in CNY; ground of Order 121 Art. 23 where mediation ended.</summary>
public sealed record HandleBody
{
    public string? Outcome { get; init; }
    public string? Summary { get; init; }
    public decimal? RecoveredAmount { get; init; }
    public bool? FiledAsCase { get; init; }
    public string? Ground { get; init; }
}

/// <summary>反馈; close is true if nothing is said.</summary>
public sealed record ReplyBody
{
    public string? Method { get; init; }
    public string? Summary { get; init; }
    public string? Satisfaction { get; init; }
    public bool? Close { get; init; }
}

/// <summary>撤回.</summary>
public sealed record WithdrawBody
{
    public string? Reason { get; init; }
}

/// <summary>重要情况; level is major or serious.</summary>
public sealed record ImportantBody
{
    public string? Level { get; init; }
    public string? Summary { get; init; }
}

/// <summary>A report upward; method is phone or writing.</summary>
public sealed record ImportantReportBody
{
    public string? Method { get; init; }
    public string? To { get; init; }
    public string? Summary { get; init; }
}

/// <summary>催办 or 补充: purpose is chase or supplement; person only if another than the case's own.</summary>
public sealed record ContactBody
{
    public string? Purpose { get; init; }
    public string? Channel { get; init; }
    public string? CallRef { get; init; }
    public string? Content { get; init; }
    public PersonBody? Person { get; init; }
}
