namespace Shared.Contracts.Cases.Documents.Forms;

/// <summary>调解通知书: both sides are told time, place and mediator beforehand (Order 121 Art. 20, Order 20 Art. 18).</summary>
internal sealed class MediationNotice : DocumentForm
{
    public override DocumentKind Kind => DocumentKind.MediationNotice;

    public override string Mark => "投调";

    public override bool IsForRespondent => true;

    public override IReadOnlyList<DocumentField> Asks { get; } =
    [
        new(DocumentField.OfMeetAt, "调解时间", FieldShape.Moment),
        new(DocumentField.OfPlace, "调解地点", FieldShape.Line),
        DocumentField.Mediator,
        DocumentField.Contact,
    ];

    public override bool Allows(Case it) => IsAcceptedComplaint(it) && it.Status == CaseStatus.Acknowledged;

    public override string Articles(OrderWords law, Kind kind) => $"{law.Consent}、{law.Meeting}";

    protected override DocumentFault? Fault(Filling filling) =>
        filling.Given.MeetAt <= filling.Now
            ? new DocumentFault(DocumentField.OfMeetAt, "调解须提前告知，时间应晚于现在")
            : null;

    protected override IEnumerable<DocumentPart> Parts(Filling f)
    {
        yield return ToBoth(f);
        yield return Paragraph(
            $"本机关受理的{f.Name.Or("投诉人")}与{f.Respondent}的消费者权益争议（登记编号{f.It.Number}），依据{f.Law.Name}{f.Law.Consent}、{f.Law.Meeting}规定，定于下列时间、地点进行调解，请准时参加。"
        );
        yield return Row("时间", Filling.Moment(f.Given.MeetAt));
        yield return Row("地点", f.Given.Place ?? Filling.Blank);
        yield return Row("调解人员", f.Given.Mediator ?? Filling.Blank);
        yield return Paragraph(
            $"请携带身份证明、委托手续和有关证据。认为调解人员与本争议有利害关系，可能影响公正处理的，可以申请回避（{f.Law.Withdrawal}）。"
        );
        yield return Paragraph(
            $"不同意调解的，请在调解前告知本机关。无正当理由不参加调解的，终止调解（{f.Law.End}）。"
        );
        foreach (var line in ContactLine(f))
        {
            yield return line;
        }
    }
}
