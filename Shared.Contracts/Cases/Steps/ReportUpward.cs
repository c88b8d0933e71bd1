namespace Shared.Contracts.Cases.Steps;

/// <summary>An important situation was reported upward; ends the clock of that method.</summary>
public sealed record ReportUpward(CaseCall Call) : CaseCommand(Call)
{
    public required ReportMethod Method { get; init; }

    /// <summary>Who was told.</summary>
    public required string To { get; init; }
    public required string Summary { get; init; }

    protected override string Step => Cases.Step.ReportUpward;

    protected override bool Permits(Case it) => Actor.Role is Role.Operator or Role.DutyLeader;

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        var stage = Method == ReportMethod.Phone ? Stage.ReportByPhone : Stage.ReportInWriting;
        draft.Meet(stage);
        draft.Event(
            EventType.ReportedUpward,
            stage,
            Summary,
            EventData.Of(("method", Codes.ReportMethods.Code(Method)), ("to", To))
        );
        return draft.Done();
    }
}
