namespace Shared.Contracts.Cases.Steps;

/// <summary>Adds a document or photograph whose content is stored already; the timeline keeps its hash.</summary>
public sealed record Attach(CaseCall Call) : CaseCommand(Call)
{
    /// <summary>How many a case holds at most.</summary>
    public const int MostPerCase = 100;

    public required Attachment Attachment { get; init; }

    /// <summary>What it shows, in the words of whoever adds it.</summary>
    public string? Note { get; init; }

    protected override string Step => Cases.Step.Attach;

    protected override bool Permits(Case it) => IsOperator || IsOfUnit(it);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        draft.Event(
            EventType.Attached,
            reason: Note,
            data: EventData.Of(
                ("attachmentId", Attachment.Id),
                ("mediaType", Attachment.MediaType),
                ("size", Attachment.Size),
                ("sha256", Attachment.Sha256)
            )
        );
        return new Decision.Changed([draft.Change() with { Attachment = Attachment }]);
    }
}
