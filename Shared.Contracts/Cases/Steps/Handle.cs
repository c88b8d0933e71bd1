using Shared.Contracts.Cases.Documents;

namespace Shared.Contracts.Cases.Steps;

/// <summary>处置: the unit has dealt with the matter; the reply to the person becomes owed.</summary>
public sealed record Handle(CaseCall Call) : CaseCommand(Call)
{
    private const string MediationEnded = "mediationEnded";

    /// <summary>A code of the outcomes of the case's kind.</summary>
    public required string Outcome { get; init; }
    public required string Summary { get; init; }

    /// <summary>挽回经济损失, CNY.</summary>
    public decimal? RecoveredAmount { get; init; }

    /// <summary>诉转案: a case of administrative penalty was filed.</summary>
    public bool FiledAsCase { get; init; }

    /// <summary>Why mediation ended without agreement, a code of the case's order (Order 121 Art. 23, Order 20 Art. 21).</summary>
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
        if (Contradiction(it, outcome.Code) is { } refused)
        {
            return refused;
        }
        if (FaultOfGround(it, outcome.Code, draft.Now) is { } fault)
        {
            return Decision.Refuse(RefusalKind.Invalid, fault, "ground");
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

    /// <summary>The outcomes a page offers on this case: those that do not contradict what was decided before.</summary>
    public static CodeTable Choices(Case it)
    {
        var all = Codes.OutcomesOf(it.Kind);
        return new CodeTable(
            all.Field,
            all.Entries.Where(o => !(IsNeverAccepted(it, o.Code) || IsNotFiled(it, o.Code, false)))
                .Select(o => (o.Code, o.Name))
        );
    }

    private Decision? Contradiction(Case it, string outcome)
    {
        if (IsNeverAccepted(it, outcome))
        {
            return Decision.Refuse(
                RefusalKind.Invalid,
                "投诉尚未受理，没有调解可以终止：请先受理，或者不予受理、移送",
                "outcome"
            );
        }
        return IsNotFiled(it, outcome, FiledAsCase)
            ? Decision.Refuse(
                RefusalKind.Invalid,
                "已决定不予立案，处置结果不能是立案",
                FiledAsCase ? "filedAsCase" : "outcome"
            )
            : null;
    }

    private string? FaultOfGround(Case it, string outcome, DateTimeOffset now)
    {
        var law = OrderWords.Of(it);
        if (Ground is null)
        {
            return outcome == MediationEnded ? $"终止调解的，应当选择{law.End}第一款的一种情形" : null;
        }
        if (!Mediation.IsEndedBy(it.Kind, outcome) || Handling.LeavesUndecided(it, outcome))
        {
            return "只有终止调解、未达成调解，或者移送已受理的投诉，才有终止调解的情形";
        }
        return OrderWords.Find(law.EndGrounds, Ground) is null
            ? $"本案适用{law.Name}，{law.End}没有这一情形"
            : Mediation.TooEarly(it, Ground, now);
    }

    private static bool IsNeverAccepted(Case it, string outcome) =>
        it is { Kind: Kind.Complaint, AcceptedAt: null } && outcome == MediationEnded;

    private static bool IsNotFiled(Case it, string outcome, bool filedAsCase) =>
        it is { Kind: Kind.Report, Law.Filed: false } && (filedAsCase || outcome == "caseFiled");
}
