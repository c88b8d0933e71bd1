using CsCheck;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Unit.Cases;

namespace Unit.Law;

/// <summary>Clocks of one case never influence one another: a regime's rows are the same whether or not the others are there.</summary>
public sealed class IndependentClocksTests
{
    private static readonly string[] Steps =
    [
        Step.Acknowledge,
        Step.Acknowledge,
        Step.Route,
        Step.Return,
        Step.Progress,
        Step.Accept,
        Step.AskMaterial,
        Step.ReceiveMaterial,
        Step.BeginAppraisal,
        Step.EndAppraisal,
        Step.DecideFiling,
        Step.Transfer,
        Step.Handle,
        Step.Reply,
        Step.Important,
        Step.Receive,
    ];

    private static readonly TimeSpan[] Jumps =
    [
        TimeSpan.FromSeconds(1),
        TimeSpan.FromMinutes(7),
        TimeSpan.FromMinutes(16),
        TimeSpan.FromHours(3),
        TimeSpan.FromHours(25),
        TimeSpan.FromDays(12),
    ];

    private static readonly Gen<(string Step, TimeSpan Jump)[]> AnyLife = Gen.Select(
        Gen.Int[0, Steps.Length - 1].Select(i => Steps[i]),
        Gen.Int[0, Jumps.Length - 1].Select(i => Jumps[i])
    ).Array[1, 14];

    [TestCase(Kind.Complaint)]
    [TestCase(Kind.Report)]
    public void ARegimesRows_AreTheSame_WithTheOthersOrAlone(Kind kind) =>
        AnyLife.Sample(
            life =>
            {
                var whole = Live(kind, life, _ => true);
                foreach (var regime in Enum.GetValues<Regime>())
                {
                    var alone = Live(kind, life, d => d.Regime == regime);
                    Assert.That(
                        alone.Where(d => d.Regime == regime),
                        Is.EqualTo(whole.Where(d => d.Regime == regime)).Using<Deadline>(AreAlike),
                        $"{regime}"
                    );
                }
            },
            iter: 300
        );

    /// <summary>The clock is round: what opens at the turn of a day in the window runs its whole length.</summary>
    [Test]
    public void ARoundTheClockLimit_LosesNoMinuteAtMidnight(
        [Values(13, 14, 15)] int day,
        [Values(-7, 0, 7)] int minutes
    )
    {
        var at = Shanghai.At(2026, 3, day, 24 - 1).AddHours(1).AddMinutes(minutes);
        if (!CaseLife.UsualPolicy.Windows.Contains(at))
        {
            Assert.That(CaseLife.Begin(at).It.Deadlines.All(d => d.Regime != Regime.Duty), Is.True);
            return;
        }
        foreach (
            var d in CaseLife.Begin(at).RouteTo(Team.RapidResponse).It.Deadlines.Where(d => d.Regime == Regime.Duty)
        )
        {
            var limit = d.Stage switch
            {
                Stage.Receive => 5,
                Stage.Route or Stage.Acknowledge => 15,
                _ => 24 * 60,
            };
            Assert.That((d.DueAt - d.StartedAt).TotalMinutes, Is.EqualTo(limit), $"{d.Stage}");
        }
    }

    private static IReadOnlyList<Deadline> Live(
        Kind kind,
        IEnumerable<(string Step, TimeSpan Jump)> life,
        Func<Deadline, bool> keeps
    )
    {
        var begun = CaseLife.Begin(
            CaseLife.InWindow,
            kind,
            assignment: CaseLife.FromState(CaseLife.InWindow.AddDays(5)),
            realName: true
        );
        var it = Only(begun.It, keeps);
        var now = begun.Now;
        foreach (var (step, jump) in life.Prepend((Step.Receive, TimeSpan.FromMinutes(1))))
        {
            now += jump;
            foreach (var actor in CaseLife.People)
            {
                var command = begun.At(now).CommandOn(it, step, actor);
                if (command.Decide(it, CaseLife.UsualPolicy, now) is Decision.Changed changed)
                {
                    it = Only(changed.Changes[0].After, keeps);
                    break;
                }
            }
            if (
                new PassTime(new CaseCall(Guid.Empty, Actor.Clock, it.Id)).Decide(it, CaseLife.UsualPolicy, now)
                is Decision.Changed passed
            )
            {
                it = Only(passed.Changes[0].After, keeps);
            }
        }
        return it.Deadlines;
    }

    private static Case Only(Case it, Func<Deadline, bool> keeps) =>
        it with
        {
            Deadlines = [.. it.Deadlines.Where(keeps)],
        };

    private static bool AreAlike(Deadline one, Deadline other) =>
        (
            one.Stage,
            one.Round,
            one.StartedAt,
            one.LastDay,
            one.DueAt,
            one.MetAt,
            one.CancelledAt,
            one.MissedAt,
            one.Warned
        )
        == (
            other.Stage,
            other.Round,
            other.StartedAt,
            other.LastDay,
            other.DueAt,
            other.MetAt,
            other.CancelledAt,
            other.MissedAt,
            other.Warned
        );
}
