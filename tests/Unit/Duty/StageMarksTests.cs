using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Duty;
using Unit.Cases;

namespace Unit.Duty;

/// <summary>The marks by which figures over many cases are counted.</summary>
public sealed class StageMarksTests
{
    private const int Receive = 1;
    private const int Route = 2;
    private const int Acknowledge = 4;
    private const int Handle = 8;

    [Test]
    public void Bits_AreOneForEachStageOfTheWay()
    {
        Assert.That(StageMarks.Way.Select(StageMarks.Bit), Is.EqualTo(new[] { 1, 2, 4, 8, 16 }));
        Assert.That(() => StageMarks.Bit(Stage.OnSite), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void ACaseInTime_HasItsStagesMet_AndNoneMissed()
    {
        var life = CaseLife.Begin(facts: new Facts { Injured = true }).RouteByRules();
        Assert.That(StageMarks.Met(life.It), Is.EqualTo(Receive | Route));

        life.Do(Step.Acknowledge, CaseLife.Enforcer);

        Assert.That(StageMarks.Met(life.It), Is.EqualTo(Receive | Route | Acknowledge));
        Assert.That(StageMarks.Missed(life.It), Is.Zero);
    }

    [Test]
    public void AMissedStage_StaysMissed_WhenTheStepIsTakenLate()
    {
        var life = CaseLife.Begin(facts: new Facts { Injured = true }).RouteByRules().Minutes(16);

        life.Do(Step.Acknowledge, CaseLife.Enforcer);

        Assert.That(StageMarks.Met(life.It) & Acknowledge, Is.EqualTo(Acknowledge));
        Assert.That(StageMarks.Missed(life.It), Is.EqualTo(Acknowledge));
        Assert.That(StageMarks.Met(life.It) & Handle, Is.Zero);
    }

    [Test]
    public void OutsideADutyWindow_NothingIsMarked()
    {
        var life = CaseLife.Begin(CaseLife.OutsideWindow).RouteByRules();

        Assert.That(StageMarks.Met(life.It) | StageMarks.Missed(life.It), Is.Zero);
    }
}
