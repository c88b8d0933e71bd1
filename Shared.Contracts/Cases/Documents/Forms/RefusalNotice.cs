namespace Shared.Contracts.Cases.Documents.Forms;

/// <summary>
/// 不予受理通知书: the complainant is told that the complaint is not accepted, on which ground, and which other ways there
/// are (Order 121 Art. 15, 16; Order 20 Art. 14, 15; consumer law Art. 39).
/// </summary>
internal sealed class RefusalNotice : DocumentForm
{
    public override DocumentKind Kind => DocumentKind.Refusal;

    public override string Mark => "投不受";

    public override IReadOnlyList<DocumentField> Asks { get; } = [DocumentField.Contact];

    public override bool Allows(Case it) => it is { Kind: Cases.Kind.Complaint, Status: CaseStatus.Refused };

    public override string Articles(OrderWords law, Kind kind) => $"{law.Accept}、{law.Refuse}";

    protected override DocumentFault? Fault(Filling filling) =>
        OrderWords.Find(filling.Law.RefusalGrounds, filling.From.RefusalGround) is null
            ? new DocumentFault(
                null,
                $"案件记录的不予受理情形不是{filling.Law.Name}{filling.Law.Refuse}所列，不能出具不予受理通知书"
            )
            : null;

    protected override IEnumerable<DocumentPart> Parts(Filling f)
    {
        var (item, words) = OrderWords.Find(f.Law.RefusalGrounds, f.From.RefusalGround) ?? ("", Filling.Blank);
        yield return To($"{f.Name.Or("投诉人")}");
        yield return Paragraph(
            $"{f.YourContact}收悉。经审查，该投诉有{f.Law.Name}{f.Law.Refuse}{item}规定的情形：{words}。依据{f.Law.Accept}、{f.Law.Refuse}规定，本机关决定不予受理。"
        );
        if (f.From.RefusalReason is { } reason)
        {
            yield return Paragraph($"理由：{reason}");
        }
        yield return Paragraph(
            $"你（单位）可以依照{OrderWords.OtherWaysArticle}规定，通过下列其他途径解决消费者权益争议："
        );
        foreach (var part in OtherWays().Concat(ContactLine(f)))
        {
            yield return part;
        }
    }
}
