namespace Shared.Contracts.Cases.Documents.Forms;

/// <summary>受理通知书: the complainant is told that the complaint is accepted (Order 121 Art. 15, Order 20 Art. 14).</summary>
internal sealed class AcceptanceNotice : DocumentForm
{
    public override DocumentKind Kind => DocumentKind.Acceptance;

    public override string Mark => "投受";

    public override IReadOnlyList<DocumentField> Asks { get; } = [DocumentField.Contact];

    public override bool Allows(Case it) => IsAcceptedComplaint(it);

    public override string Articles(OrderWords law, Kind kind) => law.Accept;

    protected override IEnumerable<DocumentPart> Parts(Filling f)
    {
        yield return To($"{f.Name.Or("投诉人")}");
        yield return Paragraph(
            $"{f.YourContact}收悉。经审查，依据{f.Law.Name}{f.Law.Accept}规定，本机关决定自{Filling.Day(f.It.AcceptedAt)}起予以受理。"
        );
        yield return Paragraph(
            $"本机关经投诉人和被投诉人同意，采用调解的方式处理（{f.Law.Consent}）。自投诉受理之日起{f.Law.MediationLimit}内未能达成调解协议的，终止调解；鉴定、检测所需时间不计算在内（{f.Law.Appraisal}、{f.Law.End}）。"
        );
        foreach (var line in ContactLine(f))
        {
            yield return line;
        }
    }
}
