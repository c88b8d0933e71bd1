using Shared.Contracts.Storage;

namespace Intake.Api.Assignments.Import;

/// <summary>Statements on files of assignments.</summary>
internal static class ImportSql
{
    private const string Run = """
        id, file_name, source, actor_id, actor_name, columns, dry_run, state, total, done, failed, next_row, started_at,
        moved_at, ended_at, error, sent, taken_up_at, taken_up_from
        """;

    private const string Free = "state IN ('waiting', 'running') AND (lease_until IS NULL OR lease_until < @now)";

    public static readonly Statement Insert = new(
        "imports.insert",
        """
        INSERT INTO imports (
            id, file_name, source, actor_id, actor_name, columns, dry_run, state, total, done, failed, next_row, started_at,
            moved_at, sent
        )
        SELECT
            @id, @fileName, @source, @actorId, @actorName, @columns, @dryRun, @state, 0, 0, 0, @nextRow, @now, @now, @sent
        WHERE NOT EXISTS (SELECT 1 FROM imports WHERE id = @id)
        """
    );

    public static readonly Statement Find = new("imports.find", $"SELECT {Run} FROM imports WHERE id = @id");

    public static readonly Statement Newest = new(
        "imports.newest",
        $"SELECT {Run} FROM imports ORDER BY started_at DESC, id DESC {Dialect.PagePiece}"
    );

    public static readonly Statement AnyFree = new(
        "imports.anyFree",
        $"SELECT CASE WHEN EXISTS (SELECT 1 FROM imports WHERE {Free}) THEN 1 ELSE 0 END"
    );

    public static readonly Statement Claim = Statement.Claim(
        "imports.claim",
        "imports",
        ["id"],
        Free,
        "started_at",
        ["id"]
    );

    public static readonly Statement Begin = new(
        "imports.begin",
        """
        UPDATE imports
        SET state = 'running', taken_up_at = @now, taken_up_from = done + failed
        WHERE id = @id AND lease_owner = @owner AND state IN ('waiting', 'running')
        """
    );

    public static readonly Statement Count = new(
        "imports.count",
        """
        UPDATE imports
        SET total = @total, moved_at = @now, lease_until = @until
        WHERE id = @id AND lease_owner = @owner AND state = 'running'
        """
    );

    public static readonly Statement Advance = new(
        "imports.advance",
        """
        UPDATE imports
        SET done = done + @done, failed = failed + @failed, next_row = @nextRow, moved_at = @now, lease_until = @until
        WHERE id = @id AND lease_owner = @owner AND state = 'running'
        """
    );

    public static readonly Statement InsertRow = new(
        "imports.insertRow",
        """
        INSERT INTO import_rows (import_id, row_number, case_id, reason, cells)
        VALUES (@id, @rowNumber, @caseId, @reason, @cells)
        """
    );

    public static readonly Statement End = new(
        "imports.end",
        """
        UPDATE imports
        SET state = @state, error = @error, ended_at = @now, moved_at = @now, lease_owner = NULL, lease_until = NULL
        WHERE id = @id AND lease_owner = @owner AND state = 'running'
        """
    );

    public static readonly Statement Release = new(
        "imports.release",
        "UPDATE imports SET lease_owner = NULL, lease_until = NULL WHERE id = @id AND lease_owner = @owner"
    );

    public static readonly Statement Stop = new(
        "imports.stop",
        "UPDATE imports SET state = 'stopped' WHERE id = @id AND state IN ('waiting', 'running')"
    );

    public static readonly Statement Resume = new(
        "imports.resume",
        "UPDATE imports SET state = 'waiting' WHERE id = @id AND state = 'stopped'"
    );

    /// <summary>A dry run that has ended becomes the real one, from its first row.</summary>
    public static readonly Statement Start = new(
        "imports.start",
        """
        UPDATE imports
        SET
            dry_run = 0, state = 'waiting', done = 0, failed = 0, next_row = @nextRow, ended_at = NULL, started_at = @now,
            moved_at = @now
        WHERE id = @id AND dry_run = 1 AND state = 'ended'
        """
    );

    public static readonly Statement Unstarted = new(
        "imports.unstarted",
        """
        SELECT id
        FROM imports
        WHERE (state IN ('unmapped', 'stopped') OR (state IN ('ended', 'failed') AND dry_run = 1)) AND moved_at < @before
        """
    );

    public static readonly Statement GiveUp = new(
        "imports.giveUp",
        """
        UPDATE imports
        SET state = 'failed', error = @error, ended_at = @now, dry_run = 0
        WHERE id = @id AND moved_at < @before AND state IN ('unmapped', 'stopped', 'ended', 'failed')
        """
    );

    /// <summary>Files that are still to be read, or can be begun with.</summary>
    public static readonly Statement NeedFile = new(
        "imports.needFile",
        "SELECT id FROM imports WHERE state IN ('unmapped', 'waiting', 'running', 'stopped') OR dry_run = 1"
    );

    /// <summary>What stood in the rows goes; that they were not taken in, and why, stays.</summary>
    public static readonly Statement ForgetBadCells = new(
        "imports.forgetBadCells",
        """
        UPDATE import_rows
        SET cells = NULL
        WHERE cells IS NOT NULL
            AND import_id IN (SELECT id FROM imports WHERE ended_at < @before)
        """
    );

    public static readonly Statement ForgetRows = new(
        "imports.forgetRows",
        "DELETE FROM import_rows WHERE import_id = @id"
    );

    public static readonly Statement Map = new(
        "imports.map",
        "UPDATE imports SET columns = @columns, state = 'waiting' WHERE id = @id AND state = 'unmapped'"
    );

    public static readonly Statement Remembered = new("imports.remembered", "SELECT header, field FROM import_columns");

    public static readonly Statement Forget = new(
        "imports.forget",
        "DELETE FROM import_columns WHERE header = @header"
    );

    public static readonly Statement Remember = new(
        "imports.remember",
        "INSERT INTO import_columns (header, field) VALUES (@header, @field)"
    );

    public static readonly Statement BadRows = new(
        "imports.badRows",
        """
        SELECT row_number, reason, cells
        FROM import_rows
        WHERE import_id = @id AND reason IS NOT NULL
        ORDER BY row_number
        """
    );

    public static readonly Statement FirstBadRows = new(
        "imports.firstBadRows",
        $"{BadRows.Template}\n{Dialect.PagePiece}"
    );
}
