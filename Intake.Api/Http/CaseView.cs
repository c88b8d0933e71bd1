using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Law;

namespace Intake.Api.Http;

/// <summary>A case as the API answers it; see docs/api.md. Times are +08:00, codes as in <c>/api/v1/codes</c>.</summary>
public sealed record CaseView
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required string Kind { get; init; }
    public required string Status { get; init; }
    public required string Lane { get; init; }
    public required int Version { get; init; }
    public string? Unit { get; init; }

    /// <summary>Name of the member who has claimed the case.</summary>
    public string? Handler { get; init; }
    public required string Level { get; init; }
    public required bool Important { get; init; }
    public string? ImportantLevel { get; init; }
    public required string Channel { get; init; }
    public required DateTimeOffset ArrivedAt { get; init; }
    public DateTimeOffset? ReceivedAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    public DateTimeOffset? HandledAt { get; init; }
    public string? Category { get; init; }
    public string? Problem { get; init; }
    public string? District { get; init; }
    public string? Goods { get; init; }
    public string? Brand { get; init; }
    public string? Content { get; init; }
    public string? Answer { get; init; }
    public required IReadOnlyList<string> Demands { get; init; }
    public decimal? Amount { get; init; }
    public DateTimeOffset? OccurredAt { get; init; }
    public int? AffectedPeople { get; init; }
    public bool? Injured { get; init; }
    public bool? Ongoing { get; init; }
    public bool? OnlinePurchase { get; init; }
    public bool? Group { get; init; }
    public required IReadOnlyList<string> Vulnerable { get; init; }
    public string? CallRef { get; init; }
    public PersonView? Complainant { get; init; }
    public Respondent? Respondent { get; init; }
    public string? Outcome { get; init; }
    public decimal? RecoveredAmount { get; init; }
    public bool FiledAsCase { get; init; }
    public string? AssignedBy { get; init; }
    public string? UpstreamNumber { get; init; }
    public DateTimeOffset? UpstreamDueAt { get; init; }
    public required IReadOnlyList<string> Incomplete { get; init; }
    public required IReadOnlyList<Guid> Linked { get; init; }
    public required IReadOnlyList<string> Allowed { get; init; }
    public RoutingView? Routing { get; init; }
    public required IReadOnlyList<DeadlineView> Deadlines { get; init; }
}

/// <summary>Why a case lies with its unit.</summary>
public sealed record RoutingView(string? RuleId, int? RuleVersion, string By, string Reason);

/// <summary>One limit the case runs under.</summary>
public sealed record DeadlineView(
    string Regime,
    string Stage,
    int Round,
    DateTimeOffset StartedAt,
    DateOnly? LastDay,
    DateTimeOffset DueAt,
    DateTimeOffset? MetAt,
    DateTimeOffset? CancelledAt,
    DateTimeOffset? MissedAt,
    DateTimeOffset? RecordedAt,
    bool FoundLate,
    bool Provisional,
    bool Paused,
    string? Article,
    IReadOnlyList<TraceLine>? Trace
);

/// <summary>Who complains or reports, masked unless the caller works the case.</summary>
public sealed record PersonView(
    string? Name,
    string? Phone,
    string? Address,
    string? IdType,
    string? IdNumber,
    bool Anonymous,
    bool? AgreesToPublication,
    string? Delegate,
    bool Masked
)
{
    public static PersonView Full(Person person) => Of(person, masked: false);

    /// <summary>As <see cref="PersonMask"/> says.</summary>
    public static PersonView MaskedOf(Person person, Kind kind) => Of(PersonMask.Of(person, kind), masked: true);

    private static PersonView Of(Person person, bool masked) =>
        new(
            person.Name,
            person.Phone,
            person.Address,
            person.IdType,
            person.IdNumber,
            person.Anonymous,
            person.AgreesToPublication,
            person.Delegate,
            masked
        );
}

/// <summary>From the core's case to the API's.</summary>
public static class CaseViews
{
    /// <param name="trace">Why a limit ends when it ends, where that is asked for.</param>
    public static CaseView Of(
        Case it,
        PersonView? person,
        IReadOnlyList<Guid> visibleLinks,
        Func<Deadline, IReadOnlyList<TraceLine>>? trace = null
    ) =>
        new()
        {
            Id = it.Id,
            Number = it.Number.ToString(),
            Kind = Codes.Kinds.Code(it.Kind),
            Status = Codes.Statuses.Code(it.Status),
            Lane = Codes.Lanes.Code(it.Lane),
            Version = it.Version,
            Unit = Codes.Units.CodeOrNothing(it.Unit),
            Handler = it.Handler?.Name,
            Level = Codes.Levels.Code(it.Level),
            Important = it.Important is not null,
            ImportantLevel = Codes.ImportantLevels.CodeOrNothing(it.Important),
            Channel = Codes.Channels.Code(it.Channel),
            ArrivedAt = Shanghai.In(it.ArrivedAt),
            ReceivedAt = Shanghai.In(it.ReceivedAt),
            AcceptedAt = Shanghai.In(it.AcceptedAt),
            HandledAt = Shanghai.In(it.HandledAt),
            Category = it.Facts.Category,
            Problem = it.Facts.Problem,
            District = it.Facts.District,
            Goods = it.Facts.Goods,
            Brand = it.Facts.Brand,
            Content = it.Facts.Content,
            Answer = it.Facts.Answer,
            Demands = it.Facts.Demands,
            Amount = Cents(it.Facts.Amount),
            OccurredAt = Shanghai.In(it.Facts.OccurredAt),
            AffectedPeople = it.Facts.AffectedPeople,
            Injured = it.Facts.Injured,
            Ongoing = it.Facts.Ongoing,
            OnlinePurchase = it.Facts.OnlinePurchase,
            Group = it.Facts.Group,
            Vulnerable = it.Facts.Vulnerable,
            CallRef = it.Facts.CallRef,
            Complainant = person,
            Respondent = it.Facts.Respondent,
            Outcome = it.Outcome,
            RecoveredAmount = Cents(it.RecoveredAmount),
            FiledAsCase = it.FiledAsCase,
            AssignedBy = Codes.Assigners.CodeOrNothing(it.Assignment?.Source),
            UpstreamNumber = it.Assignment?.UpstreamNumber,
            UpstreamDueAt = Shanghai.In(it.Assignment?.DueAt),
            Incomplete = it.Incomplete,
            Linked = visibleLinks,
            Allowed = Lifecycle.Allowed(it),
            Routing = it.Routing is { } r
                ? new RoutingView(r.RuleId, r.RuleVersion, Codes.RoutedBys.Code(r.By), r.Reason)
                : null,
            Deadlines =
            [
                .. it
                    .Deadlines.OrderBy(d => d.StartedAt)
                    .ThenBy(d => d.Stage)
                    .ThenBy(d => d.Regime)
                    .ThenBy(d => d.Round)
                    .Select(d => Of(d, trace?.Invoke(d))),
            ],
        };

    private static DeadlineView Of(Deadline d, IReadOnlyList<TraceLine>? trace) =>
        new(
            Codes.Regimes.Code(d.Regime),
            Codes.Stages.Code(d.Stage),
            d.Round,
            Shanghai.In(d.StartedAt),
            d.LastDay,
            Shanghai.In(d.DueAt),
            Shanghai.In(d.MetAt),
            Shanghai.In(d.CancelledAt),
            Shanghai.In(d.MissedAt),
            Shanghai.In(d.RecordedAt),
            d.FoundLate,
            d.Provisional,
            d.IsPaused,
            d.Basis?.Article,
            trace
        );

    /// <summary>Money always shows two decimals.</summary>
    internal static decimal? Cents(decimal? amount) => amount is { } a ? decimal.Round(a, 2) + 0.00m : null;
}
