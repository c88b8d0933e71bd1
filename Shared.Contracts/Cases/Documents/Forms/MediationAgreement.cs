namespace Shared.Contracts.Cases.Documents.Forms;

/// <summary>
/// 调解书: what both sides agreed on, signed by both and sealed by the bureau, one copy each and one for the file (Order 121
/// Art. 24, Order 20 Art. 22).
/// </summary>
internal sealed class MediationAgreement : DocumentForm
{
    /// <summary>The outcome of <see cref="Codes.ComplaintOutcomes"/> that says so.</summary>
    internal const string Reached = "mediated";

    public override DocumentKind Kind => DocumentKind.MediationAgreement;

    public override string Mark => "投调书";

    public override bool IsForRespondent => true;

    public override IReadOnlyList<DocumentField> Asks { get; } =
    [
        new(DocumentField.OfTerms, "调解协议内容", FieldShape.Lines, Most: DocumentField.MostText),
        DocumentField.Mediator,
    ];

    public override bool Allows(Case it) => IsAcceptedComplaint(it) && it.Outcome == Reached;

    public override string Articles(OrderWords law, Kind kind) => law.Agreement;

    public override DocumentFields Beginning(Filling filling) => new() { Terms = filling.From.HandlingSummary };

    protected override IEnumerable<DocumentPart> Parts(Filling f)
    {
        var facts = f.It.Facts;
        yield return Row("投诉人", $"{f.Name.Or(Filling.Blank)}");
        yield return Row("被投诉人", facts.Respondent?.Name ?? Filling.Blank);
        yield return Row("统一社会信用代码", facts.Respondent?.CreditCode);
        yield return Row("登记编号", f.It.Number.ToString());
        yield return Row("争议事实", facts.Content);
        yield return Row("投诉请求", string.Join('、', facts.Demands.Select(Codes.Demands.NameOf)));
        yield return Paragraph("经本机关现场调解，投诉人和被投诉人自愿达成如下协议：");
        foreach (var line in Paragraphs(f.Given.Terms))
        {
            yield return line;
        }
        yield return Paragraph(
            $"依据{f.Law.Name}{f.Law.Agreement}规定，制作本调解书。本调解书由投诉人和被投诉人双方签字或者盖章，并加盖本机关印章，双方各执一份，本机关留存一份归档。"
        );
        yield return Sign("投诉人（签字或者盖章）", "");
        yield return Sign("被投诉人（签字或者盖章）", "");
        yield return Sign("调解人员", f.Given.Mediator ?? "");
    }
}
