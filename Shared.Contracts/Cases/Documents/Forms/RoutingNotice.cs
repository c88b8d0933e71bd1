namespace Shared.Contracts.Cases.Documents.Forms;

/// <summary>
/// 分送通知书: the centre sends a case to the competent unit, which may not pass it on (Order 121 Art. 41, Order 20 Art.
/// 37). It needs no word of who complains or reports: the unit reads that in the case, and each look is logged.
/// </summary>
internal sealed class RoutingNotice : DocumentForm
{
    public override DocumentKind Kind => DocumentKind.RoutingNotice;

    public override string Mark => "分送";

    public override bool IsOfCentre => true;

    public override bool Allows(Case it) => it is { Kind: not Cases.Kind.Consultation, Unit: not null, IsFinal: false };

    public override string Articles(OrderWords law, Kind kind) => law.Route;

    protected override IEnumerable<DocumentPart> Parts(Filling f)
    {
        var it = f.It;
        var kind = Codes.Kinds.Name(it.Kind);
        yield return To(it.Unit is { } unit ? Codes.Units.Name(unit) : Filling.Blank);
        yield return Paragraph(
            $"本机关12315投诉举报中心于{Filling.Day(it.ArrivedAt)}收到下列{kind}。依据{f.Law.Name}{f.Law.Route}规定，现分送你单位，请依法及时处理。"
        );
        yield return Row("登记编号", it.Number.ToString());
        yield return Row("类型", kind);
        yield return Row(it.Kind == Cases.Kind.Report ? "被举报人" : "被投诉人", it.Facts.Respondent?.Name);
        yield return Row("地址", it.Facts.Respondent?.Address);
        yield return Row(it.Kind == Cases.Kind.Report ? "违法线索" : "争议事实", it.Facts.Content);
        if (it.Kind == Cases.Kind.Complaint)
        {
            yield return Row("投诉请求", string.Join('、', it.Facts.Demands.Select(Codes.Demands.NameOf)));
        }
        yield return Row("分送理由", it.Routing?.Reason);
        foreach (var limit in it.Deadlines.Where(d => d is { IsOpen: true, LastDay: not null } && IsUnits(d.Stage)))
        {
            yield return Row($"法定{Codes.Stages.Name(limit.Stage)}期限", Filling.Latest(limit.LastDay!.Value));
        }
        yield return Paragraph("你单位不具备处理权限的，应当及时反馈12315投诉举报中心，不得自行移送。");
        yield return Paragraph("投诉人、举报人的信息请在案件页按权限查看，依法保密。");
    }

    private static bool IsUnits(Stage stage) => stage is Stage.Accept or Stage.Verify;
}
