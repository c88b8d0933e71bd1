using Shared.Contracts.Storage;

namespace Intake.Api.Operations;

/// <summary>Statements on the service itself, for its API and its pages.</summary>
internal static class OperationsSql
{
    public static readonly Statement Outages = new(
        "outages.latest",
        "SELECT component, from_at, to_at FROM outages ORDER BY id DESC {page}"
    );

    public static readonly Statement Notifications = new(
        "notifications.latest",
        """
        SELECT n.id, n.case_id, c.number, n.event_seq, n.recipient, n.type, n.stage, n.at
        FROM notifications n
        JOIN cases c ON c.id = n.case_id
        WHERE n.recipient = @recipient AND n.channel = 'console' AND n.id > @after
        ORDER BY n.id
        {page}
        """
    );

    /// <summary>What could not be delivered yet, the oldest first: each is tried again until it is.</summary>
    public static readonly Statement Undelivered = new(
        "notifications.undelivered",
        """
        SELECT n.id, c.number, n.recipient, n.channel, n.type, n.at, n.attempts, n.next_at, n.error
        FROM notifications n
        JOIN cases c ON c.id = n.case_id
        WHERE n.next_at IS NOT NULL AND n.error IS NOT NULL AND n.delivered_at IS NULL
        ORDER BY n.id
        {page}
        """
    );

    public static readonly Statement DailyList = new(
        "escalation.dailyList",
        """
        SELECT c.number, c.kind, c.status, c.unit, d.stage, d.round, d.due_at, d.met_at
        FROM owed_steps o
        JOIN deadlines d ON d.id = o.deadline_id
        JOIN cases c ON c.id = o.case_id
        WHERE o.action = 'addToDailyList' AND o.walked_at >= @from AND o.walked_at < @to
        ORDER BY d.due_at, d.id
        """
    );
}

/// <summary>A message that was given up until a person lets it be tried again.</summary>
public sealed class ParkedRow
{
    public long Id { get; init; }
    public string Lane { get; init; } = "";
    public Guid CaseId { get; init; }
    public int Attempts { get; init; }
    public DateTimeOffset ParkedAt { get; init; }
    public string? Error { get; init; }
}

/// <summary>A stretch of domain time in which something that must never stop stood still.</summary>
public sealed class OutageRow
{
    public string Component { get; init; } = "";
    public DateTimeOffset FromAt { get; init; }
    public DateTimeOffset ToAt { get; init; }
}

/// <summary>A notification whose delivery failed and is tried again.</summary>
public sealed class UndeliveredRow
{
    public long Id { get; init; }
    public string Number { get; init; } = "";
    public string Recipient { get; init; } = "";
    public string Channel { get; init; } = "";
    public string Type { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public int Attempts { get; init; }
    public DateTimeOffset? NextAt { get; init; }
    public string Error { get; init; } = "";
}
