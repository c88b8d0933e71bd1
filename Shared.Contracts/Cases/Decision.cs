using Shared.Contracts.Cases.Duty;
using Shared.Contracts.Messages;

namespace Shared.Contracts.Cases;

/// <summary>A line of a case's timeline: who did what, when and why. Holds no personal data.</summary>
/// <param name="Seq">1, 2, 3 … within the case.</param>
/// <param name="Type">One of <see cref="EventType"/>.</param>
/// <param name="Data">Facts of the event: codes, times, numbers.</param>
/// <param name="Reason">In Chinese, in the words of whoever acted, or of the rule.</param>
public sealed record TimelineEvent(
    int Seq,
    DateTimeOffset At,
    Actor Actor,
    string Type,
    IReadOnlyDictionary<string, object?> Data,
    string? Reason,
    string? RuleId,
    int? RuleVersion
);

/// <summary>Types of timeline events; docs/events.md says which step writes which.</summary>
public static class EventType
{
    public const string Arrived = "arrived";
    public const string Registered = "registered";
    public const string Received = "received";
    public const string Routed = "routed";
    public const string Acknowledged = "acknowledged";
    public const string Returned = "returned";
    public const string Progressed = "progressed";
    public const string Accepted = "accepted";
    public const string DecisionTold = "decisionTold";
    public const string Refused = "refused";
    public const string Handled = "handled";
    public const string Replied = "replied";
    public const string Closed = "closed";
    public const string Withdrawn = "withdrawn";
    public const string FlaggedImportant = "flaggedImportant";
    public const string ReportedUpward = "reportedUpward";
    public const string ReportAcknowledged = "reportAcknowledged";
    public const string Corrected = "corrected";
    public const string Warned = "warned";
    public const string Missed = "missed";
    public const string Escalated = "escalated";
    public const string Claimed = "claimed";
    public const string Contacted = "contacted";
    public const string Attached = "attached";
    public const string MaterialAsked = "materialAsked";
    public const string MaterialReceived = "materialReceived";
    public const string AppraisalBegun = "appraisalBegun";
    public const string AppraisalEnded = "appraisalEnded";
    public const string Extended = "extended";
    public const string FilingDecided = "filingDecided";
    public const string Transferred = "transferred";
    public const string Merged = "merged";
    public const string RepeatMerged = "repeatMerged";
    public const string ClueFound = "clueFound";
    public const string Recounted = "recounted";
    public const string Issued = "issued";
    public const string CalledBack = "calledBack";
    public const string Supervised = "supervised";
    public const string Anonymised = "anonymised";
}

/// <summary>What the province sees of an event: no personal data, no free text.</summary>
public sealed record FeedEntry(
    DateTimeOffset At,
    string Event,
    CaseStatus Status,
    Stage? Stage,
    Unit? Unit,
    string? Outcome,
    DateTimeOffset? DueAt,
    bool? InTime
);

/// <summary>Something people must see: unique by (case, event, recipient).</summary>
/// <param name="Recipient">One of <see cref="Recipients"/>.</param>
/// <param name="EventSeq">The timeline event it tells of.</param>
public sealed record Notification(string Recipient, int EventSeq, string Type, Stage? Stage);

/// <summary>To whom notifications go.</summary>
public static class Recipients
{
    public const string Centre = "centre";
    public const string DutyLeader = "dutyLeader";

    /// <summary>宣传与应急管理科 watches public opinion and must learn of important situations.</summary>
    public const string Publicity = "publicity";

    public static string Of(Unit unit) => Codes.Units.Code(unit);
}

/// <summary>All that one decision changes of one case.</summary>
public sealed record CaseChange(
    Case? Before,
    Case After,
    IReadOnlyList<TimelineEvent> Events,
    IReadOnlyList<FeedEntry> Feed,
    IReadOnlyList<Notification> Notifications,
    IReadOnlyList<OwedStep> Owed,
    IReadOnlyList<RouteCase> Messages
)
{
    /// <summary>Personal data to seal beside the case, at registration or correction.</summary>
    public Person? Person { get; init; }

    /// <summary>A further contact about the case, kept beside it with its personal data sealed.</summary>
    public FurtherContact? Contact { get; init; }

    /// <summary>A document or photograph added to the case.</summary>
    public Attachment? Attachment { get; init; }

    /// <summary>An official document issued for the case; its text holds personal data and is sealed when stored.</summary>
    public Documents.IssuedDocument? Document { get; init; }

    /// <summary>Earlier events whose words are erased, with everything beside the case that may tell who it was.</summary>
    public IReadOnlyList<int>? Erased { get; init; }

    /// <summary>Steps of the ladder that this change has walked.</summary>
    public IReadOnlyList<(string DeadlineId, int Step)> Walked { get; init; } = [];
}

/// <summary>Why a command was not carried out.</summary>
public enum RefusalKind
{
    NotFound,
    NotPermitted,

    /// <summary>The case's status does not allow the step.</summary>
    NotAllowedNow,

    /// <summary>The case changed since the caller read it.</summary>
    Stale,

    /// <summary>A value of the command is wrong.</summary>
    Invalid,
}

/// <summary>A named refusal, with what is allowed instead.</summary>
/// <param name="Message">In Chinese: what is wrong and the way out.</param>
/// <param name="Field">The field at fault, when there is one.</param>
public sealed record Refusal(
    RefusalKind Kind,
    string Message,
    CaseStatus? Status = null,
    IReadOnlyList<string>? Allowed = null,
    string? Field = null
);

/// <summary>The answer of the pure core to a command.</summary>
public abstract record Decision
{
    public sealed record Changed(IReadOnlyList<CaseChange> Changes) : Decision;

    /// <summary>There was nothing left to do: the work was done already.</summary>
    public sealed record Unchanged : Decision;

    public sealed record Refused(Refusal Refusal) : Decision;

    public static Decision Refuse(RefusalKind kind, string message, string? field = null) =>
        new Refused(new Refusal(kind, message, Field: field));
}
