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

/// <summary>不予受理, on a ground of the case's order (Order 121 Art. 16, Order 20 Art. 15).</summary>
public sealed record RefuseBody
{
    public string? Ground { get; init; }
    public string? Reason { get; init; }
}

/// <summary>告知投诉人 whether the complaint is accepted; method is one of replyMethod.</summary>
public sealed record TellDecisionBody
{
    public string? Method { get; init; }
    public string? Note { get; init; }
}

/// <summary>处置: outcome of the case's kind; recoveredAmount in CNY; ground of the case's order where mediation ended, required for mediationEnded.</summary>
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

/// <summary>Those above confirmed a report upward; method is phone or writing, by is who confirmed it.</summary>
public sealed record AcknowledgementBody
{
    public string? Method { get; init; }
    public string? By { get; init; }
    public string? Summary { get; init; }
}

/// <summary>回访: grade is one of the four of satisfaction, or nothing when nobody was reached.</summary>
public sealed record CallBackBody
{
    public string? Grade { get; init; }
    public string? Note { get; init; }
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

/// <summary>督办 or 催办 from above: kind is supervise or chase; without dueAt an answer is owed within 24 hours.</summary>
public sealed record SuperviseBody
{
    public string? Kind { get; init; }
    public string? Content { get; init; }
    public string? DueAt { get; init; }
}

/// <summary>匿名化, which cannot be undone: confirmed must be true.</summary>
public sealed record AnonymiseBody
{
    public string? Reason { get; init; }
    public bool? Confirmed { get; init; }
}
