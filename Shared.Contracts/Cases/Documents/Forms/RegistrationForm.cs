namespace Shared.Contracts.Cases.Documents.Forms;

/// <summary>登记表: what was said is recorded, also of an oral contact (Order 121 Art. 10, 28; Order 20 Art. 9, 24). Stays in the file.</summary>
internal sealed class RegistrationForm : DocumentForm
{
    public override DocumentKind Kind => DocumentKind.RegistrationForm;

    public override string Mark => "登";

    public override bool IsOfCentre => true;

    protected override bool HasSeal => false;

    public override bool Allows(Case it) => it is { Kind: not Cases.Kind.Consultation, ReceivedAt: not null };

    public override string Articles(OrderWords law, Kind kind) =>
        kind == Cases.Kind.Report ? law.RecordReport : law.RecordComplaint;

    protected override string HeadingOf(Case it) => $"市场监督管理{Codes.Kinds.Name(it.Kind)}登记表";

    protected override IEnumerable<DocumentPart> Parts(Filling f)
    {
        var (it, facts) = (f.It, f.It.Facts);
        var isReport = it.Kind == Cases.Kind.Report;
        var (person, other) = isReport ? ("举报人", "被举报人") : ("投诉人", "被投诉人");
        yield return Row("登记单位", "12315投诉举报中心");
        yield return Row("登记编号", it.Number.ToString());
        yield return Row($"{person}姓名", $"{f.Name.Or(f.From.Person?.Anonymous == true ? "匿名" : "未提供")}");
        yield return Row("联系电话", $"{f.Phone}");
        yield return Row("通讯地址", $"{f.Address}");
        yield return Row("身份证件", $"{IdType(f)} {f.IdNumber}");
        yield return Row("委托代理人", $"{f.Delegate}");
        yield return Row($"{other}名称", facts.Respondent?.Name);
        yield return Row("联系电话", facts.Respondent?.Phone);
        yield return Row("地址", facts.Respondent?.Address);
        yield return Row("统一社会信用代码", facts.Respondent?.CreditCode);
        yield return Row(
            "商品或者服务",
            Join(Codes.Categories.NameOrNothing(facts.Category), facts.Brand, facts.Goods)
        );
        yield return Row("问题类别", Codes.Problems.NameOrNothing(facts.Problem));
        yield return Row("发生时间", facts.OccurredAt is { } at ? Filling.Moment(at) : null);
        yield return Row("涉及金额", facts.Amount is { } amount ? $"{amount:0.00}元" : (string?)null);
        yield return Row(isReport ? "违法线索" : "争议事实", facts.Content);
        if (!isReport)
        {
            yield return Row("投诉请求", string.Join('、', facts.Demands.Select(Codes.Demands.NameOf)));
            yield return Row("公示意愿", Publication(f.From.Person));
        }
        yield return Row("随附材料", $"{f.From.Attachments}件");
        yield return Row("接收", $"{Codes.Channels.Name(it.Channel)}，{Filling.Moment(it.ArrivedAt)}");
        yield return Row("登记人", f.From.RegisteredBy);
        yield return Row("分送", it.Unit is { } unit ? Join(Codes.Units.Name(unit), it.Routing?.Reason) : null);
        yield return Sign("登记人（签名）", "");
        yield return Sign("审核人（签名）", "");
    }

    private static string? IdType(Filling f) =>
        f.From.Person is { IdNumber.Length: > 0, IdType: { } type } ? Codes.IdTypes.NameOf(type) : null;

    private static string Publication(Person? person) =>
        person?.AgreesToPublication switch
        {
            true => "同意公示",
            false => "不同意公示",
            null => "未表示",
        };

    private static string Join(params IEnumerable<string?> words) =>
        string.Join('　', words.Where(w => !string.IsNullOrEmpty(w)));
}
