namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 退回: a unit without authority gives the case back to the centre and may not pass it on itself (Order 121 Art. 41).
/// Routing starts a new round; handling runs on.
/// </summary>
public sealed record Return(CaseCall Call) : CaseCommand(Call)
{
    /// <summary>A code of <see cref="Codes.ReturnReasons"/>.</summary>
    public required string ReasonCode { get; init; }
    public required string Reason { get; init; }

    protected override string Step => Cases.Step.Return;

    protected override bool Permits(Case it) => IsOfUnit(it);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        draft.Cancel(d => d.Stage == Stage.Acknowledge);
        draft.Set(c => c with { Status = CaseStatus.Returned, Unit = null, OpenTo = null, Handler = null });
        Common.CancelVisit(draft);
        draft.OpenDuty(Stage.Route, draft.Now, policy.Duty.Route);
        draft.OpenLaw(Stage.Route, draft.Now);
        draft.Event(
            EventType.Returned,
            reason: Reason,
            data: EventData.Of(
                ("reasonCode", ReasonCode),
                ("from", it.Unit is { } unit ? Codes.Units.Code(unit) : null)
            )
        );
        draft.Tell(Recipients.Of(Unit.Coordination), Stage.Route);
        return draft.Done();
    }
}
