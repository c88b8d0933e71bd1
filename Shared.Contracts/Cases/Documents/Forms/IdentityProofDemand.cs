namespace Shared.Contracts.Cases.Documents.Forms;

/// <summary>
/// 身份证明材料通知书: the complainant is asked to prove who it is (Order 121 Art. 10). Order 20 asks for name, telephone and
/// address (Art. 9), and for proof of a delegate's identity alone (Art. 10).
/// </summary>
internal sealed class IdentityProofDemand : DocumentForm
{
    public override DocumentKind Kind => DocumentKind.IdentityProof;

    public override string Mark => "投证";

    public override IReadOnlyList<DocumentField> Asks { get; } =
    [
        new(DocumentField.OfMaterials, "需要提供的材料", FieldShape.Lines, Most: 1000),
        new(DocumentField.OfDueOn, "提供的截止日期", FieldShape.Day),
        DocumentField.Contact,
    ];

    public override bool Allows(Case it) => it is { Kind: Cases.Kind.Complaint, Status: CaseStatus.Acknowledged };

    public override string Articles(OrderWords law, Kind kind) => law.Identity;

    public override DocumentFields Beginning(Filling filling) =>
        new()
        {
            Materials = IsOrder121(filling)
                ? "居民身份证或者其他有效身份证件复印件；委托他人代为投诉的，另附授权委托书原件以及受托人身份证明"
                : "投诉人姓名、电话号码、通讯地址；委托他人代为投诉的，另附授权委托书原件以及受托人身份证明",
        };

    protected override DocumentFault? Fault(Filling filling) =>
        filling.Given.DueOn < filling.Today ? new DocumentFault(DocumentField.OfDueOn, "不能早于今天") : null;

    protected override IEnumerable<DocumentPart> Parts(Filling f)
    {
        var due = f.Given.DueOn is { } day ? Filling.Latest(day) : Filling.Blank;
        var why = IsOrder121(f) ? "为核验投诉人的真实身份信息，" : "";
        yield return To($"{f.Name.Or("投诉人")}");
        yield return Paragraph(
            $"{f.YourContact}收悉。{why}依据{f.Law.Name}{f.Law.Identity}规定，请你（单位）{due}向本机关提供下列材料，并对其真实性负责："
        );
        foreach (var line in Paragraphs(f.Given.Materials))
        {
            yield return line;
        }
        yield return Paragraph(
            IsOrder121(f)
                ? $"未提供规定的材料、提供虚假材料，或者拒不配合核验真实身份信息的，本机关将依据{f.Law.Name}{f.Law.Refuse}规定不予受理。"
                : $"未提供规定的材料的，本机关将依据{f.Law.Name}{f.Law.Refuse}规定不予受理。"
        );
        foreach (var line in ContactLine(f))
        {
            yield return line;
        }
    }

    private static bool IsOrder121(Filling f) => OrderWords.Find(f.Law.RefusalGrounds, "identityRefused") is not null;
}
