using Shared.Contracts.Cases.Documents;

namespace Shared.Contracts.Cases;

/// <summary>
/// Every coded field with its Chinese names, as the hotline's registration form, the duty plan and the law use them.
/// </summary>
public static class Codes
{
    public static readonly CodeTable<Kind> Kinds = new(
        "kind",
        (Kind.Complaint, "投诉"),
        (Kind.Report, "举报"),
        (Kind.Consultation, "咨询")
    );

    public static readonly CodeTable<Channel> Channels = new(
        "channel",
        (Channel.Phone, "电话"),
        (Channel.Web, "互联网"),
        (Channel.App, "手机应用"),
        (Channel.Visit, "来访"),
        (Channel.Letter, "来信"),
        (Channel.Hotline12345, "12345热线转办"),
        (Channel.Assigned, "交办")
    );

    public static readonly CodeTable<CaseStatus> Statuses = new(
        "status",
        (CaseStatus.Arrived, "待接收"),
        (CaseStatus.Received, "已接收"),
        (CaseStatus.Routed, "已分流"),
        (CaseStatus.Acknowledged, "已签收"),
        (CaseStatus.Returned, "已退回"),
        (CaseStatus.Handled, "已处置"),
        (CaseStatus.Replied, "已反馈"),
        (CaseStatus.Closed, "办结"),
        (CaseStatus.Withdrawn, "已撤回"),
        (CaseStatus.Refused, "不予受理")
    );

    public static readonly CodeTable<Stage> Stages = new(
        "stage",
        (Stage.Receive, "接收"),
        (Stage.Route, "分流"),
        (Stage.Acknowledge, "签收"),
        (Stage.FirstFeedback, "首次反馈"),
        (Stage.OnSite, "到达现场"),
        (Stage.Handle, "处置"),
        (Stage.Reply, "反馈"),
        (Stage.ReportByPhone, "电话上报"),
        (Stage.ReportInWriting, "书面上报"),
        (Stage.DailyReport, "日报"),
        (Stage.Accept, "受理"),
        (Stage.Mediate, "调解"),
        (Stage.Notify, "告知"),
        (Stage.Verify, "核查"),
        (Stage.TellReporter, "告知举报人"),
        (Stage.Assigned, "上级交办期限"),
        (Stage.Supervised, "答复上级"),
        (Stage.TellDecision, "告知是否受理")
    );

    public static readonly CodeTable<Supervision> Supervisions = new(
        "supervision",
        (Supervision.Supervise, "督办"),
        (Supervision.Chase, "催办")
    );

    public static readonly CodeTable<Regime> Regimes = new(
        "regime",
        (Regime.Duty, "值班时限"),
        (Regime.Order20, "总局令第20号"),
        (Regime.Order121, "总局令第121号"),
        (Regime.Assigned, "上级交办")
    );

    public static readonly CodeTable<Unit> Units = new(
        "unit",
        (Unit.Coordination, "执法协调科"),
        (Unit.RapidResponse, "快速反应执法应急队伍")
    );

    public static readonly CodeTable<Lane> Lanes = new("lane", (Lane.Duty, "值班"), (Lane.Routine, "日常"));

    public static readonly CodeTable<Level> Levels = new(
        "level",
        (Level.Normal, "一般"),
        (Level.Urgent, "紧急"),
        (Level.Critical, "特别紧急")
    );

    public static readonly CodeTable<Role> Roles = new(
        "role",
        (Role.Operator, "接线员"),
        (Role.Coordinator, "协调员"),
        (Role.Enforcer, "执法员"),
        (Role.DutyLeader, "带班领导"),
        (Role.Province, "省局"),
        (Role.Admin, "管理员")
    );

    public static readonly CodeTable<AssignedBy> Assigners = new(
        "assignedBy",
        (AssignedBy.State, "总局"),
        (AssignedBy.Province, "省局")
    );

    public static readonly CodeTable<RoutedBy> RoutedBys = new(
        "routedBy",
        (RoutedBy.Message, "自动分流"),
        (RoutedBy.Sweep, "补漏分流"),
        (RoutedBy.Hand, "人工分流"),
        (RoutedBy.Escalation, "超期升级分流")
    );

    public static readonly CodeTable<ImportantLevel> ImportantLevels = new(
        "importantLevel",
        (ImportantLevel.Major, "重大"),
        (ImportantLevel.Serious, "特别重大")
    );

    public static readonly CodeTable<ContactPurpose> ContactPurposes = new(
        "contactPurpose",
        (ContactPurpose.Chase, "催办"),
        (ContactPurpose.Supplement, "补充")
    );

    public static readonly CodeTable<ReportMethod> ReportMethods = new(
        "reportMethod",
        (ReportMethod.Phone, "电话"),
        (ReportMethod.Writing, "书面")
    );

    public static readonly CodeTable<ReplyMethod> ReplyMethods = new(
        "replyMethod",
        (ReplyMethod.Phone, "电话"),
        (ReplyMethod.Sms, "短信"),
        (ReplyMethod.Letter, "信函"),
        (ReplyMethod.Visit, "上门"),
        (ReplyMethod.Platform, "平台"),
        (ReplyMethod.Email, "电子邮件")
    );

    public static readonly CodeTable Satisfactions = new(
        "satisfaction",
        ("verySatisfied", "非常满意"),
        ("satisfied", "满意"),
        ("fair", "一般"),
        ("dissatisfied", "不满意")
    );

    /// <summary>Goods and services of the national 12315 platform.</summary>
    public static readonly CodeTable Categories = new(
        "category",
        ("food", "食品"),
        ("tobaccoAlcoholBeverages", "烟酒饮料"),
        ("clothing", "服装鞋帽"),
        ("householdGoods", "家居用品"),
        ("homeAppliances", "家用电器"),
        ("telecomProducts", "通讯产品"),
        ("vehicles", "交通工具"),
        ("renovationMaterials", "装修建材"),
        ("jewellery", "首饰"),
        ("cosmetics", "化妆品"),
        ("medicines", "药品"),
        ("medicalDevices", "医疗器械"),
        ("specialEquipment", "特种设备"),
        ("otherGoods", "其他商品"),
        ("cateringLodging", "餐饮住宿"),
        ("beautyHairBath", "美容美发洗浴"),
        ("cultureSports", "文化娱乐体育"),
        ("education", "教育培训"),
        ("sales", "销售"),
        ("parking", "停车"),
        ("telecomServices", "电信"),
        ("laundry", "洗涤"),
        ("repair", "维修"),
        ("tourism", "旅游"),
        ("otherServices", "其他服务")
    );

    public static readonly CodeTable Problems = new(
        "problem",
        ("quality", "质量"),
        ("afterSales", "售后服务"),
        ("foodSafety", "食品安全"),
        ("contract", "合同"),
        ("price", "价格"),
        ("advertising", "广告"),
        ("measurement", "计量"),
        ("safety", "安全"),
        ("counterfeit", "假冒"),
        ("falsePublicity", "虚假宣传"),
        ("unfairCompetition", "不正当竞争"),
        ("personalRights", "人身权利"),
        ("unlicensed", "无照经营"),
        ("other", "其他")
    );

    /// <summary>Districts of Jincheng.</summary>
    public static readonly CodeTable Districts = new(
        "district",
        ("urban", "城区"),
        ("zezhou", "泽州县"),
        ("gaoping", "高平市"),
        ("yangcheng", "阳城县"),
        ("lingchuan", "陵川县"),
        ("qinshui", "沁水县"),
        ("developmentZone", "开发区")
    );

    /// <summary>Demands of the official complaint form (2026-04).</summary>
    public static readonly CodeTable Demands = new(
        "demands",
        ("repair", "修理"),
        ("redo", "重作"),
        ("replace", "更换"),
        ("returnGoods", "退货"),
        ("makeUpQuantity", "补足商品数量"),
        ("refund", "退还货款和服务费用"),
        ("compensation", "赔偿损失")
    );

    public static readonly CodeTable VulnerableGroups = new(
        "vulnerable",
        ("child", "未成年人"),
        ("elder", "老年人"),
        ("disabled", "残疾人"),
        ("pregnant", "孕妇"),
        ("patient", "病人")
    );

    public static readonly CodeTable IdTypes = new(
        "idType",
        ("residentId", "居民身份证"),
        ("passport", "护照"),
        ("residencePermit", "港澳台居民居住证"),
        ("creditCode", "统一社会信用代码"),
        ("other", "其他")
    );

    public static readonly CodeTable ReturnReasons = new(
        "returnReason",
        ("missingElements", "缺失要素"),
        ("unclear", "表述不清"),
        ("wrongKind", "类型有误"),
        ("addressUnknown", "地址不详"),
        ("duplicate", "重复受理"),
        ("withdrawn", "撤诉"),
        ("notCompetent", "不属本职"),
        ("other", "其他")
    );

    /// <summary>Grounds for not accepting a complaint: Order 121 Art. 16 (1) to (7).</summary>
    public static readonly CodeTable RefusalGrounds = new(
        "refusalGround",
        ("notCompetent", "不属于市场监督管理部门职责或者本机关不具有处理权限"),
        ("alreadyHandled", "已经受理或者处理过同一消费者权益争议"),
        ("notConsumer", "不是为生活消费需要或者不能证明存在消费者权益争议"),
        ("overThreeYears", "自知道或者应当知道权益受到侵害之日起超过三年"),
        ("materialsMissingOrFalse", "未提供规定的材料或者提供虚假材料"),
        ("identityRefused", "冒用他人名义或者拒不配合核验真实身份信息"),
        ("otherLaw", "法律、法规、规章规定不予受理的其他情形")
    );

    /// <summary>Grounds on which a mediation ends: Order 121 Art. 23 (1) to (8).</summary>
    public static readonly CodeTable MediationEndGrounds = new(
        "mediationEndGround",
        ("withdrawnOrSettled", "投诉人撤回投诉或者双方自行和解"),
        ("refusedToTakePart", "无正当理由不参加调解或者明确拒绝调解"),
        ("noAgreement", "经组织调解明确表示无法达成调解协议"),
        ("feesNotAgreed", "对鉴定、检测费用承担无法协商一致"),
        ("timeUp", "规定期限内未能达成调解协议"),
        ("notAcceptable", "受理后发现不予受理或者应当移送的情形"),
        ("partyGone", "投诉人、被投诉人死亡或者主体资格灭失"),
        ("otherByLaw", "法律、法规、规章规定的应当终止调解的其他情形")
    );

    public static readonly CodeTable ComplaintOutcomes = new(
        "complaintOutcome",
        ("mediated", "达成调解"),
        ("notMediated", "未达成调解"),
        ("mediationEnded", "终止调解"),
        ("transferred", "移送"),
        ("other", "其他")
    );

    public static readonly CodeTable ReportOutcomes = new(
        "reportOutcome",
        ("substantiated", "属实"),
        ("unsubstantiated", "不实"),
        ("revoked", "撤销"),
        ("caseFiled", "立案"),
        ("transferred", "移送")
    );

    public static readonly CodeTable TransferTargets = new(
        "transferTarget",
        ("police", "公安机关"),
        ("authority", "其他行政机关")
    );

    public static readonly CodeTable<DocumentKind> DocumentKinds = new(
        "documentKind",
        (DocumentKind.RegistrationForm, "登记表"),
        (DocumentKind.RoutingNotice, "分送通知书"),
        (DocumentKind.Acceptance, "受理通知书"),
        (DocumentKind.Refusal, "不予受理通知书"),
        (DocumentKind.IdentityProof, "身份证明材料通知书"),
        (DocumentKind.MediationNotice, "调解通知书"),
        (DocumentKind.MediationEnd, "终止调解通知书"),
        (DocumentKind.MediationAgreement, "调解书"),
        (DocumentKind.ReportResult, "举报处理结果告知书")
    );

    public static readonly IReadOnlyList<CodeTable> All =
    [
        Kinds,
        Channels,
        Statuses,
        Stages,
        Regimes,
        Units,
        Lanes,
        Levels,
        Roles,
        Assigners,
        RoutedBys,
        ImportantLevels,
        ContactPurposes,
        Supervisions,
        ReportMethods,
        ReplyMethods,
        Satisfactions,
        Categories,
        Problems,
        Districts,
        Demands,
        VulnerableGroups,
        IdTypes,
        ReturnReasons,
        RefusalGrounds,
        MediationEndGrounds,
        ComplaintOutcomes,
        ReportOutcomes,
        TransferTargets,
        DocumentKinds,
    ];

    public static CodeTable OutcomesOf(Kind kind) => kind == Kind.Report ? ReportOutcomes : ComplaintOutcomes;
}
