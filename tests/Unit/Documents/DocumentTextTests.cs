using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Documents;
using Unit.Cases;

namespace Unit.Documents;

/// <summary>What stands on each document, filled from a case under either order.</summary>
public sealed class DocumentTextTests
{
    private const string Law121 = "《市场监督管理投诉举报处理办法》";
    private const string Law20 = "《市场监督管理投诉举报处理暂行办法》";

    private static readonly string[] OtherWays =
    [
        "《中华人民共和国消费者权益保护法》第三十九条",
        "与经营者协商和解",
        "请求消费者协会或者依法成立的其他调解组织调解",
        "向有关行政部门投诉",
        "提请仲裁机构仲裁",
        "向人民法院提起诉讼",
    ];

    /// <summary>Each kind, its mark and heading, and what it must say under Order 121 and under Order 20.</summary>
    private static readonly (DocumentKind Kind, string Mark, string Heading, string[] By121, string[] By20)[] Table =
    [
        (
            DocumentKind.RegistrationForm,
            "登",
            "市场监督管理投诉登记表",
            [
                "投诉人姓名 欧阳晓明",
                "13812345678",
                "居民身份证 140502198001011234",
                "退货、退还货款和服务费用",
                "399.00元",
                "登记人 王芳",
            ],
            ["投诉人姓名 欧阳晓明", "争议事实 购买的电饭煲"]
        ),
        (
            DocumentKind.RoutingNotice,
            "分送",
            "分送通知书",
            [$"{Law121}第四十一条", "执法协调科：", "不得自行移送", "法定受理期限 最迟2026年5月22日（含当日）"],
            [$"{Law20}第三十七条", "法定受理期限 最迟2026年3月24日（含当日）"]
        ),
        (
            DocumentKind.IdentityProof,
            "投证",
            "身份证明材料通知书",
            [
                "为核验投诉人的真实身份信息",
                $"{Law121}第十条",
                "请你（单位）最迟2026年5月18日（含当日）",
                "居民身份证复印件",
                $"{Law121}第十六条",
            ],
            [$"{Law20}第九条、第十条", "请你（单位）最迟2026年3月19日（含当日）", $"{Law20}第十五条"]
        ),
        (
            DocumentKind.Acceptance,
            "投受",
            "受理通知书",
            ["欧阳晓明：", $"{Law121}第十五条", "自2026年5月13日起予以受理", "六十日内", "第二十三条"],
            [$"{Law20}第十四条", "自2026年3月14日起予以受理", "四十五个工作日内", "第二十一条"]
        ),
        (
            DocumentKind.Refusal,
            "投不受",
            "不予受理通知书",
            [$"{Law121}第十六条第三项", "不是为生活消费需要", "一次购买三百件", "第十五条", .. OtherWays],
            [$"{Law20}第十五条第三项", "不是为生活消费需要", "第十四条", .. OtherWays]
        ),
        (
            DocumentKind.MediationNotice,
            "投调",
            "调解通知书",
            [
                "欧阳晓明、晋城某电器行：",
                $"{Law121}第十八条、第二十条",
                "时间 2026年5月16日10时00分",
                "地点 市监局二楼调解室",
                "调解人员 李强",
                "第二十一条",
            ],
            [$"{Law20}第十六条、第十八条", "时间 2026年3月17日9时00分", "第十九条"]
        ),
        (
            DocumentKind.MediationEnd,
            "投终",
            "终止调解通知书",
            [
                "欧阳晓明、晋城某电器行：",
                $"{Law121}第二十三条第一款第三项",
                "明确表示无法达成调解协议",
                "七个工作日内",
                $"{Law121}第二十五条",
                .. OtherWays,
            ],
            [$"{Law20}第二十一条第一款第四项", "明确表示无法达成调解协议", "七个工作日内", .. OtherWays]
        ),
        (
            DocumentKind.MediationAgreement,
            "投调书",
            "调解书",
            [
                $"{Law121}第二十四条",
                "店家退还货款399元",
                "投诉人（签字或者盖章）",
                "被投诉人（签字或者盖章）",
                "调解人员 李强",
                "双方各执一份",
            ],
            [$"{Law20}第二十二条", "双方再无争议"]
        ),
        (
            DocumentKind.ReportResult,
            "举告",
            "举报处理结果告知书",
            [
                "欧阳晓明：",
                $"{Law121}第三十六条和《药品管理法》第一百零六条",
                "处理结果为：属实",
                "对当事人立案调查",
                "第三十七条",
            ],
            [$"{Law20}第三十一条、第三十二条", "第三十三条"]
        ),
    ];

    private static IEnumerable<TestCaseData> Texts() =>
        Table.SelectMany(row =>
            new[] { (Regime.Order121, row.By121), (Regime.Order20, row.By20) }.Select(law =>
                new TestCaseData(row.Kind, law.Item1, row.Mark, row.Heading, law.Item2).SetArgDisplayNames(
                    $"{row.Kind}",
                    $"{law.Item1}"
                )
            )
        );

    private static IEnumerable<DocumentKind> Kinds => Enum.GetValues<DocumentKind>();

    private static IEnumerable<DocumentKind> ForRespondents => Kinds.Where(k => DocumentForms.Of(k).IsForRespondent);

    [TestCaseSource(nameof(Texts))]
    public void ADocument_IsFilledFromTheCase_ByTheLawOfItsDay(
        DocumentKind kind,
        Regime law,
        string mark,
        string heading,
        string[] says
    )
    {
        var life = DocumentLife.At(kind, law);

        var text = life.Issued(life.Issue(kind));

        var read = text.Read();
        Assert.Multiple(() =>
        {
            Assert.That(text.Heading, Is.EqualTo(heading));
            Assert.That(text.Number, Is.EqualTo($"晋市监{mark}〔2026〕12号"));
            Assert.That(text.Bureau, Is.EqualTo("晋城市市场监督管理局"));
            Assert.That(text.Day, Is.EqualTo(Shanghai.DayOf(life.Now)));
            foreach (var words in says)
            {
                Assert.That(read, Does.Contain(words));
            }
            Assert.That(read, Does.Not.Contain(law == Regime.Order121 ? Law20 : Law121), "the other order");
            Assert.That(read, Does.Not.Contain(Filling.Blank));
        });
    }

    [Test]
    public void Table_NamesEveryKind() => Assert.That(Table.Select(r => r.Kind), Is.EquivalentTo(Kinds));

    [Test]
    public void TheOrder_ChangesAtMidnightInShanghai()
    {
        var form = DocumentForms.Of(DocumentKind.Acceptance);
        var first = Shanghai.At(2026, 4, 15, 0);

        Assert.That(
            form.BasisOf(CaseLife.Begin(first.AddTicks(-1)).It),
            Does.EndWith("（国家市场监督管理总局令第20号）第十四条")
        );
        Assert.That(
            form.BasisOf(CaseLife.Begin(first.ToUniversalTime()).It),
            Does.EndWith("（国家市场监督管理总局令第121号）第十五条")
        );
    }

    [Test]
    public void TheGroundsOfOrder121_AreTheCodes_InTheOrderOfTheLaw()
    {
        var law = OrderWords.Of(DocumentLife.At(DocumentKind.RegistrationForm, Regime.Order121).It);

        Assert.That(
            law.RefusalGrounds.Select(g => g.Code),
            Is.EqualTo(Shared.Contracts.Cases.Codes.RefusalGrounds.Entries.Select(e => e.Code))
        );
        Assert.That(
            law.EndGrounds.Select(g => g.Code),
            Is.EqualTo(Shared.Contracts.Cases.Codes.MediationEndGrounds.Entries.Select(e => e.Code))
        );
    }

    [TestCaseSource(nameof(ForRespondents))]
    public void WhatTheRespondentGets_HoldsTheNameAlone_AndNoReporter(DocumentKind kind)
    {
        var life = DocumentLife.At(kind, Regime.Order121);

        var read = life.Issued(life.Issue(kind)).Read();

        Assert.That(read, Does.Contain(DocumentLife.Person.Name));
        foreach (
            var secret in new[] { DocumentLife.Person.Phone, DocumentLife.Person.Address, DocumentLife.Person.IdNumber }
        )
        {
            Assert.That(read, Does.Not.Contain(secret));
        }
        foreach (var status in Enum.GetValues<CaseStatus>().Except([CaseStatus.Refused]))
        {
            var report = CaseLife.In(status, Kind.Report).It with { AcceptedAt = life.Now };
            Assert.That(DocumentForms.Of(kind).Allows(report), Is.False, $"{status}");
        }
    }

    [Test]
    public void Masked_AComplainantKeepsTheFirstCharacter_AReporterNothing()
    {
        var complaint = DocumentLife.At(DocumentKind.RegistrationForm, Regime.Order121);
        var report = CaseLife.Begin(kind: Kind.Report, facts: DocumentLife.Facts);

        var ofComplaint = complaint.Issued(complaint.Issue(DocumentKind.RegistrationForm));
        var ofReport = report.Issued(report.Issue(DocumentKind.RegistrationForm));

        Assert.That(ofComplaint.HoldsPeople && ofReport.HoldsPeople, Is.True);
        Assert.That(ofComplaint.Read(masked: true), Does.Contain("欧**").And.Contain("138****5678"));
        Assert.That(ofReport.Read(masked: true), Does.Contain("举报人姓名 （依法保密）"));
        foreach (var secret in new[] { "晓明", "1234567", "凤台街", "198001" })
        {
            Assert.That(ofComplaint.Read(masked: true), Does.Not.Contain(secret));
            Assert.That(ofReport.Read(masked: true), Does.Not.Contain(secret).And.Not.Contain("欧"));
        }
    }

    [Test]
    public void ARoutingNotice_TellsNobodyWhoItIs()
    {
        var life = DocumentLife.At(DocumentKind.RoutingNotice, Regime.Order121);

        Assert.That(life.Issued(life.Issue(DocumentKind.RoutingNotice)).HoldsPeople, Is.False);
    }

    [Test]
    public void TheTimeline_SaysWhichAndItsNumber_AndTheFeedNothing()
    {
        var life = DocumentLife.At(DocumentKind.Acceptance, Regime.Order121);

        life.Do(life.Issue(DocumentKind.Acceptance));

        var line = life.Last.Events.Single();
        Assert.That(line.Type, Is.EqualTo(EventType.Issued));
        Assert.That(
            line.Data,
            Is.EqualTo(
                new Dictionary<string, object?> { ["document"] = "acceptance", ["number"] = "晋市监投受〔2026〕12号" }
            )
        );
        Assert.That(line.Reason, Is.Null);
        Assert.That(life.Last.Feed, Is.Empty);
        Assert.That(life.Last.Document!.Id, Is.Not.EqualTo(Guid.Empty));
    }

    [Test]
    public void Marks_AreUnique() => Assert.That(DocumentForms.All.Select(f => f.Mark), Is.Unique);
}
