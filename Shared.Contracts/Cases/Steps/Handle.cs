namespace Shared.Contracts.Cases.Steps;

/// <summary>处置: the unit has dealt with the matter; the reply to the person becomes owed.</summary>
public sealed record Handle(CaseCall Call) : CaseCommand(Call)
{
    /// <summary>A code of the outcomes of the case's kind.</summary>
    public required string Outcome { get; init; }
    public required string Summary { get; init; }

    /// <summary>挽回经济损失, CNY.</summary>
    public decimal? RecoveredAmount { get; init; }

    /// <summary>诉转案: a case of administrative penalty was filed.</summary>
    public bool FiledAsCase { get; init; }

    /// <summary>Why mediation ended without agreement, a code of <see cref="Codes.MediationEndGrounds"/> (Order 121 Art. 23).</summary>
    public string? Ground { get; init; }

    protected override string Step => Cases.Step.Handle;

    protected override bool Permits(Case it) => IsOfUnit(it);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        if (!Codes.OutcomesOf(it.Kind).TryFind(Outcome, out var outcome))
        {
            var allowed = string.Join('、', Codes.OutcomesOf(it.Kind).Entries.Select(e => e.Name));
            return Decision.Refuse(
                RefusalKind.Invalid,
                $"{Codes.Kinds.Name(it.Kind)}的处置结果只能是：{allowed}",
                "outcome"
            );
        }
        if (Ground is not null && !Handling.EndsMediation(it.Kind, outcome.Code))
        {
            return Decision.Refuse(RefusalKind.Invalid, "只有未达成调解、终止调解才有终止理由", "ground");
        }
        Handling.End(
            draft,
            policy,
            outcome.Code,
            Ground,
            c => c with { RecoveredAmount = RecoveredAmount, FiledAsCase = FiledAsCase || c.FiledAsCase }
        );
        draft.Event(
            EventType.Handled,
            Stage.Handle,
            Summary,
            EventData.Of(
                ("outcome", outcome.Code),
                ("ground", Ground),
                ("recoveredAmount", RecoveredAmount),
                ("filedAsCase", FiledAsCase ? true : null)
            )
        );
        draft.Tell(Recipients.Centre, Stage.Reply);
        return draft.Done();
    }
}
