using Shared.Contracts.Cases.Routing;
using Shared.Contracts.Hosting;

namespace Unit;

/// <summary>Words in a text, and their plain negation.</summary>
public sealed class TextSignalTests
{
    private static readonly RuleSet Rules = RuleSet.Parse(Shipped.Read("Cases.Routing.rules.json"));

    /// <summary>Ten real work orders with their personal data taken out; none tells of an injury, a poisoning or a danger.</summary>
    private static readonly string[] RealWorkOrders =
    [
        "退货,更换 冒充合格产品 市民于2月27日在XX市XX商场二楼XX号店铺花费120元购买了一个包，因该包的拐角被磕扁了，市民要求商家退款，商家不给市民退。希望相关部门核查情况，协调解决该店不给市民退包的问题。",
        "退赔费用,赔偿损失 在产品中以假充真、在产品中以次充好 XX市XX商场 商户名称：XX商户：XX市XX商场发生时间：8月22日消费金额：1600元问题描述：市民在该店购买一台二手“苹果12”手机。当时，商家明确告知市民手机为原装正品。使用一段时间后，市民发现该手机实际为经过拆解处理的手机。10月26日，市民前往店铺针对手机品质问题与商家协商解决方案，然而商家不仅明确拒绝履行相关处理义务，还将市民逐离店铺。主要诉求：请求相关部门针对该店铺欺诈消费者且拒绝处理售后问题进行处理。",
        "退赔费用 其他投诉问题 XX市XX商场 来电内容：诉求人于2022年在XX市XX商场充值了2680元，近期多次联系商家无果，店门关闭。主要诉求：请求相关部门协调该店关门无法使用会员卡的问题。",
        "退赔费用 其他投诉问题 XX市XX商场门口店铺 市民来电：5月21日下午，市民在XX市XX商场门口店铺（老板为女性、戴眼镜）内花费15元购买油面筋。当时市民询问商家该商品是否新鲜，自己需要携带至上海市。商家承诺为当天现做食品，当晚到达上海市后，市民便放置在冰箱内，次日食用时，发现商品已经长毛。主要诉求：协调解决售卖变质食品的问题。",
        "退赔费用 市场调节价问题 XX市XX商场 小区名称及地址：XX市XX商场问题描述：1月9日23点54分驾驶车辆进入小区，1月12日17点01分驾驶车辆离开，离开时电子收费系统显示需要缴费27元，市民认为收费不合理。主要诉求：解决停车费收费过高的问题。",
        "赔偿损失 接受服务时人身、财产安全受损害 市民家住XX市XX商场东街XX号楼XX单元XX室，近期相关部门对住户室内进行天然气改造施工，将市民房屋内墙面瓷砖破坏未恢复，且将天然气管道从厨房北侧接入（实际天然气管道应该从南侧进入、具体为什么从南侧进入才合理市民并未告知原因），并告知更换天然气气表后天然气将涨价。希望相关部门解决墙面瓷砖破坏未恢复、天然气管道未从厨房南侧接入的问题，并核实天然气换表后涨价是否合规。",
        "更换,退赔费用 食品安全 XX市XX商场 商户地址及名称：XX市XX商场事件发生时间：5月12日问题描述：市民在该处购买早点消费共计 19 元。在食用包子时，发现包子内混有沙子，不仅影响食用体验，还存在食品安全隐患。随后，市民立即向商家反映此问题，但商家未采取任何有效处理措施。主要诉求：解决该店铺售卖的包子有沙子的问题。",
        "退赔费用 其他人身权利问题 宁夏回族自治区XX市 在该机构兼职上了三天班，不给结工资。",
        "不执行政府指导价、政府定价的行为 位于XX市XX商场，该小区物业五一节假日期间停车收费，市民认为不合理，希望相关部门核实情况，针对该小区五一节假日停车收费的问题予以解决。",
        "赔偿损失 其他投诉问题 XX市XX镇XX街 商户名称：XX商户：XX市XX镇XX街：9月6日问题描述：市民到该酒店订购大床房与单人间时，商家告知“无房间，无法订购”。随即，市民到酒店大厅休息时，工作人员直接将抱枕拿走。双方沟通过程中，商家服务态度差。主要诉求：请求相关部门协调解决该酒店商家服务态度差问题。",
    ];

    [TestCase("三人上吐下泻", "foodPoisoning")]
    [TestCase("没有标签，吃了中毒", "foodPoisoning")]
    [TestCase("没有人受伤", null)]
    [TestCase("没有造成人员受伤", null)]
    [TestCase("没有腹泻、呕吐", null)]
    [TestCase("非常担心，孩子受伤", "injury")]
    public void Find_WhenWordIsStatedOrNegated_FindsSignalOrNothing(string text, string? expected) =>
        Expect(text, expected);

    [TestCaseSource(nameof(RealWorkOrders))]
    public void Find_InARealWorkOrderWithoutDanger_FindsNothing(string text) => Expect(text, null);

    [TestCase("昨晚在该饭店吃了凉菜，回家后全家腹泻", "foodPoisoning")]
    [TestCase("孩子喝了过期牛奶一直呕吐，现在在医院", "foodPoisoning")]
    [TestCase("怀疑食物中毒，已去医院化验", "foodPoisoning")]
    [TestCase("吃完没多久就拉肚子", "foodPoisoning")]
    [TestCase("没想到吃完就呕吐了", "foodPoisoning")]
    [TestCase("热水袋漏水，大腿烫伤", "injury")]
    [TestCase("商场地面湿滑未放警示牌，老人摔伤骨折", "injury")]
    [TestCase("货架倒下来砸伤顾客头部", "injury")]
    [TestCase("美容后脸部烧伤", "injury")]
    [TestCase("刹车失灵造成一人死亡", "injury")]
    [TestCase("没有及时抢救", "injury")]
    [TestCase("老人被困在电梯里半个小时", "specialEquipment")]
    [TestCase("燃气灶突然爆炸", "specialEquipment")]
    [TestCase("电动车充电时起火", "specialEquipment")]
    [TestCase("浴室锅炉泄漏", "specialEquipment")]
    [TestCase("多名顾客反映吃后不舒服", "manyPeople")]
    [TestCase("该超市还在销售过期火腿", "ongoing")]
    [TestCase("这家店仍在营业", "ongoing")]
    [TestCase("在拼多多买的鞋子开胶", "online")]
    [TestCase("直播间说是纯羊毛，收到是化纤", "online")]
    public void Find_InASentenceOfACaller_FindsItsSignal(string text, string expected) => Expect(text, expected);

    [TestCase("吃了两口发现有异味，没有腹泻或者呕吐")]
    [TestCase("衣服掉色，并无人员受伤")]
    [TestCase("玻璃杯自爆，未造成人员受伤")]
    [TestCase("担心中毒，没敢再吃")]
    [TestCase("避免发生爆炸，要求召回")]
    [TestCase("不是网购，是在实体店买的")]
    [TestCase("没有出现腹泻、呕吐和中毒")]
    [TestCase("充值卡余额不退，老板失联")]
    [TestCase("加油站计量不准，少加两升")]
    [TestCase("健身房关门跑路，要求退卡")]
    public void Find_InASentenceWithoutASignal_FindsNothing(string text) => Expect(text, null);

    [Test]
    public void Find_WhenAWordIsNegatedOnceAndStatedOnce_FindsIt()
    {
        Expect("当时没有受伤，第二天才发现骨折", "injury");
        Expect("老人没有中毒，但孩子中毒了", "foodPoisoning");
        Expect("老人中毒了，孩子没有中毒", "foodPoisoning");
    }

    [Test]
    public void Find_NamesTheWordThatGaveTheSignal() =>
        Assert.That(
            TextSignals.Find(Rules, "在京东买的电饭煲爆炸，老人受伤"),
            Is.EqualTo(
                new[]
                {
                    new TextSignal("injury", "人员受伤", "受伤"),
                    new TextSignal("specialEquipment", "特种设备险情", "爆炸"),
                    new TextSignal("online", "网购", "京东"),
                }
            )
        );

    [TestCase(null)]
    [TestCase("")]
    public void Find_WhenThereIsNoText_FindsNothing(string? text) =>
        Assert.That(TextSignals.Find(Rules, text), Is.Empty);

    private static void Expect(string text, string? expected) =>
        Assert.That(
            TextSignals.Find(Rules, text).Select(s => s.Id),
            expected is null ? Is.Empty : Is.EqualTo(new[] { expected })
        );
}
