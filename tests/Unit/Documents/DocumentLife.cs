using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Documents;
using Shared.Contracts.Cases.Steps;
using Unit.Cases;

namespace Unit.Documents;

/// <summary>Cases that documents are issued of, and what stands on them.</summary>
internal static class DocumentLife
{
    public static readonly Person Person = new()
    {
        Name = "欧阳晓明",
        Phone = "13812345678",
        Address = "晋城市城区凤台街1号",
        IdType = "residentId",
        IdNumber = "140502198001011234",
    };

    public static readonly Facts Facts = new()
    {
        Content = "购买的电饭煲三天后不能加热，店家拒绝退货",
        Respondent = new Respondent
        {
            Name = "晋城某电器行",
            Address = "晋城市城区红星街9号",
            CreditCode = "91140500MA0000000X",
        },
        Demands = ["returnGoods", "refund"],
        Amount = 399m,
    };

    /// <summary>What issuers fill in, right for every kind.</summary>
    public static DocumentFields Fields(DateTimeOffset now) =>
        new()
        {
            Ground = "noAgreement",
            Materials = "居民身份证复印件",
            DueOn = Shanghai.DayOf(now).AddDays(5),
            MeetAt = now.AddDays(3),
            Place = "市监局二楼调解室",
            Mediator = "李强",
            Terms = "一、店家退还货款399元；\n二、双方再无争议。",
            Result = "对当事人立案调查",
            Basis = "《药品管理法》第一百零六条",
            Contact = "张伟 0356-12315",
        };

    /// <summary>The day of receipt that makes the law: 13 May 2026 under Order 121, 14 March 2026 under Order 20.</summary>
    public static DateTimeOffset ReceivedUnder(Regime law) =>
        law == Regime.Order121 ? CaseLife.OutsideWindow : CaseLife.InWindow;

    /// <summary>A case at the point at which this document is issued.</summary>
    public static CaseLife At(DocumentKind kind, Regime law)
    {
        var life = CaseLife.Begin(
            ReceivedUnder(law),
            kind == DocumentKind.ReportResult ? Kind.Report : Kind.Complaint,
            Facts
        );
        if (kind == DocumentKind.RegistrationForm)
        {
            return life;
        }
        life.RouteTo(Team.Coordination).Do(Step.Acknowledge, CaseLife.Coordinator);
        switch (kind)
        {
            case DocumentKind.Refusal:
                return life.Do(Step.Refuse, CaseLife.Coordinator);
            case DocumentKind.ReportResult:
                return life.Do(Step.Handle, CaseLife.Coordinator);
            case DocumentKind.Acceptance or DocumentKind.MediationNotice:
                return life.Do(Step.Accept, CaseLife.Coordinator);
            case DocumentKind.MediationEnd:
                return life.Do(Step.Accept, CaseLife.Coordinator).Do(Ended(life, "notMediated"));
            case DocumentKind.MediationAgreement:
                return life.Do(Step.Accept, CaseLife.Coordinator).Do(Ended(life, "mediated"));
            default:
                return life;
        }
    }

    public static Handle Ended(CaseLife life, string outcome) =>
        new(life.Call(CaseLife.Coordinator)) { Outcome = outcome, Summary = "双方各执一词" };

    public static DocumentSources Sources =>
        new()
        {
            Person = Person,
            RegisteredBy = "王芳",
            RefusalGround = "notConsumer",
            RefusalReason = "一次购买三百件，明显超出生活消费需要",
            HandlingSummary = "双方各执一词",
        };

    public static IssueDocument Issue(
        this CaseLife life,
        DocumentKind kind,
        DocumentFields? fields = null,
        DocumentSources? sources = null,
        Actor? actor = null,
        int serial = 12
    ) =>
        new(life.Call(actor ?? (life.It.Unit is null ? CaseLife.Operator : life.OfUnit())))
        {
            Kind = kind,
            Fields = fields ?? Fields(life.Now),
            Sources = sources ?? Sources,
            Serial = serial,
        };

    public static DocumentText Issued(this CaseLife life, IssueDocument command) =>
        life.Do(command).Last.Document!.Text;

    /// <summary>All that stands on the paper, a line each part.</summary>
    public static string Read(this DocumentText text, bool masked = false) =>
        string.Join(
            '\n',
            [
                text.Heading,
                text.Number,
                .. text.Parts.Select(p =>
                    p.Label + " " + string.Concat(p.Runs.Select(r => masked ? r.Masked ?? r.Text : r.Text))
                ),
                text.Bureau,
            ]
        );
}
