using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Duty;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.Administration.Windows;

/// <summary>A duty window that an administrator added.</summary>
public sealed class WindowRow
{
    public long Id { get; init; }
    public DateTimeOffset FromAt { get; init; }
    public DateTimeOffset ToAt { get; init; }
    public string Reason { get; init; } = "";
    public string CreatedBy { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }

    public DutyWindow Window => new(FromAt, ToAt);
}

/// <summary>
/// The duty windows that administrators add. Every process sees a change within seconds; the lane of a case that is
/// registered already never changes.
/// </summary>
public sealed class WindowBook(
    Database database,
    HotlineOptions options,
    PolicySource policies,
    AuditLog audit,
    CaseClock clock
)
{
    /// <summary>A longer window is a slip of the pen.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    private const string Columns = "id, from_at, to_at, reason, created_by, created_at";

    private static readonly Statement List = new(
        "windows.list",
        $"""
        SELECT {Columns}
        FROM duty_windows
        WHERE removed_at IS NULL
        ORDER BY from_at DESC, id DESC
        {Dialect.PagePiece}
        """
    );

    private static readonly Statement Find = new(
        "windows.find",
        $"SELECT {Columns} FROM duty_windows WHERE id = @id AND removed_at IS NULL"
    );

    private static readonly Statement FindOverlapped = new(
        "windows.findOverlapped",
        $"""
        SELECT {Columns}
        FROM duty_windows
        WHERE removed_at IS NULL AND from_at < @to AND to_at > @from
        ORDER BY from_at, id
        {Dialect.PagePiece}
        """
    );

    private static readonly Statement Insert = new(
        "windows.insert",
        """
        INSERT INTO duty_windows (from_at, to_at, reason, created_by, created_at)
        VALUES (@from, @to, @reason, @createdBy, @at)
        """
    );

    private static readonly Statement EndNow = new(
        "windows.endNow",
        "UPDATE duty_windows SET to_at = @at WHERE id = @id AND removed_at IS NULL"
    );

    private static readonly Statement Remove = new(
        "windows.remove",
        "UPDATE duty_windows SET removed_at = @at, removed_by = @removedBy WHERE id = @id AND removed_at IS NULL"
    );

    /// <summary>Those of the settings.</summary>
    public IReadOnlyList<DutyWindow> Configured => options.Windows.Extra;

    /// <summary>Those added here, the latest first, ended ones too.</summary>
    public Task<IReadOnlyList<WindowRow>> ListAsync(int take) =>
        database.ReadAsync(s => s.QueryAsync<WindowRow>(List, new { take }));

    /// <summary>Adds a window.</summary>
    /// <returns>The window that it would overlap, in which case nothing was added.</returns>
    public async Task<DutyWindow?> AddAsync(Actor by, DutyWindow wanted, string reason)
    {
        if (options.Windows.Overlapped(wanted) is { } known)
        {
            return known;
        }
        var overlapped = await database.WriteAsync(async s =>
        {
            var now = clock.Now;
            await Turn.TakeAsync(s, now);
            var bounds = new
            {
                from = wanted.From,
                to = wanted.To,
                take = 1,
            };
            if (await s.FirstAsync<WindowRow>(FindOverlapped, bounds) is { } other)
            {
                return other.Window;
            }
            await s.ExecuteAsync(
                Insert,
                new
                {
                    from = wanted.From,
                    to = wanted.To,
                    reason,
                    createdBy = by.Name,
                    at = now,
                }
            );
            await audit.WriteAsync(s, by, "AddDutyWindow", Period(wanted), reason);
            return null;
        });
        policies.Forget();
        return overlapped;
    }

    /// <summary>Ends a window that runs, or takes back one that has not begun. One that is over stays as it was.</summary>
    /// <returns>Whether anything changed.</returns>
    public async Task<bool> EndAsync(Actor by, long id)
    {
        var isDone = await database.WriteAsync(async s =>
        {
            var now = clock.Now;
            if (await s.FirstAsync<WindowRow>(Find, new { id }) is not { } row || row.ToAt <= now)
            {
                return false;
            }
            var hasBegun = row.FromAt < now;
            var change = new
            {
                id,
                at = now,
                removedBy = by.Name,
            };
            if (await s.ExecuteAsync(hasBegun ? EndNow : Remove, change) == 0)
            {
                return false;
            }
            await audit.WriteAsync(
                s,
                by,
                hasBegun ? "EndDutyWindow" : "RemoveDutyWindow",
                Period(row.Window),
                row.Reason
            );
            return true;
        });
        policies.Forget();
        return isDone;
    }

    /// <summary>A window as people write it.</summary>
    public static string Period(DutyWindow window) =>
        $"{Shanghai.In(window.From):yyyy-MM-dd HH:mm} 至 {Shanghai.In(window.To):yyyy-MM-dd HH:mm}";
}
