namespace Intake.Api.Province.Feed;

/// <summary>One change of one case, as the province reads it; no personal data, no free text.</summary>
public sealed record FeedbackItem(
    long Sequence,
    DateTimeOffset At,
    string Event,
    string Number,
    string Kind,
    string? AssignedBy,
    string? UpstreamNumber,
    string Status,
    string? Stage,
    string? Unit,
    string? Outcome,
    DateTimeOffset? DueAt,
    bool? InTime
);
