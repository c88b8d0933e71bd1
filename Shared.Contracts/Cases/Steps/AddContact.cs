namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 催办 or 补充: a further contact about a case. It changes no clock; whoever holds the case is told at once. A second
/// person who joins keeps a right to the reply (Order 121 Art. 12), so the contact keeps who it was.
/// </summary>
public sealed record AddContact(CaseCall Call) : CaseCommand(Call)
{
    public required FurtherContact Contact { get; init; }

    /// <summary>What was said, in the caller's words.</summary>
    public string? Content { get; init; }

    protected override string Step => Cases.Step.AddContact;

    protected override bool Permits(Case it) => IsOperator || IsOfUnit(it);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        if (Contact.Purpose == ContactPurpose.Supplement && string.IsNullOrWhiteSpace(Content))
        {
            return Decision.Refuse(RefusalKind.Invalid, "补充须写明来电人补充了什么", "content");
        }
        draft.Event(
            EventType.Contacted,
            reason: Content,
            data: EventData.Of(
                ("purpose", Codes.ContactPurposes.Code(Contact.Purpose)),
                ("channel", Codes.Channels.Code(Contact.Channel)),
                ("contactId", Contact.Id)
            )
        );
        draft.TellHolder();
        return new Decision.Changed([draft.Change() with { Contact = Contact }]);
    }
}
