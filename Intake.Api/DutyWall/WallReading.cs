using Shared.Contracts.Cases;
using Shared.Contracts.Storage.Duty;

namespace Intake.Api.DutyWall;

/// <summary>
/// The figures of a duty wall. All but consultations count as cases; a consultation is answered on the call. Holds no
/// personal data and no words of callers.
/// </summary>
public sealed record WallReading
{
    public required WallPeriod Period { get; init; }

    /// <summary>Domain time of the reading.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Cases that arrived in the period: what every other figure is a part of.</summary>
    public required int Cases { get; init; }
    public required int Consultations { get; init; }

    /// <summary>The stages of the way in their order.</summary>
    public required IReadOnlyList<WallStage> Stages { get; init; }

    /// <summary>Cases of which a limit has passed and the step is still owed.</summary>
    public required int Overdue { get; init; }

    /// <summary>Cases that missed a duty limit of the way at any time.</summary>
    public required int EverMissed { get; init; }
    public required IReadOnlyList<WallStep> Steps { get; init; }
    public required IReadOnlyList<WallCount> Districts { get; init; }
    public required IReadOnlyList<WallCount> Categories { get; init; }
    public required IReadOnlyList<WallUnit> Units { get; init; }

    /// <summary>The cases that have waited longest to be received, routed or acknowledged.</summary>
    public required IReadOnlyList<WallCase> Waiting { get; init; }
    public required IReadOnlyList<WallImportant> Important { get; init; }
    public required int ImportantCount { get; init; }

    /// <summary>Important situations of which a report upward is still owed.</summary>
    public required int ImportantOwed { get; init; }
    public required WallHealth Health { get; init; }

    /// <summary>Daily reports that are still to be handed in.</summary>
    public IReadOnlyList<DutyReportRow> OwedReports { get; init; } = [];

    public int WaitingCount => Units.Sum(u => u.Waiting);
}

/// <summary>How many cases have come how far, and how many of those in time.</summary>
/// <param name="Name">Such as 已签收.</param>
/// <param name="Count">Cases that have passed the stage.</param>
/// <param name="InTime">Cases that met the stage's duty limit and never missed it.</param>
/// <param name="Missed">Cases that missed it, whether the step was taken later or is still owed.</param>
public sealed record WallStage(string Name, int Count, int InTime, int Missed)
{
    public int Decided => InTime + Missed;

    /// <summary>In time of those that are decided; nothing where none is.</summary>
    public double? Share => Decided == 0 ? null : InTime / (double)Decided;
}

/// <summary>What arrived in an hour or a day.</summary>
public sealed record WallStep(DateTimeOffset From, int Cases, int Consultations)
{
    public int Contacts => Cases + Consultations;
}

/// <summary>A district or a category, and how many cases it has.</summary>
/// <param name="IsRest">Several categories told as one, which cannot be compared with the others.</param>
public sealed record WallCount(string Name, int Count, bool IsRest = false);

/// <summary>What lies with the centre or a unit now.</summary>
/// <param name="Name">As people say it.</param>
/// <param name="Waiting">To be received, routed or acknowledged.</param>
/// <param name="Working">Acknowledged and not yet handled.</param>
/// <param name="ToReply">Handled, the person not yet told.</param>
/// <param name="Ended">Replied to, closed, withdrawn or refused.</param>
/// <param name="Overdue">Of all these, past a limit.</param>
public sealed record WallUnit(string Name, int Waiting, int Working, int ToReply, int Ended, int Overdue);

/// <summary>A case as a line of the wall: coded facts only.</summary>
public record WallCase
{
    /// <summary>Columns of a statement that reads lines; the table's alias is <c>c</c>.</summary>
    public const string Columns =
        "c.id, c.number, c.kind, c.status, c.unit, c.level, c.important, c.arrived_at, c.category, c.problem, "
        + "c.district, c.next_stage, c.next_started_at, c.next_due_at, c.next_provisional";

    public Guid Id { get; init; }
    public string Number { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Status { get; init; } = "";
    public string? Unit { get; init; }
    public string Level { get; init; } = "";
    public string? Important { get; init; }
    public DateTimeOffset ArrivedAt { get; init; }
    public string? Category { get; init; }
    public string? Problem { get; init; }
    public string? District { get; init; }
    public string? NextStage { get; init; }
    public DateTimeOffset? NextStartedAt { get; init; }
    public DateTimeOffset? NextDueAt { get; init; }
    public bool NextProvisional { get; init; }

    /// <summary>The last six figures, which people call a case by; they begin anew each day.</summary>
    public string Serial => Number[^6..];

    /// <summary>Day of the month of the number.</summary>
    public string Day => Number[^8..^6];

    /// <summary>What it is about, in the words of the code tables.</summary>
    public string About =>
        string.Join(
            ' ',
            new[] { Codes.Categories.NameOrNothing(Category), Codes.Problems.NameOrNothing(Problem) }.OfType<string>()
        )
            is { Length: > 0 } text
            ? text
            : Codes.Kinds.NameOf(Kind);

    public string Place => District is { } d ? Codes.Districts.NameOf(d) : "区县不详";
}

/// <summary>An important situation, and how its reports upward stand.</summary>
public sealed record WallImportant
{
    public required WallCase Case { get; init; }
    public required WallReport ByPhone { get; init; }
    public required WallReport InWriting { get; init; }

    public bool IsOwed => ByPhone.IsOwed || InWriting.IsOwed;
}

/// <summary>A report upward: owed until <see cref="DueAt"/>, or made at <see cref="MetAt"/>.</summary>
public sealed record WallReport(Stage Stage, DateTimeOffset? StartedAt, DateTimeOffset? DueAt, DateTimeOffset? MetAt)
{
    public bool IsOwed => DueAt is not null && MetAt is null;

    public bool WasLate => MetAt >= DueAt;
}

/// <summary>Whether the service itself runs.</summary>
/// <param name="LastBeat">Domain time of the deadline clock's last beat; nothing if it never beat.</param>
/// <param name="ClockRuns">Whether that beat is young enough.</param>
/// <param name="Waiting">Messages on their way.</param>
/// <param name="Parked">Messages given up until a person lets them be tried again.</param>
/// <param name="FailedWork">Work that failed and that nobody has seen to.</param>
/// <param name="BrokerAnswers">Nothing where the bus is in memory.</param>
/// <param name="Cost">How long the reading took.</param>
/// <param name="AwaySince">Since when the database has not answered, domain time; nothing while it answers.</param>
public sealed record WallHealth(
    DateTimeOffset? LastBeat,
    bool ClockRuns,
    long Waiting,
    long Parked,
    int FailedWork,
    bool? BrokerAnswers,
    TimeSpan Cost,
    DateTimeOffset? AwaySince
);
