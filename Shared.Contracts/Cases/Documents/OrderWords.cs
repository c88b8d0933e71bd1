namespace Shared.Contracts.Cases.Documents;

/// <summary>A ground of the law: its code, and its words, which name the item by their place in the list.</summary>
public sealed record LawGround(string Code, string Words);

/// <summary>An article, and what it says.</summary>
public sealed record LawArticle(string Article, string Words);

/// <summary>What documents cite of the order that a case falls under by its day of receipt.</summary>
public sealed record OrderWords
{
    /// <summary>Ways to settle a dispute, beside a complaint to the bureau: consumer law Art. 39.</summary>
    public static readonly IReadOnlyList<string> OtherWays =
    [
        "（一）与经营者协商和解；",
        "（二）请求消费者协会或者依法成立的其他调解组织调解；",
        "（三）向有关行政部门投诉；",
        "（四）根据与经营者达成的仲裁协议提请仲裁机构仲裁；",
        "（五）向人民法院提起诉讼。",
    ];

    public const string OtherWaysArticle = "《中华人民共和国消费者权益保护法》第三十九条";

    private const string Ordinals = "一二三四五六七八";

    private static readonly OrderWords Order121 = new()
    {
        Name = "《市场监督管理投诉举报处理办法》",
        FullName = "《市场监督管理投诉举报处理办法》（国家市场监督管理总局令第121号）",
        RecordComplaint = "第十条",
        RecordReport = "第二十八条",
        Identity = "第十条",
        Accept = "第十五条",
        Refuse = "第十六条",
        Consent = "第十八条",
        Meeting = "第二十条",
        Withdrawal = "第二十一条",
        Appraisal = "第二十二条",
        End = "第二十三条",
        Agreement = "第二十四条",
        AfterEnd = "第二十五条",
        Tell = "第三十六条",
        Secret = "第三十七条",
        Route = "第四十一条",
        Police = "第四十二条",
        Repeat = new LawArticle(
            "第三十五条第二款",
            "对于同一举报人以补充新的事实为由再次举报同一被举报人的，可以合并处理，并自收到最后一次举报之日起重新计算处理期限"
        ),
        Clue = new LawArticle(
            "第二十七条第一款",
            "在调解中发现涉嫌违反市场监督管理法律、法规、规章线索的，自发现之日起十五个工作日内予以核查；特殊情况下经负责人批准可以延长十五个工作日"
        ),
        MediationLimit = "六十日",
        RefusalGrounds =
        [
            new("notCompetent", "投诉事项不属于市场监督管理部门职责，或者本行政机关不具有处理权限的"),
            new(
                "alreadyHandled",
                "法院、仲裁机构、市场监督管理部门或者其他行政机关、消费者协会已经受理或者处理过同一消费者权益争议的"
            ),
            new(
                "notConsumer",
                "不是为生活消费需要购买、使用商品或者接受服务，或者不能证明与被投诉人之间存在消费者权益争议的"
            ),
            new("overThreeYears", "除法律另有规定外，投诉人知道或者应当知道自己的权益受到被投诉人侵害之日起超过三年的"),
            new("materialsMissingOrFalse", "未提供本办法第十条第一款、第十一条规定的材料，或者提供虚假材料的"),
            new("identityRefused", "冒用他人名义或者拒不配合市场监督管理部门核验真实身份信息的"),
            new("otherLaw", "法律、法规、规章规定不予受理的其他情形"),
        ],
        EndGrounds =
        [
            new("withdrawnOrSettled", "投诉人撤回投诉或者双方自行和解的"),
            new("refusedToTakePart", "投诉人、被投诉人无正当理由不参加调解，或者明确拒绝调解的"),
            new("noAgreement", "经组织调解，投诉人或者被投诉人明确表示无法达成调解协议的"),
            new("feesNotAgreed", "投诉人与被投诉人对鉴定、检测费用承担无法协商一致的"),
            new("timeUp", "自投诉受理之日起六十日内投诉人和被投诉人未能达成调解协议的"),
            new("notAcceptable", "市场监督管理部门受理投诉后，发现存在本办法第十六条、第四十二条规定情形的"),
            new("partyGone", "投诉人、被投诉人死亡或者主体资格灭失的"),
            new("otherByLaw", "法律、法规、规章规定的应当终止调解的其他情形"),
        ],
    };

    private static readonly OrderWords Order20 = new()
    {
        Name = "《市场监督管理投诉举报处理暂行办法》",
        FullName = "《市场监督管理投诉举报处理暂行办法》（国家市场监督管理总局令第20号）",
        RecordComplaint = "第九条",
        RecordReport = "第二十四条",
        Identity = "第九条、第十条",
        Accept = "第十四条",
        Refuse = "第十五条",
        Consent = "第十六条",
        Meeting = "第十八条",
        Withdrawal = "第十九条",
        Appraisal = "第二十条",
        End = "第二十一条",
        Agreement = "第二十二条",
        AfterEnd = null,
        Tell = "第三十一条、第三十二条",
        Secret = "第三十三条",
        Route = "第三十七条",
        Police = null,
        Repeat = null,
        Clue = new LawArticle(
            "第二十三条第一款",
            "在调解中发现涉嫌违反市场监督管理法律、法规、规章线索的，自发现之日起十五个工作日内予以核查；特殊情况下可以延长十五个工作日"
        ),
        MediationLimit = "四十五个工作日",
        RefusalGrounds =
        [
            new("notCompetent", "投诉事项不属于市场监督管理部门职责，或者本行政机关不具有处理权限的"),
            new(
                "alreadyHandled",
                "法院、仲裁机构、市场监督管理部门或者其他行政机关、消费者协会或者依法成立的其他调解组织已经受理或者处理过同一消费者权益争议的"
            ),
            new(
                "notConsumer",
                "不是为生活消费需要购买、使用商品或者接受服务，或者不能证明与被投诉人之间存在消费者权益争议的"
            ),
            new("overThreeYears", "除法律另有规定外，投诉人知道或者应当知道自己的权益受到被投诉人侵害之日起超过三年的"),
            new("materialsMissingOrFalse", "未提供本办法第九条第一款和第十条规定的材料的"),
            new("otherLaw", "法律、法规、规章规定不予受理的其他情形"),
        ],
        EndGrounds =
        [
            new("withdrawnOrSettled", "投诉人撤回投诉或者双方自行和解的"),
            new(
                "feesNotAgreed",
                "投诉人与被投诉人对委托承担检定、检验、检测、鉴定工作的技术机构或者费用承担无法协商一致的"
            ),
            new("refusedToTakePart", "投诉人或者被投诉人无正当理由不参加调解，或者被投诉人明确拒绝调解的"),
            new("noAgreement", "经组织调解，投诉人或者被投诉人明确表示无法达成调解协议的"),
            new("timeUp", "自投诉受理之日起四十五个工作日内投诉人和被投诉人未能达成调解协议的"),
            new("notAcceptable", "市场监督管理部门受理投诉后，发现存在本办法第十五条规定情形的"),
            new("otherByLaw", "法律、法规、规章规定的应当终止调解的其他情形"),
        ],
    };

    public required string Name { get; init; }

    /// <summary>With the number of the order.</summary>
    public required string FullName { get; init; }
    public required string RecordComplaint { get; init; }
    public required string RecordReport { get; init; }

    /// <summary>Proof of identity; Order 20 asks for it of delegates only.</summary>
    public required string Identity { get; init; }
    public required string Accept { get; init; }
    public required string Refuse { get; init; }
    public required string Consent { get; init; }

    /// <summary>Time, place and mediator are told before a meeting.</summary>
    public required string Meeting { get; init; }

    /// <summary>回避 of a mediator.</summary>
    public required string Withdrawal { get; init; }
    public required string Appraisal { get; init; }
    public required string End { get; init; }
    public required string Agreement { get; init; }

    /// <summary>What is left to whoever does not accept the end; Order 20 does not say.</summary>
    public required string? AfterEnd { get; init; }

    /// <summary>A reporter is told the result.</summary>
    public required string Tell { get; init; }

    /// <summary>A reporter's identity is secret.</summary>
    public required string Secret { get; init; }
    public required string Route { get; init; }
    public required string MediationLimit { get; init; }

    /// <summary>A complaint that is itself fraud or extortion goes to the police; Order 20 has no such article.</summary>
    public required string? Police { get; init; }

    /// <summary>A repeated report with new facts is merged and the limit begins again; Order 20 has no such rule.</summary>
    public required LawArticle? Repeat { get; init; }

    /// <summary>What is found in a mediation is verified from the day of the finding.</summary>
    public required LawArticle Clue { get; init; }

    /// <summary>In the order of the law's items.</summary>
    public required IReadOnlyList<LawGround> RefusalGrounds { get; init; }

    /// <summary>In the order of the law's items.</summary>
    public required IReadOnlyList<LawGround> EndGrounds { get; init; }

    /// <summary>The grounds of this order alone, by item, to choose from.</summary>
    public CodeTable RefusalChoices => Choices(Codes.RefusalGrounds, RefusalGrounds);

    /// <summary>The grounds of this order alone, by item, to choose from.</summary>
    public CodeTable EndChoices => Choices(Codes.MediationEndGrounds, EndGrounds);

    public static OrderWords Of(Case it) =>
        Of(it.Deadlines.Any(d => d.Regime == Regime.Order20) ? Regime.Order20 : Regime.Order121);

    /// <summary>Of one of the two orders.</summary>
    public static OrderWords Of(Regime regime) => regime == Regime.Order20 ? Order20 : Order121;

    /// <summary>A ground with its item, such as <c>第三项</c>; nothing where this order knows none of that code.</summary>
    public static (string Item, string Words)? Find(IReadOnlyList<LawGround> grounds, string? code)
    {
        for (var i = 0; i < grounds.Count; i++)
        {
            if (grounds[i].Code == code)
            {
                return ($"第{Ordinals[i]}项", grounds[i].Words);
            }
        }
        return null;
    }

    private static CodeTable Choices(CodeTable all, IReadOnlyList<LawGround> grounds) =>
        new(all.Field, grounds.Select((g, i) => (g.Code, $"（{Ordinals[i]}）{g.Words}")));
}
