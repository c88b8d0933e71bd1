using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Duty;
using Shared.Contracts.Cases.Law;
using Shared.Contracts.Cases.Routing;
using Shared.Contracts.Hosting;

namespace Shared.Contracts.Storage.Shell;

/// <summary>
/// The policy decisions rest on: duty limits and dated windows from configuration; routing rules, calendar, limits of the law
/// and the windows that administrators added from the database, where a change by any process is seen within seconds. The one place that knows
/// every duty window.
/// </summary>
public sealed class PolicySource(
    Database database,
    HotlineOptions options,
    DutyLimits duty,
    LawVersions law,
    CaseClock clock,
    TimeProvider time
)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private static readonly Statement ReadActive = new(
        "rules.active",
        "SELECT body FROM rule_sets WHERE state = 'active'"
    );

    private static readonly Statement ReadWindows = new(
        "windows.inForce",
        "SELECT from_at, to_at FROM duty_windows WHERE removed_at IS NULL ORDER BY from_at, id"
    );

    private static readonly Statement InsertFirst = new(
        "rules.insertFirst",
        """
        INSERT INTO rule_sets (version, body, state, activated_at, activated_by)
        SELECT @version, @body, 'active', @at, 'system'
        WHERE NOT EXISTS (SELECT 1 FROM rule_sets)
        """
    );

    private readonly ConcurrentDictionary<int, WorkingCalendar> calendars = new();
    private Policy? policy;
    private long readAt;
    private int forgotten;

    /// <summary>
    /// Versions in the database by which nothing can be counted: what was in force before them stays. Nothing that stands
    /// there may keep a contact from being registered.
    /// </summary>
    public IReadOnlyList<LawVersion> Unreadable { get; private set; } = [];

    public async ValueTask<Policy> CurrentAsync()
    {
        if (policy is { } known && time.GetElapsedTime(readAt) < Freshness)
        {
            return known;
        }
        var before = Volatile.Read(ref forgotten);
        var (body, added) = await database.ReadAsync(async s =>
            (await s.ScalarAsync<string>(ReadActive), await s.QueryAsync<WindowRow>(ReadWindows))
        );
        var fresh = new Policy
        {
            Windows = options.Windows.With(added.Select(w => new DutyWindow(w.FromAt, w.ToAt))),
            Duty = duty,
            Law = await LawAsync(),
            Rules = RuleSet.Parse(body ?? throw new InvalidOperationException("No routing rules are active.")),
            Bureau = options.Bureau,
            Tolerance = TimeSpan.FromSeconds(5) * clock.Speed,
        };
        if (before == Volatile.Read(ref forgotten))
        {
            readAt = time.GetTimestamp();
            policy = fresh;
        }
        return fresh;
    }

    /// <summary>
    /// Every duty window, for what is only shown: while the database is away the last known ones, or those of the settings.
    /// </summary>
    public async ValueTask<DutyWindows> WindowsAsync()
    {
        try
        {
            return (await CurrentAsync()).Windows;
        }
        catch (DbException)
        {
            return policy?.Windows ?? options.Windows;
        }
    }

    /// <summary>The calendar of an earlier version, by which a limit was counted; nothing where it is gone or cannot be read.</summary>
    public async Task<WorkingCalendar?> CalendarAsync(int version) =>
        calendars.TryGetValue(version, out var known) ? known
        : await law.FindAsync(LawSubject.Calendar, version) is { } stored ? Try(stored, CalendarOf)
        : null;

    /// <summary>The limits as they would be with one subject changed; what a preview rests on.</summary>
    public async Task<StatutoryLimits> ProposedAsync(WorkingCalendar? calendar, LawBook? book)
    {
        var now = (await CurrentAsync()).Law;
        return new StatutoryLimits(book ?? now.Book, calendar ?? now.Calendar);
    }

    private async Task<StatutoryLimits> LawAsync()
    {
        var newest = await law.NewestAsync();
        var unreadable = new List<LawVersion>();
        var limits = new StatutoryLimits(
            await ReadableAsync(newest, LawSubject.Limits, BookOf, unreadable),
            await ReadableAsync(newest, LawSubject.Calendar, CalendarOf, unreadable)
        );
        Unreadable = unreadable;
        return limits;
    }

    /// <summary>The newest version that can be read, down to what came with the software.</summary>
    private async Task<T> ReadableAsync<T>(
        IReadOnlyList<LawVersion> newest,
        LawSubject subject,
        Func<LawVersion, T> read,
        List<LawVersion> unreadable
    )
        where T : class
    {
        var first = newest.FirstOrDefault(v => v.Subject == LawVersions.CodeOf(subject));
        if (first is not null && Try(first, read) is { } known)
        {
            return known;
        }
        foreach (var version in await law.AllAsync(subject))
        {
            if (Try(version, read) is { } earlier)
            {
                return earlier;
            }
            unreadable.Add(version);
        }
        return read(LawVersions.ShippedOf(subject));
    }

    private static T? Try<T>(LawVersion version, Func<LawVersion, T> read)
        where T : class
    {
        try
        {
            return read(version);
        }
        catch (Exception fault)
            when (fault
                    is JsonException
                        or FormatException
                        or OverflowException
                        or ArgumentException
                        or KeyNotFoundException
                        or InvalidOperationException
            )
        {
            return null;
        }
    }

    private LawBook BookOf(LawVersion version) =>
        policy is { } before && before.Law.Book.Version == version.Version
            ? before.Law.Book
            : LawBook.Parse(version.Body) with
            {
                Version = version.Version,
            };

    private WorkingCalendar CalendarOf(LawVersion version) =>
        calendars.GetOrAdd(version.Version, number => WorkingCalendar.Parse(version.Body, number));

    /// <summary>Forgets what was read, after a change by this process.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref forgotten);
        policy = null;
    }

    /// <summary>Puts the shipped rules in force where there are none.</summary>
    public Task EnsureRulesAsync(string shippedRules) =>
        database.WriteAsync(s =>
            s.ExecuteAsync(
                InsertFirst,
                new
                {
                    version = RuleSet.Parse(shippedRules).Version,
                    body = shippedRules,
                    at = clock.Now,
                }
            )
        );

    private sealed class WindowRow
    {
        public DateTimeOffset FromAt { get; init; }
        public DateTimeOffset ToAt { get; init; }
    }
}
