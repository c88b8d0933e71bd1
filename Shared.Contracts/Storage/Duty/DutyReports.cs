using System.Globalization;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Duty;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage.Shell;

namespace Shared.Contracts.Storage.Duty;

/// <summary>A day's report: owed, handed in, or missed.</summary>
public sealed class DutyReportRow
{
    public DateOnly Day { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset DueAt { get; init; }
    public DateTimeOffset? MetAt { get; init; }

    /// <summary>Equal to <see cref="DueAt"/> once a miss is recorded.</summary>
    public DateTimeOffset? MissedAt { get; init; }
    public DateTimeOffset? RecordedAt { get; init; }
}

/// <summary>
/// The clock of daily reports: each day of a duty window owes one by 16:30. It is met when the day's report is submitted,
/// and recorded once when it is missed; a report that comes later stays missed.
/// </summary>
public sealed class DutyReports(Database database, PolicySource policies, CaseClock clock)
{
    private const string Columns = "day, started_at, due_at, met_at, missed_at, recorded_at";

    /// <summary>Past its time, and not yet recorded.</summary>
    private const string Late = "due_at <= @now AND missed_at IS NULL AND (met_at IS NULL OR met_at >= due_at)";

    private static readonly Statement Open = new(
        "dutyReports.open",
        """
        INSERT INTO duty_reports (day, started_at, due_at, met_at)
        SELECT
            @day,
            @startedAt,
            @dueAt,
            (SELECT submitted_at FROM submitted_reports WHERE kind = 'daily' AND period = @period)
        WHERE NOT EXISTS (SELECT 1 FROM duty_reports WHERE day = @day)
        """
    );

    private static readonly Statement AnyMissed = new(
        "dutyReports.anyMissed",
        $"SELECT CASE WHEN EXISTS (SELECT 1 FROM duty_reports WHERE {Late}) THEN 1 ELSE 0 END"
    );

    private static readonly Statement Miss = new(
        "dutyReports.miss",
        $"UPDATE duty_reports SET missed_at = due_at, recorded_at = @now WHERE {Late}"
    );

    private static readonly Statement Meet = new(
        "dutyReports.meet",
        "UPDATE duty_reports SET met_at = @at WHERE day = @day AND met_at IS NULL"
    );

    private static readonly Statement Owed = new(
        "dutyReports.owed",
        $"SELECT {Columns} FROM duty_reports WHERE met_at IS NULL ORDER BY day"
    );

    private static readonly Statement All = new(
        "dutyReports.all",
        $"SELECT {Columns} FROM duty_reports ORDER BY day DESC {Dialect.PagePiece}"
    );

    private static readonly Statement AnyCase = new(
        "dutyReports.anyCase",
        """
        SELECT CASE WHEN EXISTS (SELECT 1 FROM cases WHERE arrived_at >= @from AND arrived_at < @to) THEN 1 ELSE 0 END
        """
    );

    /// <summary>How long after its end a window's reports are still opened, if no clock ran during it.</summary>
    private static readonly TimeSpan LongAfter = TimeSpan.FromDays(30);

    private readonly HashSet<DateOnly> opened = [];

    /// <summary>One tick of the clock: opens the reports of the days of duty that have begun, and records what is missed.</summary>
    public async Task TickAsync()
    {
        var now = clock.Now;
        var policy = await policies.CurrentAsync();
        DutyWindow[] windows = [DutyWindows.OfYear(Shanghai.In(now).Year), .. policy.Windows.Extra];
        foreach (var window in windows.Where(w => w.From <= now && now < w.To + LongAfter))
        {
            var days = DailyReports
                .Of(window, policy.Duty.DailyReport)
                .Where(d => d.StartedAt <= now && !opened.Contains(d.Day))
                .ToList();
            // Of a window that has ended only where duty was done in it: the service may be younger than the window.
            if (days.Count > 0 && (window.Contains(now) || await WasKeptAsync(window)))
            {
                await OpenAsync(days);
            }
        }
        if (await database.ReadAsync(s => s.ScalarAsync<bool>(AnyMissed, new { now })))
        {
            await database.WriteAsync(s => s.ExecuteAsync(Miss, new { now }));
        }
    }

    /// <summary>A day's report was submitted; called in the transaction that stores it.</summary>
    public static Task MeetAsync(Session session, DateOnly day, DateTimeOffset at) =>
        session.ExecuteAsync(Meet, new { day, at });

    /// <summary>Reports that are still to be handed in, the oldest first.</summary>
    public Task<IReadOnlyList<DutyReportRow>> OwedAsync() => database.ReadAsync(s => s.QueryAsync<DutyReportRow>(Owed));

    /// <summary>The newest days of duty.</summary>
    public Task<IReadOnlyList<DutyReportRow>> NewestAsync(int take) =>
        database.ReadAsync(s => s.QueryAsync<DutyReportRow>(All, new { take }));

    private Task<bool> WasKeptAsync(DutyWindow window) =>
        database.ReadAsync(s => s.ScalarAsync<bool>(AnyCase, new { from = window.From, to = window.To }));

    private async Task OpenAsync(IReadOnlyList<DailyReport> days)
    {
        await database.WriteAsync(async s =>
        {
            foreach (var it in days)
            {
                await s.ExecuteAsync(
                    Open,
                    new
                    {
                        day = it.Day,
                        startedAt = it.StartedAt,
                        dueAt = it.DueAt,
                        period = it.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    }
                );
            }
        });
        opened.UnionWith(days.Select(d => d.Day));
    }
}
