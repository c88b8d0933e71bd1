namespace Shared.Contracts.Cases.Law;

/// <summary>A line of the reasoning behind a limit, in the words of the field.</summary>
/// <param name="Day">The day the line is about; nothing for lines on the limit as a whole.</param>
/// <param name="Counted">Which day of the limit this is, when it is counted.</param>
public sealed record TraceLine(DateOnly? Day, int? Counted, string Text);

/// <summary>
/// Why a limit ends when it ends, so that a clerk and a judge can follow it: where it starts, the rule and its article, each
/// day counted, skipped or made up, pauses, the shift at the end, and the result. Counted again here day by day, apart from
/// the arithmetic that sets the limit.
/// </summary>
public static class LimitTrace
{
    private static readonly string[] Weekdays = ["日", "一", "二", "三", "四", "五", "六"];

    /// <summary>The trace of a limit of the law, or of one in clock time.</summary>
    /// <param name="deadline">The limit.</param>
    /// <param name="calendar">The calendar it was counted by, <see cref="LimitBasis.CalendarVersion"/>; nothing for a limit in clock time, or where it is gone.</param>
    public static IReadOnlyList<TraceLine> Of(Deadline deadline, WorkingCalendar? calendar) =>
        deadline.Basis is not { } basis ? [.. OfClock(deadline)]
        : calendar is not null ? [.. OfLaw(deadline, basis, calendar)]
        : [.. WithoutCalendar(deadline, basis)];

    private static IEnumerable<TraceLine> WithoutCalendar(Deadline deadline, LimitBasis basis)
    {
        yield return Line($"依据：{basis.Order}{basis.Article}：{basis.Rule}");
        yield return Line($"注意：计算所用的工作日历第{basis.CalendarVersion}版已不在，无法逐日说明，请管理员核验数据");
        yield return Line($"登记的届满时间：{Moment(deadline.DueAt)}");
    }

    private static IEnumerable<TraceLine> OfClock(Deadline deadline)
    {
        yield return Line($"起算：{Moment(deadline.StartedAt)}");
        yield return Line(
            deadline.Regime == Regime.Assigned ? "依据：上级交办时确定的期限"
            : deadline.Regime != Regime.Duty ? "依据：计算依据保存以前已确定的期限"
            : $"依据：值班时限，{Codes.Stages.Name(deadline.Stage)}{Span(deadline.DueAt - deadline.StartedAt)}，按时钟昼夜连续计算，节假日不扣除"
        );
        yield return Line($"届满：{Moment(deadline.DueAt)}，早于此刻完成为按时");
    }

    private static IEnumerable<TraceLine> OfLaw(Deadline deadline, LimitBasis basis, WorkingCalendar calendar)
    {
        var start = Shanghai.DayOf(deadline.StartedAt);
        var unit = basis.Unit == LimitUnit.WorkingDays ? "个工作日" : "日";
        yield return Line($"依据：{basis.Order}{basis.Article}：{basis.Rule}");
        yield return Line(
            $"期限：{basis.Count}{unit}{Extended(basis, unit)}；法律数据第{basis.LawVersion}版，工作日历第{basis.CalendarVersion}版"
        );
        if (basis.Restart is { } again)
        {
            yield return Line(
                $"重新起算：收到并合并重复举报{again.Number}，依据{basis.Order}{again.Article}：{again.Rule}"
            );
        }
        yield return new TraceLine(start, null, $"{Name(start)}：起算当日，不计入（{Counting(deadline.Regime)}）");
        var day = start;
        var counted = 0;
        while (counted < basis.Days)
        {
            day = day.AddDays(1);
            var why = Skipped(day, basis, calendar);
            counted += why is null ? 1 : 0;
            yield return why is null
                ? new TraceLine(
                    day,
                    counted,
                    $"{Name(day)}：第{counted}{(basis.Unit == LimitUnit.WorkingDays ? "个工作日" : "日")}{MadeUp(day, calendar)}"
                )
                : new TraceLine(day, null, $"{Name(day)}：{why}");
        }
        while (basis.Unit == LimitUnit.CalendarDays && Shifts(day, basis, calendar) is { } shift)
        {
            yield return new TraceLine(day, null, $"{Name(day)}：{shift}，顺延至其后第一日");
            day = day.AddDays(1);
        }
        if (basis.Floor(calendar) is { } floor && day < floor)
        {
            yield return new TraceLine(
                day,
                null,
                $"{Name(day)}：按更正后的数据为最后一日；更正前期限未满，最后一日不早于更正当日（{basis.NotBefore:yyyy-MM-dd}），不计入的日子顺延，为 {floor:yyyy-MM-dd}"
            );
            day = floor;
        }
        if (deadline.LastDay is { } stored && stored != day)
        {
            yield return Line(
                $"注意：以上推算为 {Name(day)}，与登记的最后一日 {Name(stored)} 不一致；以登记为准，请管理员核验数据"
            );
        }
        foreach (var pause in basis.Pauses.Where(p => p.To is null))
        {
            yield return Line($"{Moment(pause.From)} 起暂停计算：{pause.Reason}；恢复后重新确定最后一日");
        }
        yield return new TraceLine(
            day,
            null,
            $"最后一日：{Name(day)}；{Moment(Shanghai.Midnight(day.AddDays(1)))} 起为超期"
        );
        if (deadline is { CancelledAt: { } ended, Basis.EndedBecause: { } because })
        {
            yield return Line($"{Moment(ended)} 起不再计算：{because}");
        }
        if (deadline.Provisional)
        {
            yield return Line(
                deadline.MayStillMove
                    ? "暂定：期限跨入尚未公布放假安排的年份，公布并确认后重新计算"
                    : "计算时期限跨入的年份尚未公布放假安排；本期限已有结果，不再重新计算"
            );
        }
    }

    /// <summary>Order 20 has no article on counting; the Civil Code's says the same.</summary>
    private static string Counting(Regime regime) => regime == Regime.Order20 ? "《民法典》第二百零一条" : "第四十五条";

    private static string? Skipped(DateOnly day, LimitBasis basis, WorkingCalendar calendar)
    {
        if (basis.PauseOn(day) is { } pause)
        {
            return $"{pause.Reason}期间，不计入";
        }
        if (basis.Unit == LimitUnit.CalendarDays)
        {
            return null;
        }
        return calendar.KindOf(day) switch
        {
            DayKind.Holiday => $"{calendar.NameOf(day)}放假，不计入",
            DayKind.Weekend => "周末，不计入",
            _ => null,
        };
    }

    private static string? Shifts(DateOnly day, LimitBasis basis, WorkingCalendar calendar) =>
        basis.PauseOn(day) is { } pause ? $"届满前{pause.Reason}，当日不计入"
        : calendar.KindOf(day) == DayKind.Holiday ? $"最后一日为法定节假日（{calendar.NameOf(day)}）"
        : calendar.KindOf(day) == DayKind.Weekend && basis.ShiftsWeekends ? "最后一日为周末"
        : null;

    private static string MadeUp(DateOnly day, WorkingCalendar calendar) =>
        calendar.KindOf(day) == DayKind.MakeUpWorkday ? $"（{calendar.NameOf(day)}调休上班）" : "";

    private static string Extended(LimitBasis basis, string unit) =>
        basis.Extension is { } e ? $"，经{e.ApprovedBy}批准延长{e.Days}{unit}（{e.Reason}）" : "";

    private static TraceLine Line(string text) => new(null, null, text);

    private static string Name(DateOnly day) => $"{day:yyyy-MM-dd} 周{Weekdays[(int)day.DayOfWeek]}";

    private static string Moment(DateTimeOffset at)
    {
        var there = Shanghai.In(at);
        return there.Second == 0 ? $"{there:yyyy-MM-dd HH:mm}" : $"{there:yyyy-MM-dd HH:mm:ss}";
    }

    private static string Span(TimeSpan span) =>
        span.TotalHours >= 1 && span.Minutes == 0 ? $"{span.TotalHours:0}小时" : $"{span.TotalMinutes:0}分钟";
}
