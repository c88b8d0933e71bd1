using System.Collections.Concurrent;
using Intake.Api.Complaints;
using Intake.Api.Live;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;

namespace Intake.Api.Assignments;

/// <summary>How the centre stands: contacts of today, and what waits to be received.</summary>
public sealed record CentreCounts(int Today, int Waiting);

/// <summary>What came from above and waits to be received (交办), with its clock; and the counts over the call desk.</summary>
internal sealed class AssignedTopic(Database database, PartRenderer renderer, CaseClock clock, TimeProvider time)
    : LiveTopic(clock, time)
{
    public const string TopicName = "assigned";
    private const int MostShown = 500;

    private static readonly Statement Waiting = new(
        "assigned.waiting",
        $$"""
        SELECT {{CaseLine.Columns}}
        FROM cases c
        WHERE c.status = 'arrived'
        ORDER BY c.next_due_at, c.id
        {page}
        """
    );

    private static readonly Statement Counts = new(
        "assigned.counts",
        """
        SELECT
            (SELECT COUNT(*) FROM cases t WHERE t.arrived_at >= @from) AS today,
            (SELECT COUNT(*) FROM cases w WHERE w.status = 'arrived') AS waiting
        """
    );

    private readonly CaseClock clock = clock;
    private readonly ConcurrentDictionary<string, (CaseLine, LivePart)> rows = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (CentreCounts, LivePart)> heads = new(StringComparer.Ordinal);

    public override string Name => TopicName;

    public override bool MayWatch(Actor actor) => actor.Role == Role.Operator;

    protected override async Task<(IReadOnlyList<LivePart> Head, IReadOnlyList<LivePart> Rows)> ReadAsync()
    {
        var (counts, lines) = await database.ReadAsync(async s =>
            (
                (await s.FirstAsync<CountsRow>(Counts, new { from = Shanghai.Midnight(Shanghai.DayOf(clock.Now)) }))!,
                await s.QueryAsync<CaseLine>(Waiting, new { take = MostShown })
            )
        );
        return (
            await renderer.RenderAsync<DeskCounts, CentreCounts>(
                [("desk-counts", new CentreCounts(counts.Today, counts.Waiting))],
                heads
            ),
            await renderer.RenderAsync<CaseLineRow, CaseLine>([.. lines.Select(l => (l.Id.ToString(), l))], rows)
        );
    }

    private sealed class CountsRow
    {
        public int Today { get; init; }
        public int Waiting { get; init; }
    }
}
