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
public sealed record LawPreview(int Cases, int Limits, IReadOnlyList<LimitDifference> Shown)
{
    /// <summary>Vouches for what was previewed: only that can be signed, by whom it was shown to.</summary>
    public required string Seal { get; init; }
}

/// <summary>What became of an attempt to sign.</summary>
public enum Signing
{
    Done,

    /// <summary>Somebody else has changed it since the preview.</summary>
    Late,

    /// <summary>What was sent is not what was previewed.</summary>
    NotPreviewed,
}

/// <summary>
/// Changes the working calendar and the law's data: shows first what would change for open cases, then puts the change in
/// force in the name of the administrator who signs it.
/// </summary>
public sealed class LawDesk(
    LawVersions versions,
    OpenLawLimits limits,
    PolicySource policies,
    CaseClock clock,
    LawSeals seals
)
{
    public const string NotPreviewed = "内容在看影响之后又改过，或者还没有看过影响：请先看影响，再签署";

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

    /// <summary>Versions by which nothing can be counted, as pages name them.</summary>
    public IReadOnlyList<string> Unreadable => [.. policies.Unreadable.Select(v => v.Name)];

    /// <summary>The number of the newest version, whether or not it can be read: a change builds on it.</summary>
    public async Task<int> NewestAsync(LawSubject subject) =>
        (await versions.NewestAsync()).First(v => v.Subject == LawVersions.CodeOf(subject)).Version;

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
    /// <param name="isComplete">Somebody vouches that nothing of the notice is missing.</param>
    public static CalendarYear? ReadYear(
        int year,
        string? holidays,
        string? makeUpWorkdays,
        bool isComplete,
        FieldErrors errors
    )
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
        var read = new CalendarYear(year, rests, works) { IsComplete = isComplete };
        if (isComplete && !errors.Any && read.MissingHolidays.ToList() is { Count: > 0 } missing)
        {
            errors.Add("holidays", $"没有{string.Join('、', missing)}的放假日，还不是全年安排");
        }
        return errors.Any ? null : read;
    }

    /// <summary>Reads the law's data; what is wrong goes to <paramref name="errors"/>.</summary>
    public async Task<LawBook?> ReadBookAsync(string? text, FieldErrors errors)
    {
        LawBook book;
        try
        {
            book = LawBook.Read(text ?? "");
        }
        catch (JsonException wrong)
        {
            var line = wrong.LineNumber is { } number ? $"第 {number + 1} 行" : "";
            var place = wrong.Path is { Length: > 0 } path ? $"（{path}）" : "";
            errors.Add("body", $"不能读取：{line}{place}写法不对，缺少必填项、名称写错，或者少了标点");
            return null;
        }
        var inForce = (await policies.CurrentAsync()).Law.Book;
        var faults = LawBookReview.Faults(book, inForce, await limits.RegimesInUseAsync());
        foreach (var fault in faults)
        {
            errors.Add("body", fault);
        }
        return faults.Count == 0 ? book : null;
    }

    /// <param name="seen">The version the person looked at.</param>
    public async Task<LawPreview> PreviewAsync(CalendarYear year, int seen, Actor actor)
    {
        var calendar = (await policies.CurrentAsync()).Law.Calendar;
        return await PreviewAsync(
            await policies.ProposedAsync(calendar.With(year), null),
            LawSeals.Digest(LawSubject.Calendar, seen, LawSeals.Written(year), actor)
        );
    }

    /// <param name="seen">The version the person looked at.</param>
    public async Task<LawPreview> PreviewAsync(LawBook book, int seen, Actor actor) =>
        await PreviewAsync(
            await policies.ProposedAsync(null, book),
            LawSeals.Digest(LawSubject.Limits, seen, LawSeals.Written(book), actor)
        );

    /// <param name="seen">The version the person looked at; a newer one is never overwritten.</param>
    /// <param name="seal">Of the preview.</param>
    public async Task<Signing> SignAsync(CalendarYear year, int seen, string? seal, Actor actor)
    {
        policies.Forget();
        var signed = (await policies.CurrentAsync()).Law.Calendar.With(
            year with
            {
                SignedBy = actor.Name,
                SignedAt = Shanghai.In(clock.Now),
            }
        );
        var note = $"{year.Year}年放假安排{(year.IsComplete ? "" : "（未录全）")}";
        return await SignAsync(LawSubject.Calendar, seen, seal, LawSeals.Written(year), signed.ToJson(), note, actor);
    }

    /// <param name="seen">The version the person looked at; a newer one is never overwritten.</param>
    /// <param name="seal">Of the preview.</param>
    public Task<Signing> SignAsync(LawBook book, int seen, string? seal, string note, Actor actor) =>
        SignAsync(
            LawSubject.Limits,
            seen,
            seal,
            LawSeals.Written(book),
            (book with { Version = seen + 1 }).ToString(),
            note,
            actor
        );

    private async Task<Signing> SignAsync(
        LawSubject subject,
        int seen,
        string? seal,
        string content,
        string body,
        string note,
        Actor actor
    )
    {
        if (await NewestAsync(subject) != seen)
        {
            return Signing.Late;
        }
        if (!seals.Vouches(seal, LawSeals.Digest(subject, seen, content, actor)))
        {
            return Signing.NotPreviewed;
        }
        var done = await versions.SignAsync(subject, seen + 1, body, note, actor);
        policies.Forget();
        return done ? Signing.Done : Signing.Late;
    }

    private async Task<LawPreview> PreviewAsync(StatutoryLimits law, string digest)
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
        return new LawPreview(cases.Count, count, shown) { Seal = seals.Of(digest) };
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
