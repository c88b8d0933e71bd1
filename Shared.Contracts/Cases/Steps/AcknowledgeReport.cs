namespace Shared.Contracts.Cases.Steps;

/// <summary>Those above have confirmed that a report of an important situation reached them; who, and by which report.</summary>
public sealed record AcknowledgeReport(CaseCall Call) : CaseCommand(Call)
{
    public required ReportMethod Method { get; init; }

    /// <summary>Who confirmed it.</summary>
    public required string By { get; init; }

    /// <summary>What they said or ordered.</summary>
    public string? Summary { get; init; }

    protected override string Step => Cases.Step.AcknowledgeReport;

    protected override bool Permits(Case it) => Actor.Role is Role.Operator or Role.DutyLeader;

    /// <summary>Whether a deadline is that of a report upward that was made.</summary>
    public static bool IsReported(Deadline d) =>
        d is { Stage: Stage.ReportByPhone or Stage.ReportInWriting, MetAt: not null };

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        var stage = Method == ReportMethod.Phone ? Stage.ReportByPhone : Stage.ReportInWriting;
        if (!it.Deadlines.Any(d => d.Stage == stage && IsReported(d)))
        {
            return Decision.Refuse(
                RefusalKind.Invalid,
                $"还没有{Codes.ReportMethods.Name(Method)}上报，请先上报",
                "method"
            );
        }
        draft.Event(
            EventType.ReportAcknowledged,
            reason: Summary,
            data: EventData.Of(("method", Codes.ReportMethods.Code(Method)), ("by", By))
        );
        return draft.Done();
    }
}
