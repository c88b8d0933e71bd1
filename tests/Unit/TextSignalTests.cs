using Shared.Contracts.Cases.Routing;
using Shared.Contracts.Hosting;

namespace Unit;

/// <summary>Words in a text, and their plain negation.</summary>
public sealed class TextSignalTests
{
    private static readonly RuleSet Rules = RuleSet.Parse(Shipped.Read("Cases.Routing.rules.json"));

    [TestCase("三人上吐下泻", "foodPoisoning")]
    [TestCase("没有标签，吃了中毒", "foodPoisoning")]
    [TestCase("没有人受伤", null)]
    [TestCase("没有造成人员受伤", null)]
    [TestCase("没有腹泻、呕吐", null)]
    [TestCase("非常担心，孩子受伤", "injury")]
    public void Find_WhenWordIsStatedOrNegated_FindsSignalOrNothing(string text, string? expected) =>
        Assert.That(
            TextSignals.Find(Rules, text).Select(s => s.Id),
            expected is null ? Is.Empty : Is.EqualTo(new[] { expected })
        );
}
