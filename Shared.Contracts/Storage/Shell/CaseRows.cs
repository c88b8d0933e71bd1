using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Duty;
using Shared.Contracts.Cases.Law;

namespace Shared.Contracts.Storage.Shell;

/// <summary>A row of the cases table; codes as text.</summary>
public sealed class CaseRow
{
    public Guid Id { get; init; }
    public string Number { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Status { get; init; } = "";
    public string Lane { get; init; } = "";
    public string Channel { get; init; } = "";
    public int Version { get; init; }
    public int LastEvent { get; init; }
    public string? Unit { get; init; }
    public string? OpenTo { get; init; }
    public string? HandlerId { get; init; }
    public string? HandlerName { get; init; }
    public string Level { get; init; } = "";
    public string? Important { get; init; }
    public DateTimeOffset ArrivedAt { get; init; }
    public DateTimeOffset? ReceivedAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    public DateTimeOffset? HandledAt { get; init; }
    public string? Outcome { get; init; }
    public decimal? RecoveredAmount { get; init; }
    public bool FiledAsCase { get; init; }
    public string? AssignedBy { get; init; }
    public string? UpstreamNumber { get; init; }
    public DateTimeOffset? UpstreamDueAt { get; init; }
    public string? RuleId { get; init; }
    public int? RuleVersion { get; init; }
    public string? RoutedBy { get; init; }
    public string? RoutingReason { get; init; }
    public string? Category { get; init; }
    public string? Problem { get; init; }
    public string? District { get; init; }
    public string? RespondentName { get; init; }

    /// <summary>What a search for words looks through.</summary>
    public string SearchText { get; init; } = "";
    public string Facts { get; init; } = "";
    public string Incomplete { get; init; } = "";
    public string Linked { get; init; } = "";

    /// <summary>A <see cref="CaseLaw"/> as JSON; nothing where it says nothing.</summary>
    public string? Law { get; init; }

    /// <summary>The open limit that falls due next, for lists ordered by it.</summary>
    public string? NextStage { get; init; }
    public string? NextRegime { get; init; }
    public DateTimeOffset? NextStartedAt { get; init; }
    public DateTimeOffset? NextDueAt { get; init; }
    public bool NextProvisional { get; init; }

    /// <summary>See <see cref="StageMarks"/>.</summary>
    public int StagesMet { get; init; }
    public int StagesMissed { get; init; }

    /// <summary>The chain value of the last event of the timeline.</summary>
    public string? ChainHead { get; set; }
}

/// <summary>A row of the deadlines table; codes as text.</summary>
public sealed class DeadlineRow
{
    /// <summary>Written, and not read again: it is made of the others.</summary>
    public string Id { get; init; } = "";
    public Guid CaseId { get; init; }
    public string Regime { get; init; } = "";
    public string Stage { get; init; } = "";
    public int Round { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public DateOnly? LastDay { get; init; }
    public DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? MetAt { get; init; }
    public DateTimeOffset? CancelledAt { get; init; }
    public DateTimeOffset? MissedAt { get; init; }
    public DateTimeOffset? RecordedAt { get; init; }
    public bool FoundLate { get; init; }
    public bool Provisional { get; init; }
    public int Warned { get; init; }

    /// <summary>A <see cref="LimitBasis"/> as JSON.</summary>
    public string? Basis { get; init; }

    /// <summary>When the clock looks at it next; written for its query alone.</summary>
    public DateTimeOffset? NextAt { get; init; }
}

/// <summary>Between rows and the core's types.</summary>
public static class CaseRows
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>No process holds a deadline or an owed step as long, nor lets it rest as long after a failure.</summary>
    public static readonly TimeSpan LongestLease = TimeSpan.FromDays(1);

    private static readonly CaseLaw NoLaw = new();

    public static Case ToCase(this CaseRow row, IEnumerable<DeadlineRow> deadlines) =>
        new()
        {
            Id = row.Id,
            Number = ParseNumber(row.Number),
            Kind = Codes.Kinds.Value(row.Kind),
            Status = Codes.Statuses.Value(row.Status),
            Lane = Codes.Lanes.Value(row.Lane),
            Channel = Codes.Channels.Value(row.Channel),
            Version = row.Version,
            LastEvent = row.LastEvent,
            Unit = Codes.Units.ValueOrNothing(row.Unit),
            OpenTo = Codes.Units.ValueOrNothing(row.OpenTo),
            Handler = row.HandlerId is { } handler ? new CaseHandler(handler, row.HandlerName!) : null,
            Level = Codes.Levels.Value(row.Level),
            Important = Codes.ImportantLevels.ValueOrNothing(row.Important),
            ArrivedAt = row.ArrivedAt,
            ReceivedAt = row.ReceivedAt,
            AcceptedAt = row.AcceptedAt,
            HandledAt = row.HandledAt,
            Outcome = row.Outcome,
            RecoveredAmount = row.RecoveredAmount,
            FiledAsCase = row.FiledAsCase,
            Assignment = Codes.Assigners.ValueOrNothing(row.AssignedBy) is { } source
                ? new Assignment(source, row.UpstreamNumber!, row.UpstreamDueAt)
                : null,
            Routing = Codes.RoutedBys.ValueOrNothing(row.RoutedBy) is { } by
                ? new RoutingRecord(row.RuleId, row.RuleVersion, by, row.RoutingReason!)
                : null,
            Facts = JsonSerializer.Deserialize<Facts>(row.Facts, Json)!,
            Incomplete = JsonSerializer.Deserialize<string[]>(row.Incomplete, Json)!,
            Linked = JsonSerializer.Deserialize<Guid[]>(row.Linked, Json)!,
            Law = row.Law is { } law ? JsonSerializer.Deserialize<CaseLaw>(law, Json)! : NoLaw,
            Deadlines = [.. deadlines.Select(ToDeadline)],
        };

    /// <summary>The row but for the end of the timeline, which vouches for it.</summary>
    public static CaseRow ToRow(this Case it) =>
        new()
        {
            Id = it.Id,
            Number = it.Number.ToString(),
            Kind = Codes.Kinds.Code(it.Kind),
            Status = Codes.Statuses.Code(it.Status),
            Lane = Codes.Lanes.Code(it.Lane),
            Channel = Codes.Channels.Code(it.Channel),
            Version = it.Version,
            LastEvent = it.LastEvent,
            Unit = Codes.Units.CodeOrNothing(it.Unit),
            OpenTo = Codes.Units.CodeOrNothing(it.OpenTo),
            HandlerId = it.Handler?.Id,
            HandlerName = it.Handler?.Name,
            Level = Codes.Levels.Code(it.Level),
            Important = Codes.ImportantLevels.CodeOrNothing(it.Important),
            ArrivedAt = it.ArrivedAt,
            ReceivedAt = it.ReceivedAt,
            AcceptedAt = it.AcceptedAt,
            HandledAt = it.HandledAt,
            Outcome = it.Outcome,
            RecoveredAmount = it.RecoveredAmount,
            FiledAsCase = it.FiledAsCase,
            AssignedBy = Codes.Assigners.CodeOrNothing(it.Assignment?.Source),
            UpstreamNumber = it.Assignment?.UpstreamNumber,
            UpstreamDueAt = it.Assignment?.DueAt,
            RuleId = it.Routing?.RuleId,
            RuleVersion = it.Routing?.RuleVersion,
            RoutedBy = Codes.RoutedBys.CodeOrNothing(it.Routing?.By),
            RoutingReason = it.Routing?.Reason,
            Category = it.Facts.Category,
            Problem = it.Facts.Problem,
            District = it.Facts.District,
            RespondentName = it.Facts.Respondent?.Name,
            SearchText = string.Join(
                '\n',
                it.Facts.Content,
                it.Facts.Goods,
                it.Facts.Brand,
                it.Facts.Respondent?.Address,
                it.Facts.CallRef,
                it.Facts.Respondent?.Name
            ),
            Facts = JsonSerializer.Serialize(it.Facts, Json),
            Incomplete = JsonSerializer.Serialize(it.Incomplete, Json),
            Linked = JsonSerializer.Serialize(it.Linked, Json),
            Law = it.Law == NoLaw ? null : JsonSerializer.Serialize(it.Law, Json),
            NextStage = Codes.Stages.CodeOrNothing(it.NextLimit?.Stage),
            NextRegime = Codes.Regimes.CodeOrNothing(it.NextLimit?.Regime),
            NextStartedAt = it.NextLimit?.StartedAt,
            NextDueAt = it.NextLimit?.DueAt,
            NextProvisional = it.NextLimit is { MayStillMove: true },
            StagesMet = StageMarks.Met(it),
            StagesMissed = StageMarks.Missed(it),
        };

    public static Deadline ToDeadline(this DeadlineRow row) =>
        new()
        {
            CaseId = row.CaseId,
            Regime = Codes.Regimes.Value(row.Regime),
            Stage = Codes.Stages.Value(row.Stage),
            Round = row.Round,
            StartedAt = row.StartedAt,
            LastDay = row.LastDay,
            DueAt = row.DueAt,
            MetAt = row.MetAt,
            CancelledAt = row.CancelledAt,
            MissedAt = row.MissedAt,
            RecordedAt = row.RecordedAt,
            FoundLate = row.FoundLate,
            Provisional = row.Provisional,
            Warned = row.Warned,
            Basis = row.Basis is { } basis ? JsonSerializer.Deserialize<LimitBasis>(basis, Json) : null,
        };

    public static DeadlineRow ToRow(this Deadline deadline) =>
        new()
        {
            Id = deadline.Id,
            CaseId = deadline.CaseId,
            Regime = Codes.Regimes.Code(deadline.Regime),
            Stage = Codes.Stages.Code(deadline.Stage),
            Round = deadline.Round,
            StartedAt = deadline.StartedAt,
            LastDay = deadline.LastDay,
            DueAt = deadline.DueAt,
            MetAt = deadline.MetAt,
            CancelledAt = deadline.CancelledAt,
            MissedAt = deadline.MissedAt,
            RecordedAt = deadline.RecordedAt,
            FoundLate = deadline.FoundLate,
            Provisional = deadline.Provisional,
            Warned = deadline.Warned,
            NextAt = deadline.NextAt,
            Basis = deadline.Basis is { } basis ? JsonSerializer.Serialize(basis, Json) : null,
        };

    private static CaseNumber ParseNumber(string number) =>
        new(
            number[..6],
            DateOnly.ParseExact(number.AsSpan(6, 8), "yyyyMMdd"),
            int.Parse(number.AsSpan(14), provider: null)
        );
}
