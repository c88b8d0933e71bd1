namespace Shared.Contracts.Storage.Outbox;

/// <summary>Statements on the outbox.</summary>
public static class OutboxSql
{
    private const string Waiting =
        "lane = @lane AND sent_at IS NULL AND parked_at IS NULL AND (lease_until IS NULL OR lease_until < @now)";

    public static readonly Statement AnyWaiting = new(
        "outbox.anyWaiting",
        $"SELECT CASE WHEN EXISTS (SELECT 1 FROM outbox WHERE {Waiting}) THEN 1 ELSE 0 END"
    );

    public static readonly Statement Claim = Statement.Claim(
        "outbox.claim",
        "outbox",
        ["id"],
        Waiting,
        "id",
        ["id", "body", "attempts"]
    );

    /// <summary>Marks what this claim still holds; rows that failed were released before.</summary>
    public static readonly Statement MarkSent = new(
        "outbox.markSent",
        """
        UPDATE outbox
        SET sent_at = @now, lease_owner = NULL, lease_until = NULL
        WHERE lease_owner = @owner AND sent_at IS NULL
        """
    );

    public static readonly Statement Release = new(
        "outbox.release",
        """
        UPDATE outbox
        SET lease_owner = NULL, lease_until = NULL, attempts = @attempts, error = @error, parked_at = @parkedAt
        WHERE id = @id AND lease_owner = @owner
        """
    );

    public static readonly Statement Depths = new(
        "outbox.depths",
        """
        SELECT
            SUM(CASE WHEN parked_at IS NULL THEN 1 ELSE 0 END) AS waiting,
            SUM(CASE WHEN parked_at IS NULL THEN 0 ELSE 1 END) AS parked
        FROM outbox
        WHERE sent_at IS NULL
        """
    );

    public static readonly Statement Parked = new(
        "outbox.parked",
        """
        SELECT id, lane, case_id, attempts, parked_at, error
        FROM outbox
        WHERE sent_at IS NULL AND parked_at IS NOT NULL
        ORDER BY id
        {page}
        """
    );

    public static readonly Statement Unpark = new(
        "outbox.unpark",
        """
        UPDATE outbox
        SET parked_at = NULL, attempts = 0, error = NULL, lease_owner = NULL, lease_until = NULL
        WHERE id = @id AND sent_at IS NULL AND parked_at IS NOT NULL
        """
    );

    public static readonly Statement PurgeSent = new(
        "outbox.purgeSent",
        "DELETE FROM outbox WHERE sent_at IS NOT NULL AND sent_at < @before"
    );
}
