namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 立案决定: the report is verified and it is decided whether a case of administrative penalty is filed. Under Order 20 a
/// reporter who gave a name must then be told within five working days (its Art. 31).
/// </summary>
public sealed record DecideFiling(CaseCall Call) : CaseCommand(Call)
{
    public required bool Filed { get; init; }
    public required string Reason { get; init; }

    protected override string Step => Cases.Step.DecideFiling;

    protected override bool Permits(Case it) => IsOfUnit(it);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        draft.Meet(Stage.Verify, Stage.FirstFeedback);
        Decided(draft, Filed);
        draft.Event(EventType.FilingDecided, Stage.Verify, Reason, EventData.Of(("filed", Filed)));
        return draft.Done();
    }

    /// <summary>The decision stands; whoever reported by name is owed word of it.</summary>
    public static void Decided(CaseDraft draft, bool filed)
    {
        if (draft.It.Law.Filed is null && draft.It.Law.RealName)
        {
            draft.OpenLaw(Stage.TellReporter, draft.Now);
        }
        draft.Set(c => c with { FiledAsCase = c.FiledAsCase || filed, Law = c.Law with { Filed = filed } });
    }
}
