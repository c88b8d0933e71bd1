using Shared.Contracts.Cases.Documents;

namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 出具文书: an official document is filled in from the case, numbered and frozen. The timeline says which and under what
/// number, and nothing of its content.
/// </summary>
public sealed record IssueDocument(CaseCall Call) : CaseCommand(Call)
{
    public required DocumentKind Kind { get; init; }

    /// <summary>What only the issuer knows.</summary>
    public DocumentFields Fields { get; init; } = new();

    /// <summary>Read by the shell in the transaction that saves the document.</summary>
    public DocumentSources Sources { get; init; } = new();

    /// <summary>The next one free; given by the shell in the transaction that saves the document.</summary>
    public int Serial { get; init; } = 1;

    protected override string Step => Cases.Step.IssueDocument;

    private DocumentForm Form => DocumentForms.Of(Kind);

    protected override bool Permits(Case it) => Form.Permits(Actor, it);

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        if (!Form.Allows(it))
        {
            return NotNow(it, $"案件{Codes.Statuses.Name(it.Status)}，现在不能出具{Form.Name}");
        }
        var filling = new Filling
        {
            It = it,
            Bureau = policy.Bureau,
            Now = draft.Now,
            From = Sources,
            Given = Fields,
        };
        if (Form.FaultsOf(filling).FirstOrDefault() is { } fault)
        {
            return fault.Field is null
                ? NotNow(it, fault.Message)
                : Decision.Refuse(RefusalKind.Invalid, fault.Message, fault.Field);
        }
        var number = Form.NumberOf(filling, Serial);
        draft.Event(
            EventType.Issued,
            data: EventData.Of(("document", Codes.DocumentKinds.Code(Kind)), ("number", number.ToString()))
        );
        var issued = new IssuedDocument(Call.Id, Kind, number, Form.Fill(filling, number));
        return new Decision.Changed([draft.Change() with { Document = issued }]);
    }
}
