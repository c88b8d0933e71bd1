using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Intake.Api.Http;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Law;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.Administration.Law;

/// <summary>What a change would do to the open cases.</summary>
/// <param name="Cases">How many cases have a limit that ends otherwise.</param>
/// <param name="Limits">How many limits that is.</param>
/// <param name="Shown">The first of them.</param>
public sealed record LawPreview(int Cases, int Limits, IReadOnlyList<LimitDifference> Shown);

/// <summary>
/// Changes the working calendar and the law's data: shows first what would change for open cases, then puts the change in
/// force in the name of the administrator who signs it.
/// </summary>
public sealed class LawDesk(LawVersions versions, OpenLawLimits limits, PolicySource policies, CaseClock clock)
{
    private const int MostShown = 100;
    private const int MostDays = 120;

    /// <summary>From this month on next year's notice is due: the State Council publishes it in the autumn.</summary>
    private const int AlarmMonth = 11;

    public Task<IReadOnlyList<LawVersion>> VersionsAsync(LawSubject subject) => versions.AllAsync(subject);

    /// <summary>Years whose holidays are not known though limits reach into them or soon will.</summary>
    public async Task<IReadOnlyList<int>> MissingYearsAsync()
    {
        if (await KnownAsync() is not { } calendar)
        {
            return [];
        }
        var today = Shanghai.DayOf(clock.Now);
        return
        [
            .. new[] { today.Year, today.Month >= AlarmMonth ? today.Year + 1 : today.Year }
                .Distinct()
                .Where(y => !calendar.Knows(y)),
        ];
    }

    /// <summary>The calendar in force; nothing while the database is away, which pages say elsewhere.</summary>
    private async Task<WorkingCalendar?> KnownAsync()
    {
        try
        {
            return (await policies.CurrentAsync()).Law.Calendar;
        }
        catch (DbException)
        {
            return null;
        }
    }

    /// <summary>The version that a page's form was filled in over.</summary>
    public static int Seen(IFormCollection form) =>
        int.TryParse(form["seen"].LastOrDefault(), CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <summary>Reads one year as it is typed: a day a line, the date and the holiday's name.</summary>
    public static CalendarYear? ReadYear(int year, string? holidays, string? makeUpWorkdays, FieldErrors errors)
    {
        var rests = ReadDays("holidays", year, holidays, errors);
        var works = ReadDays("makeUpWorkdays", year, makeUpWorkdays, errors);
        foreach (var day in works.Keys.Where(rests.ContainsKey))
        {
            errors.Add("makeUpWorkdays", $"{day:yyyy-MM-dd} 不能既放假又上班");
        }
        foreach (var day in works.Keys.Where(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)))
        {
            errors.Add("makeUpWorkdays", $"{day:yyyy-MM-dd} 不是周末，本来就上班");
        }
        if (rests.Count == 0 && !errors.Any)
        {
            errors.Add("holidays", "至少有一天放假");
        }
        return errors.Any ? null : new CalendarYear(year, rests, works);
    }

    /// <summary>Reads the law's data; what is wrong goes to <paramref name="errors"/>.</summary>
    public static LawBook? ReadBook(string? text, FieldErrors errors)
    {
        try
        {
            return LawBook.Parse(text ?? "");
        }
        catch (JsonException wrong)
        {
            errors.Add("body", $"不能读取：{wrong.Message}");
            return null;
        }
    }

    public async Task<LawPreview> PreviewAsync(CalendarYear year)
    {
        var calendar = (await policies.CurrentAsync()).Law.Calendar;
        return await PreviewAsync(await policies.ProposedAsync(calendar.With(year), null));
    }

    public async Task<LawPreview> PreviewAsync(LawBook book) =>
        await PreviewAsync(await policies.ProposedAsync(null, book));

    /// <param name="seen">The version the person looked at; a newer one is never overwritten.</param>
    /// <returns>False when somebody else has changed the calendar meanwhile.</returns>
    public async Task<bool> SignAsync(CalendarYear year, int seen, Actor actor)
    {
        policies.Forget();
        var current = (await policies.CurrentAsync()).Law.Calendar;
        var signed = current.With(year with { SignedBy = actor.Name, SignedAt = Shanghai.In(clock.Now) });
        return current.Version == seen
            && await SignAsync(LawSubject.Calendar, signed.Version, signed.ToJson(), $"{year.Year}年放假安排", actor);
    }

    /// <param name="seen">The version the person looked at; a newer one is never overwritten.</param>
    /// <returns>False when somebody else has changed the law's data meanwhile.</returns>
    public async Task<bool> SignAsync(LawBook book, int seen, string note, Actor actor)
    {
        policies.Forget();
        var signed = book with { Version = seen + 1 };
        return (await policies.CurrentAsync()).Law.Book.Version == seen
            && await SignAsync(LawSubject.Limits, signed.Version, signed.ToString(), note, actor);
    }

    private async Task<bool> SignAsync(LawSubject subject, int version, string body, string note, Actor actor)
    {
        var done = await versions.SignAsync(subject, version, body, note, actor);
        policies.Forget();
        return done;
    }

    private async Task<LawPreview> PreviewAsync(StatutoryLimits law)
    {
        var shown = new List<LimitDifference>();
        var cases = new HashSet<Guid>();
        var count = 0;
        await foreach (var difference in limits.DifferencesAsync(law, clock.Now))
        {
            count++;
            cases.Add(difference.CaseId);
            if (shown.Count < MostShown)
            {
                shown.Add(difference);
            }
        }
        return new LawPreview(cases.Count, count, shown);
    }

    private static Dictionary<DateOnly, string> ReadDays(string field, int year, string? text, FieldErrors errors)
    {
        var days = new Dictionary<DateOnly, string>();
        var lines = (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length > MostDays)
        {
            errors.Add(field, $"最多 {MostDays} 天");
            return days;
        }
        foreach (var line in lines)
        {
            var parts = line.Split(
                [' ', '\t', '　'],
                2,
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            );
            if (
                !DateOnly.TryParseExact(
                    parts[0],
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var day
                )
            )
            {
                errors.Add(field, $"“{line}”应为日期和名称，如 {year}-01-01 元旦");
            }
            else if (day.Year != year)
            {
                errors.Add(field, $"{parts[0]} 不在 {year} 年");
            }
            else if (parts.Length < 2 || parts[1].Length > 20)
            {
                errors.Add(field, $"{parts[0]} 后写节日名称，最多 20 个字");
            }
            else if (!days.TryAdd(day, parts[1]))
            {
                errors.Add(field, $"{parts[0]} 写了两次");
            }
        }
        return days;
    }
}
