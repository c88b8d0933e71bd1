using Shared.Contracts.Cases.Steps;

namespace Shared.Contracts.Cases.Documents.Forms;

/// <summary>
/// 终止调解通知书: both sides are told within 7 working days that the mediation has ended, and on which ground (Order 121
/// Art. 23, 25; Order 20 Art. 21; consumer law Art. 39).
/// </summary>
internal sealed class MediationEndNotice : DocumentForm
{
    public override DocumentKind Kind => DocumentKind.MediationEnd;

    public override string Mark => "投终";

    public override bool IsForRespondent => true;

    public override IReadOnlyList<DocumentField> Asks { get; } =
    [new(DocumentField.OfGround, "终止调解的情形", FieldShape.EndGround, Required: false), DocumentField.Contact];

    public override bool Allows(Case it) =>
        IsAcceptedComplaint(it)
        && (it.Status == CaseStatus.Withdrawn || it.Outcome is { } outcome && Mediation.IsEndedBy(it.Kind, outcome));

    public override string Articles(OrderWords law, Kind kind) => law.End;

    public override DocumentFields Beginning(Filling filling) => new() { Ground = GroundOf(filling) };

    protected override DocumentFault? Fault(Filling filling)
    {
        var known = Known(filling);
        if (known is not null && filling.Given.Ground is { } given && given != known)
        {
            return Wrong($"案件记录的情形是“{Codes.MediationEndGrounds.NameOf(known)}”，文书应与案件一致");
        }
        if (GroundOf(filling) is not { } ground)
        {
            return Wrong("请选一种情形");
        }
        if (OrderWords.Find(filling.Law.EndGrounds, ground) is null)
        {
            return Wrong($"{filling.Law.Name}{filling.Law.End}没有这一情形，请另选");
        }
        return known is null && Mediation.TooEarly(filling.It, ground, filling.It.HandledAt ?? filling.Now) is { } early
            ? Wrong(early)
            : null;
    }

    protected override IEnumerable<DocumentPart> Parts(Filling f)
    {
        var (item, words) = OrderWords.Find(f.Law.EndGrounds, GroundOf(f)) ?? ("", Filling.Blank);
        yield return ToBoth(f);
        yield return Paragraph(
            $"本机关于{Filling.Day(f.It.AcceptedAt)}受理的{f.Name.Or("投诉人")}与{f.Respondent}的消费者权益争议（登记编号{f.It.Number}），有{f.Law.Name}{f.Law.End}第一款{item}规定的情形：{words}。依据该条规定，本机关于{Filling.Day(f.It.HandledAt ?? f.From.WithdrawnAt)}决定终止调解。"
        );
        yield return Paragraph($"本机关自作出终止调解决定之日起七个工作日内{Until(f)}告知投诉人和被投诉人。");
        yield return Paragraph(
            f.Law.AfterEnd is { } article
                ? $"对终止调解决定不服的，可以依照{f.Law.Name}{article}和{OrderWords.OtherWaysArticle}规定，通过下列其他途径解决消费者权益争议："
                : $"可以依照{OrderWords.OtherWaysArticle}规定，通过下列其他途径解决消费者权益争议："
        );
        foreach (var part in OtherWays().Concat(ContactLine(f)))
        {
            yield return part;
        }
    }

    /// <summary>What the case says, or else the issuer.</summary>
    private static string? GroundOf(Filling f) => Known(f) ?? f.Given.Ground;

    /// <summary>A complaint taken back names its ground by itself.</summary>
    private static string? Known(Filling f) =>
        f.From.EndGround
        ?? f.It.Law.MediationEnd
        ?? (f.It.Status == CaseStatus.Withdrawn ? Mediation.WithdrawnOrSettled : null);

    /// <summary>The last day, where the case runs that clock and its year's holidays are known.</summary>
    private static string Until(Filling f) =>
        f.It.Deadlines.LastOrDefault(d => d is { Stage: Stage.Notify, LastDay: not null, Provisional: false }) is { } d
            ? $"，{Filling.Latest(d.LastDay!.Value)}，"
            : "";

    private static DocumentFault Wrong(string message) => new(DocumentField.OfGround, message);
}
