namespace Shared.Contracts.Cases.Duty;

/// <summary>
/// How a case kept its duty limits, as two numbers beside it: one bit for each stage of the way, so that figures over many
/// cases need no look at their deadlines.
/// </summary>
public static class StageMarks
{
    /// <summary>The stages that every case of a duty window passes, in order.</summary>
    public static readonly IReadOnlyList<Stage> Way =
    [
        Stage.Receive,
        Stage.Route,
        Stage.Acknowledge,
        Stage.Handle,
        Stage.Reply,
    ];

    /// <summary>The bit of a stage: 1, 2, 4, 8, 16 along the <see cref="Way"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The stage is not on the way.</exception>
    public static int Bit(Stage stage)
    {
        for (var place = 0; place < Way.Count; place++)
        {
            if (Way[place] == stage)
            {
                return 1 << place;
            }
        }
        throw new ArgumentOutOfRangeException(nameof(stage), stage, "No stage of the way.");
    }

    /// <summary>Stages whose duty limit was met in some round, in time or not.</summary>
    public static int Met(Case it) => Of(it, d => d.MetAt is not null);

    /// <summary>Stages whose duty limit was missed in any round.</summary>
    public static int Missed(Case it) => Of(it, d => d.MissedAt is not null);

    private static int Of(Case it, Func<Deadline, bool> counts) =>
        it
            .Deadlines.Where(d => d.Regime == Regime.Duty && Way.Contains(d.Stage) && counts(d))
            .Aggregate(0, (marks, d) => marks | Bit(d.Stage));
}
