namespace Shared.Contracts.Cases.Steps;

/// <summary>The unit tells how far it is: first feedback, arrival on site, notes.</summary>
public sealed record Progress(CaseCall Call) : CaseCommand(Call)
{
    public required string Summary { get; init; }

    /// <summary>The team has arrived at the place.</summary>
    public bool OnSite { get; init; }

    protected override string Step => Cases.Step.Progress;

    protected override bool Permits(Case it) => IsOfUnit(it);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        var first = it.Deadlines.Any(d => d is { IsOpen: true, Stage: Stage.FirstFeedback });
        var asked = it.Deadlines.Any(d => d is { IsOpen: true, Stage: Stage.Supervised });
        draft.Meet(Stage.FirstFeedback, Stage.Supervised);
        if (OnSite)
        {
            draft.Meet(Stage.OnSite);
        }
        draft.Event(
            EventType.Progressed,
            OnSite ? Stage.OnSite
                : first ? Stage.FirstFeedback
                : asked ? Stage.Supervised
                : null,
            Summary,
            EventData.Of(("onSite", OnSite))
        );
        return draft.Done();
    }
}
