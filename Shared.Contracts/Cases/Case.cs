using Shared.Contracts.Cases.Law;

namespace Shared.Contracts.Cases;

/// <summary>Where an assigned case comes from and by when those above want it done (交办).</summary>
public sealed record Assignment(AssignedBy Source, string UpstreamNumber, DateTimeOffset? DueAt);

/// <summary>Why a case lies where it lies.</summary>
/// <param name="RuleId">The rule that decided, or nothing when routed by hand.</param>
/// <param name="Reason">In Chinese, for the people at the screens.</param>
public sealed record RoutingRecord(string? RuleId, int? RuleVersion, RoutedBy By, string Reason);

/// <summary>认领: the member of the unit who works the case.</summary>
/// <param name="Id">The member's actor id.</param>
/// <param name="Name">As shown on boards and timelines.</param>
public sealed record CaseHandler(string Id, string Name);

/// <summary>A case as it stands: everything a decision needs, but the complainant's personal data.</summary>
public sealed record Case
{
    public required Guid Id { get; init; }
    public required CaseNumber Number { get; init; }
    public required Kind Kind { get; init; }
    public required CaseStatus Status { get; init; }
    public required Lane Lane { get; init; }
    public required Channel Channel { get; init; }
    public required DateTimeOffset ArrivedAt { get; init; }
    public required Facts Facts { get; init; }

    /// <summary>Grows by one with each committed change; the ETag.</summary>
    public int Version { get; init; }

    /// <summary>Number of the last timeline event.</summary>
    public int LastEvent { get; init; }
    public Unit? Unit { get; init; }

    /// <summary>A second unit that may take the case, after an acknowledgement was missed twice over.</summary>
    public Unit? OpenTo { get; init; }

    /// <summary>Who has claimed the case; nobody again once it goes to another unit.</summary>
    public CaseHandler? Handler { get; init; }
    public Level Level { get; init; }
    public ImportantLevel? Important { get; init; }
    public DateTimeOffset? ReceivedAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    public DateTimeOffset? HandledAt { get; init; }
    public string? Outcome { get; init; }
    public decimal? RecoveredAmount { get; init; }
    public bool FiledAsCase { get; init; }
    public Assignment? Assignment { get; init; }
    public RoutingRecord? Routing { get; init; }
    public CaseLaw Law { get; init; } = new();
    public IReadOnlyList<string> Incomplete { get; init; } = [];
    public IReadOnlyList<Guid> Linked { get; init; } = [];
    public IReadOnlyList<Deadline> Deadlines { get; init; } = [];

    public bool IsFinal => Status.IsFinal();

    /// <summary>An accepted complaint was taken back, and both sides are yet to be told that its mediation has ended.</summary>
    public bool OwesWord =>
        Status == CaseStatus.Withdrawn && Deadlines.Any(d => d is { IsOpen: true, Stage: Stage.Notify });

    /// <summary>The open limit that falls due next, or nothing: what a list counts down.</summary>
    public Deadline? NextLimit => Deadlines.Where(d => d.IsOpen && !d.IsPaused).MinBy(d => (d.DueAt, d.Stage));

    public int RoundsOf(Stage stage) =>
        Deadlines.Where(d => d.Stage == stage).Select(d => d.Round).DefaultIfEmpty(0).Max();
}
