using Shared.Contracts.Cases;
using Tables = Shared.Contracts.Cases.Codes;

namespace Unit.CodedFields;

/// <summary>Coded fields: stable codes for programs, Chinese names for people, and the case number.</summary>
public sealed class CodedFieldTests
{
    private static IEnumerable<TestCaseData> All() =>
        Tables.All.Select(t => new TestCaseData(t).SetArgDisplayNames(t.Field));

    [TestCaseSource(nameof(All))]
    public void Table_HasUniqueCamelCaseCodesAndUniqueChineseNames(CodeTable table)
    {
        Assert.That(table.Entries, Is.Not.Empty);
        Assert.That(table.Entries.Select(e => e.Code.ToLowerInvariant()), Is.Unique);
        Assert.That(table.Entries.Select(e => e.Name), Is.Unique);
        foreach (var entry in table.Entries)
        {
            Assert.That(entry.Code, Does.Match("^[a-z][a-zA-Z0-9]*$"));
            Assert.That(entry.Name, Does.Match(@"\p{IsCJKUnifiedIdeographs}"));
        }
    }

    [TestCaseSource(nameof(All))]
    public void TryFind_ByCodeOrName_FindsTheEntry(CodeTable table)
    {
        foreach (var entry in table.Entries)
        {
            Assert.That(table.TryFind(entry.Code, out var byCode) ? byCode : null, Is.EqualTo(entry));
            Assert.That(table.TryFind($" {entry.Name} ", out var byName) ? byName : null, Is.EqualTo(entry));
            Assert.That(table.NameOf(entry.Code), Is.EqualTo(entry.Name));
        }
        Assert.That(table.TryFind("noSuchCode", out _), Is.False);
        Assert.That(table.TryFind("", out _), Is.False);
        Assert.That(table.NameOf("noSuchCode"), Is.EqualTo("noSuchCode"));
    }

    [Test]
    public void Fields_AreNamedOnce() => Assert.That(Tables.All.Select(t => t.Field), Is.Unique);

    [Test]
    public void EveryTableOfTheClass_IsListed() =>
        Assert.That(
            typeof(Tables).GetFields().Select(f => f.GetValue(null)).OfType<CodeTable>(),
            Is.EquivalentTo(Tables.All)
        );

    [Test]
    public void EnumTables_CoverEveryValue()
    {
        Covers(Tables.Kinds);
        Covers(Tables.Channels);
        Covers(Tables.Statuses);
        Covers(Tables.Stages);
        Covers(Tables.Regimes);
        Covers(Tables.Units);
        Covers(Tables.Lanes);
        Covers(Tables.Levels);
        Covers(Tables.Roles);
        Covers(Tables.Assigners);
        Covers(Tables.RoutedBys);
        Covers(Tables.ImportantLevels);
        Covers(Tables.ReportMethods);
        Covers(Tables.ReplyMethods);
        Covers(Tables.DocumentKinds);
    }

    [Test]
    public void Codes_OfTheContract_AreThose()
    {
        OfContract(
            "arrived received routed acknowledged returned handled replied closed withdrawn refused",
            Tables.Statuses
        );
        OfContract(
            "receive route acknowledge firstFeedback onSite handle reply reportByPhone reportInWriting dailyReport "
                + "accept mediate notify verify tellReporter assigned supervised tellDecision",
            Tables.Stages
        );
        OfContract("duty order20 order121 assigned", Tables.Regimes);
        OfContract("duty routine", Tables.Lanes);
        OfContract("normal urgent critical", Tables.Levels);
        OfContract("coordination rapidResponse", Tables.Units);
        OfContract("phone web app visit letter hotline12345 assigned", Tables.Channels);
        OfContract("operator coordinator enforcer dutyLeader province admin", Tables.Roles);
        OfContract("phone sms letter visit platform email", Tables.ReplyMethods);
        OfContract("message sweep hand escalation", Tables.RoutedBys);
    }

    [TestCase(
        "食品 烟酒饮料 服装鞋帽 家居用品 家用电器 通讯产品 交通工具 装修建材 首饰 化妆品 药品 医疗器械 特种设备 其他商品 餐饮住宿 美容美发洗浴 文化娱乐体育 教育培训 销售 停车 电信 洗涤 维修 旅游 其他服务",
        "category"
    )]
    [TestCase(
        "质量 售后服务 食品安全 合同 价格 广告 计量 安全 假冒 虚假宣传 不正当竞争 人身权利 无照经营 其他",
        "problem"
    )]
    [TestCase("城区 泽州县 高平市 阳城县 陵川县 沁水县 开发区", "district")]
    [TestCase("修理 重作 更换 退货 补足商品数量 退还货款和服务费用 赔偿损失", "demands")]
    [TestCase("缺失要素 表述不清 类型有误 地址不详 重复受理 撤诉 不属本职 其他", "returnReason")]
    [TestCase("达成调解 未达成调解 终止调解 移送 其他", "complaintOutcome")]
    [TestCase("属实 不实 撤销 立案 移送", "reportOutcome")]
    public void Names_OfTheField_AreThose(string names, string field) =>
        Assert.That(Tables.All.Single(t => t.Field == field).Entries.Select(e => e.Name), Is.EqualTo(names.Split(' ')));

    [TestCase("140500", "2026-03-14", 123, "14050020260314000123")]
    [TestCase("140500", "2026-12-01", 1, "14050020261201000001")]
    [TestCase("000001", "2027-01-09", 999_999, "00000120270109999999")]
    public void CaseNumber_IsRegionDayAndSerial(string region, string day, int serial, string expected)
    {
        var number = new CaseNumber(region, DateOnly.ParseExact(day, "yyyy-MM-dd"), serial).ToString();

        Assert.That(number, Is.EqualTo(expected));
        Assert.That(number, Has.Length.EqualTo(CaseNumber.Length));
    }

    [Test]
    public void OutcomesOf_ByKind_AreItsOwn()
    {
        Assert.That(Tables.OutcomesOf(Kind.Report), Is.SameAs(Tables.ReportOutcomes));
        Assert.That(Tables.OutcomesOf(Kind.Complaint), Is.SameAs(Tables.ComplaintOutcomes));
    }

    private static void Covers<T>(CodeTable<T> table)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            Assert.That(table.Value(table.Code(value)), Is.EqualTo(value));
            Assert.That(table.TryParse(table.Name(value), out var parsed) ? parsed : default(T?), Is.EqualTo(value));
        }
    }

    private static void OfContract(string codes, CodeTable table) =>
        Assert.That(table.Entries.Select(e => e.Code), Is.EqualTo(codes.Split(' ')), table.Field);
}
