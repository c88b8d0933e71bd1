using CsCheck;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Suggestions;
using Shared.Contracts.Hosting;

namespace Unit.Suggestions;

/// <summary>What the call desk suggests from the caller's words.</summary>
public sealed class SuggestionTests
{
    private static readonly Classifier Words = Classifier.Parse(Shipped.Read("Cases.Suggestions.category-words.json"));

    [TestCase("在超市买的熟食过了保质期，吃后腹泻", "food", "foodSafety")]
    [TestCase("小区电梯突然下坠，有人受伤", "specialEquipment", "safety")]
    [TestCase("健身房关门跑路，充值的会员卡不能用", "cultureSports", "contract")]
    [TestCase("停车场收费不合理", "parking", "price")]
    [TestCase("药店宣称保健品能治愈糖尿病", "medicines", "falsePublicity")]
    public void Classifier_SuggestsByTheWords(string text, string category, string problem)
    {
        Assert.That(Words.Category(text)!.Code, Is.EqualTo(category));
        Assert.That(Words.Problem(text)!.Code, Is.EqualTo(problem));
        Assert.That(text, Does.Contain(Words.Category(text)!.Word), "the reason stands in the text");
    }

    [TestCase("")]
    [TestCase(null)]
    [TestCase("你好，请问")]
    public void Classifier_WithoutAWord_SuggestsNothing(string? text)
    {
        Assert.That(Words.Category(text), Is.Null);
        Assert.That(Words.Problem(text), Is.Null);
    }

    [Test]
    public void Classifier_SuggestsOnlyCodesThatExist() =>
        Gen.String.Sample(text => Words.Category(text) is not { } found || Codes.Categories.TryFind(found.Code, out _));

    [Test]
    public void Classifier_RefusesAnUnknownCode() =>
        Assert.That(
            () => Classifier.Parse("""{"category":{"nonsense":["x"]},"problem":{}}"""),
            Throws.InstanceOf<System.Text.Json.JsonException>().With.Message.Contains("nonsense")
        );

    [Test]
    public void Resemblance_IsSymmetric_Bounded_AndOneForTheSame() =>
        Gen.Select(Gen.String, Gen.String)
            .Sample(
                (one, other) =>
                {
                    var alike = Resemblance.Of(one, other);
                    return alike is >= 0 and <= 1 && alike.Equals(Resemblance.Of(other, one));
                }
            );

    [TestCase("某饭店吃饭后三人上吐下泻，已送医院", "在某饭店吃饭，三人上吐下泻送医院了", true)]
    [TestCase("某饭店吃饭后三人上吐下泻，已送医院", "网购手机七天无理由退货被拒", false)]
    [TestCase("", "", false)]
    public void Resemblance_TellsTheSameMatterFromAnother(string one, string other, bool same) =>
        Assert.That(Resemblance.Of(one, other) >= Resemblance.Likely, Is.EqualTo(same));
}
