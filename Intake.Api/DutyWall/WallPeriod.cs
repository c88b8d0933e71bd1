using System.Globalization;
using Intake.Api.Http;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Duty;

namespace Intake.Api.DutyWall;

/// <summary>The stretch of time whose arrivals a wall shows, half-open: <c>From ≤ at &lt; To</c>.</summary>
/// <param name="Name">What the stretch is called on the wall.</param>
public sealed record WallPeriod(DateTimeOffset From, DateTimeOffset To, string Name)
{
    /// <summary>Longest stretch that can be looked back on, days.</summary>
    public const int MostDays = 62;

    private const int MostHours = 96;

    /// <summary>Length of a bar of the chart: an hour, or a day where there would be too many hours.</summary>
    public TimeSpan Step => To - From > TimeSpan.FromHours(MostHours) ? TimeSpan.FromDays(1) : TimeSpan.FromHours(1);

    public string Text => $"{Minute(From)} — {Minute(To)}";

    /// <summary>The running duty window; outside a window today in Shanghai.</summary>
    public static WallPeriod Running(DutyWindows windows, DateTimeOffset now)
    {
        if (windows.At(now) is { } window)
        {
            return new WallPeriod(window.From, window.To, "值班时段");
        }
        var midnight = Shanghai.Midnight(Shanghai.DayOf(now));
        return new WallPeriod(midnight, midnight.AddDays(1), "今日");
    }

    /// <summary>A stretch somebody asks for; nothing when what is asked for is wrong, which the errors then name.</summary>
    public static WallPeriod? LookBack(string? from, string? to, FieldErrors errors)
    {
        var start = Needed("from", from, errors);
        var end = Needed("to", to, errors);
        if (start is null || end is null)
        {
            return null;
        }
        if (end <= start)
        {
            errors.Add("to", "应晚于开始的时间");
            return null;
        }
        if (end - start > TimeSpan.FromDays(MostDays))
        {
            errors.Add("to", $"一次最多回看 {MostDays} 天");
            return null;
        }
        return new WallPeriod(start.Value, end.Value, "回看");
    }

    /// <summary>The beginnings of the chart's bars: whole hours or days in Shanghai, the first one not after <see cref="From"/>.</summary>
    public IEnumerable<DateTimeOffset> Steps()
    {
        for (var at = StepOf(From); at < To; at += Step)
        {
            yield return at;
        }
    }

    /// <summary>The beginning of the bar that holds a moment.</summary>
    public DateTimeOffset StepOf(DateTimeOffset at)
    {
        var day = Shanghai.Midnight(Shanghai.DayOf(at));
        return Step >= TimeSpan.FromDays(1) ? day : day.AddHours(Shanghai.In(at).Hour);
    }

    private static DateTimeOffset? Needed(string field, string? value, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            errors.Add(field, "不能为空");
            return null;
        }
        return errors.MomentOrDay(field, value);
    }

    private static string Minute(DateTimeOffset at) =>
        Shanghai.In(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
