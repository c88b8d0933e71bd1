using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Benchmarks;

/// <summary>Contacts as people make them on the hotline; the same seed makes the same ones.</summary>
internal sealed class Contacts(int seed)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly (string Category, string Problem, string Goods, string Content)[] Matters =
    [
        ("food", "foodSafety", "熟食", "在超市购买的熟食已过保质期，食用后{0}人上吐下泻，现在医院就诊。"),
        ("cateringLodging", "foodSafety", "火锅", "昨晚在店内聚餐后{0}人出现腹痛呕吐，怀疑食物中毒，要求查处。"),
        ("homeAppliances", "afterSales", "电热水器", "购买{0}个月后漏水，商家多次推脱不予维修，要求更换或退货。"),
        ("sales", "price", "食用油", "货架标价与结账价格不符，共{0}件，要求退还差价。"),
        ("beautyHairBath", "contract", "美容卡", "办理预付卡后店铺关门，卡内还剩{0}00元，无法联系商家。"),
        ("telecomProducts", "quality", "手机", "网购的手机使用{0}天自动关机，平台商家拒绝七日无理由退货。"),
        ("medicines", "falsePublicity", "保健品", "商家组织老年人听课，宣称{0}个疗程治愈糖尿病，正在售卖。"),
        ("specialEquipment", "safety", "电梯", "小区电梯突然下坠{0}层，有人受伤，物业未处理。"),
        ("vehicles", "contract", "电动车", "定金{0}000元不退，合同与口头承诺不一致。"),
        ("education", "advertising", "培训课程", "宣传保过，上了{0}节课后机构停课，要求退费。"),
        ("renovationMaterials", "counterfeit", "地板", "到货与样品不符，疑似假冒品牌，共{0}箱。"),
        ("otherServices", "unlicensed", "停车场", "无照经营，现场正在收费，一小时{0}0元。"),
    ];

    private static readonly string[] Kinds =
    [
        "complaint",
        "complaint",
        "complaint",
        "complaint",
        "report",
        "report",
        "consultation",
    ];
    private static readonly string[] Channels = ["phone", "phone", "phone", "web", "app", "visit", "hotline12345"];
    private static readonly string[] Districts =
    [
        "urban",
        "zezhou",
        "gaoping",
        "yangcheng",
        "lingchuan",
        "qinshui",
        "developmentZone",
    ];
    private static readonly string[] Demands = ["refund", "returnGoods", "replace", "repair", "compensation"];
    private static readonly string[] Surnames = ["王", "李", "张", "刘", "陈", "杨", "赵", "郭", "司马"];
    private static readonly string[] Names = ["建国", "秀英", "晓明", "丽", "志强", "雪梅", "浩然", "雨桐"];

    /// <summary>The body of the contact with this number, and whether the case is to be routed.</summary>
    public (byte[] Body, bool Routed) Make(int number)
    {
        var random = new Random(HashCode(seed, number));
        var matter = Pick(random, Matters);
        var kind = Pick(random, Kinds);
        var count = random.Next(2, 9);
        var body = new
        {
            kind,
            channel = Pick(random, Channels),
            callRef = string.Create(CultureInfo.InvariantCulture, $"B{seed}-{number:D7}"),
            complainant = kind == "report" && random.Next(2) == 0
                ? null
                : new
                {
                    name = Pick(random, Surnames) + Pick(random, Names),
                    phone = string.Create(CultureInfo.InvariantCulture, $"138{random.Next(100_000_000):D8}"),
                    address = $"晋城市凤台西街{random.Next(1, 2000)}号",
                },
            respondent = new
            {
                name = $"晋城市{Pick(random, Names)}商贸有限公司{random.Next(1, 500)}店",
                address = "晋城市泽州路",
            },
            category = matter.Category,
            problem = matter.Problem,
            goods = matter.Goods,
            content = string.Format(CultureInfo.InvariantCulture, matter.Content, count),
            demands = kind == "complaint" ? new[] { Pick(random, Demands) } : [],
            amount = decimal.Round(random.Next(100, 500_000) / 100m, 2),
            district = Pick(random, Districts),
            affectedPeople = count,
            onlinePurchase = matter.Goods == "手机",
        };
        return (JsonSerializer.SerializeToUtf8Bytes(body, Json), kind != "consultation");
    }

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];

    /// <summary>Unlike System.HashCode the same in every process.</summary>
    private static int HashCode(int one, int other) => unchecked((one * 486_187_739) + (other * 16_777_619));
}
