using Shared.Contracts.Cases;

namespace Intake.Api.Reports;

/// <summary>A case as reports count it.</summary>
public sealed record CountedCase(Kind Kind, CaseStatus Status)
{
    public DateTimeOffset ArrivedAt { get; init; }
    public bool Accepted { get; init; }
    public bool Important { get; init; }
    public bool FiledAsCase { get; init; }
    public string? Outcome { get; init; }

    /// <summary>CNY in dispute, and CNY that came back.</summary>
    public decimal Amount { get; init; }
    public decimal Recovered { get; init; }
    public string? Channel { get; init; }
    public string? District { get; init; }
    public string? Category { get; init; }
    public string? Problem { get; init; }
    public string? Unit { get; init; }

    /// <summary>The grade of the call-back; nothing where nobody was reached.</summary>
    public string? CalledBack { get; init; }

    public bool IsClosed => Status == CaseStatus.Closed;
}
