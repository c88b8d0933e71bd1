using System.Globalization;
using Intake.Api.Console;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;
using Shared.Contracts.Hosting.Bus;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Duty;
using Shared.Contracts.Storage.Failures;
using Shared.Contracts.Storage.Outbox;

namespace Intake.Api.DutyWall;

/// <summary>Reads the figures of a period from the database.</summary>
public sealed class WallReader(
    Database database,
    Heartbeats heartbeats,
    FailedWork failures,
    DutyReports dutyReports,
    CaseClock clock,
    TimeProvider time,
    BrokerProbe? broker = null
)
{
    /// <summary>Lines of a list on the wall.</summary>
    public const int MostLines = 4;

    /// <summary>Bars of categories; the others are told as one.</summary>
    public const int MostCategories = 6;

    private static readonly CaseStatus[] WaitingStatuses =
    [
        CaseStatus.Arrived,
        CaseStatus.Received,
        CaseStatus.Returned,
        CaseStatus.Routed,
    ];

    private static readonly DateTimeOffset Far = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="System.Data.Common.DbException">The database is out of reach.</exception>
    public async Task<WallReading> ReadAsync(WallPeriod period)
    {
        var began = time.GetTimestamp();
        var now = clock.Now;
        var span = new
        {
            from = period.From,
            to = period.To,
            now,
            farAt = Far,
            take = MostLines,
        };
        var read = await database.ReadAsync(async s => new Rows(
            await s.QueryAsync<HourRow>(WallSql.Hours, span),
            await s.QueryAsync<UnitRow>(WallSql.Units, span),
            await s.QueryAsync<PlaceRow>(WallSql.Places, span),
            await WaitingAsync(s, period),
            await s.QueryAsync<ImportantRow>(WallSql.Important, span),
            (await s.FirstAsync<ImportantCountRow>(WallSql.ImportantCounts, span))!
        ));
        var sum = new WallSums(read.Units);
        return new WallReading
        {
            Period = period,
            AsOf = now,
            Cases = sum.Of(u => u.Cases),
            Consultations = read.Hours.Sum(h => h.Consultations),
            Stages = sum.Stages,
            Overdue = sum.Of(u => u.Overdue),
            EverMissed = sum.Of(u => u.EverMissed),
            Steps = Steps(period, read.Hours),
            Districts = Districts(read.Places),
            Categories = Categories(read.Places),
            Units = Units(read.Units),
            Waiting = read.Waiting,
            Important = [.. read.Important.Select(r => r.ToImportant())],
            ImportantCount = read.Counts.Cases,
            ImportantOwed = read.Counts.Owed ?? 0,
            Health = await HealthAsync(began),
            OwedReports = await dutyReports.OwedAsync(),
        };
    }

    private static async Task<IReadOnlyList<WallCase>> WaitingAsync(Session session, WallPeriod period)
    {
        var waiting = new List<WallCase>();
        foreach (var status in WaitingStatuses)
        {
            waiting.AddRange(
                await session.QueryAsync<WallCase>(
                    WallSql.Waiting,
                    new
                    {
                        status = Codes.Statuses.Code(status),
                        from = period.From,
                        to = period.To,
                        take = MostLines,
                    }
                )
            );
        }
        return [.. waiting.OrderBy(c => c.ArrivedAt).ThenBy(c => c.Id).Take(MostLines)];
    }

    private async Task<WallHealth> HealthAsync(long began)
    {
        var beat = await heartbeats.LastAsync(Heartbeats.Clock);
        var depths = (await database.ReadAsync(s => s.FirstAsync<DepthRow>(OutboxSql.Depths)))!;
        return new WallHealth(
            beat?.DomainAt,
            beat is not null && time.GetUtcNow() - beat.At < Heartbeats.Silence,
            depths.Waiting ?? 0,
            depths.Parked ?? 0,
            await failures.CountAsync(),
            broker?.State.Answers,
            time.GetElapsedTime(began),
            AwaySince: null
        );
    }

    private static List<WallStep> Steps(WallPeriod period, IReadOnlyList<HourRow> hours)
    {
        var steps = hours.ToLookup(h => period.StepOf(h.At));
        return
        [
            .. period
                .Steps()
                .Select(at => new WallStep(
                    at,
                    steps[at].Sum(h => h.Contacts - h.Consultations),
                    steps[at].Sum(h => h.Consultations)
                )),
        ];
    }

    /// <summary>All districts, so that each keeps its place; what is not known last.</summary>
    private static List<WallCount> Districts(IReadOnlyList<PlaceRow> places)
    {
        var counts = places
            .GroupBy(p => p.District ?? "", StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(p => p.Cases), StringComparer.Ordinal);
        var named = Codes.Districts.Entries.Select(e => new WallCount(e.Name, counts.GetValueOrDefault(e.Code)));
        return counts.TryGetValue("", out var unknown) ? [.. named, new WallCount("不详", unknown)] : [.. named];
    }

    /// <summary>The most frequent ones, and the rest as one.</summary>
    private static List<WallCount> Categories(IReadOnlyList<PlaceRow> places)
    {
        var all = places
            .GroupBy(p => p.Category ?? "", StringComparer.Ordinal)
            .Select(g => new WallCount(
                g.Key.Length == 0 ? "未分类" : Codes.Categories.NameOf(g.Key),
                g.Sum(p => p.Cases)
            ))
            .OrderByDescending(c => c.Count)
            .ThenBy(c => c.Name, StringComparer.Ordinal)
            .ToList();
        var rest = all.Skip(MostCategories).Sum(c => c.Count);
        return rest == 0
            ? all
            : [.. all.Take(MostCategories), new WallCount($"另 {all.Count - MostCategories} 类", rest, IsRest: true)];
    }

    /// <summary>The centre first, then every unit, also one that has nothing.</summary>
    private static List<WallUnit> Units(IReadOnlyList<UnitRow> rows)
    {
        var byUnit = rows.ToDictionary(r => r.Unit ?? "", StringComparer.Ordinal);
        WallUnit Of(string code, string name) =>
            byUnit.TryGetValue(code, out var r)
                ? new WallUnit(name, r.Waiting, r.Working, r.ToReply, r.Ended, r.Overdue)
                : new WallUnit(name, 0, 0, 0, 0, 0);
        return
        [
            Of("", "中心"),
            .. Enum.GetValues<Unit>().Select(unit => Of(Codes.Units.Code(unit), Places.ShortName(unit))),
        ];
    }

    private sealed record Rows(
        IReadOnlyList<HourRow> Hours,
        IReadOnlyList<UnitRow> Units,
        IReadOnlyList<PlaceRow> Places,
        IReadOnlyList<WallCase> Waiting,
        IReadOnlyList<ImportantRow> Important,
        ImportantCountRow Counts
    );

    private sealed class HourRow
    {
        public string Hour { get; init; } = "";
        public int Contacts { get; init; }
        public int Consultations { get; init; }

        public DateTimeOffset At =>
            DateTimeOffset.ParseExact(
                Hour,
                "yyyy-MM-ddTHH",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal
            );
    }

    private sealed class PlaceRow
    {
        public string? District { get; init; }
        public string? Category { get; init; }
        public int Cases { get; init; }
    }

    private sealed class ImportantCountRow
    {
        public int Cases { get; init; }
        public int? Owed { get; init; }
    }

    private sealed class DepthRow
    {
        public long? Waiting { get; init; }
        public long? Parked { get; init; }
    }
}
