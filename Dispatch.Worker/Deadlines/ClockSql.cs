using Shared.Contracts.Storage;

namespace Dispatch.Worker.Deadlines;

/// <summary>Statements of the clock.</summary>
internal static class ClockSql
{
    private const string Due = "next_at <= @domainNow AND (lease_until IS NULL OR lease_until < @now)";
    private const string Owed =
        "walked_at IS NULL AND due_at <= @domainNow AND (lease_until IS NULL OR lease_until < @now)";

    public static readonly Statement AnyDue = new(
        "clock.anyDue",
        $"SELECT CASE WHEN EXISTS (SELECT 1 FROM deadlines WHERE {Due}) THEN 1 ELSE 0 END"
    );

    public static readonly Statement ClaimDue = Statement.Claim(
        "clock.claimDue",
        "deadlines",
        ["id"],
        Due,
        "next_at",
        ["case_id"]
    );

    /// <summary>After a failure: the case's due deadlines rest until the next try.</summary>
    public static readonly Statement Rest = new(
        "clock.rest",
        "UPDATE deadlines SET lease_until = @until WHERE case_id = @caseId AND next_at <= @domainNow"
    );

    public static readonly Statement AnyOwed = new(
        "clock.anyOwed",
        $"SELECT CASE WHEN EXISTS (SELECT 1 FROM owed_steps WHERE {Owed}) THEN 1 ELSE 0 END"
    );

    public static readonly Statement ClaimOwed = Statement.Claim(
        "clock.claimOwed",
        "owed_steps",
        ["deadline_id", "step"],
        Owed,
        "due_at, deadline_id, step",
        ["deadline_id", "step", "case_id", "action"]
    );

    /// <summary>After a failure: the step rests until the next try.</summary>
    public static readonly Statement RestOwed = new(
        "clock.restOwed",
        "UPDATE owed_steps SET lease_until = @until WHERE deadline_id = @deadlineId AND step = @step"
    );

    public static readonly Statement RecordOutage = new(
        "clock.recordOutage",
        """
        INSERT INTO outages (component, from_at, to_at)
        SELECT 'clock', @fromAt, @toAt
        WHERE NOT EXISTS (SELECT 1 FROM outages WHERE component = 'clock' AND from_at = @fromAt)
        """
    );
}
