using System.Collections.Concurrent;
using Intake.Api.Complaints;
using Intake.Api.Live;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;

namespace Intake.Api.Coordination;

/// <summary>What waits for the coordination section to decide.</summary>
public sealed record CoordinationCounts(int Returned, int Received, int Missed);

/// <summary>协调台: cases a unit gave back, cases not yet routed, and cases whose next limit has passed.</summary>
internal sealed class CoordinationTopic(Database database, PartRenderer renderer, CaseClock clock, TimeProvider time)
    : LiveTopic(clock, time)
{
    public const string TopicName = "coordination";
    private const int MostInGroup = 150;

    private static readonly Statement AtTheCentre = new(
        "coordination.atTheCentre",
        $$"""
        SELECT
            {{CaseLine.Columns}},
            (
                SELECT MAX(e.reason)
                FROM events e
                WHERE e.case_id = c.id AND e.type = 'returned' AND e.seq = (
                    SELECT MAX(r.seq) FROM events r WHERE r.case_id = c.id AND r.type = 'returned'
                )
            ) AS note
        FROM cases c
        WHERE c.status = @status AND c.status IN ('arrived', 'received', 'returned')
        ORDER BY c.next_due_at, c.id
        {page}
        """
    );

    private static readonly Statement Missed = new(
        "coordination.missed",
        $$"""
        SELECT {{CaseLine.Columns}}
        FROM cases c
        WHERE c.unit IN ('coordination', 'rapidResponse')
            AND c.status IN ('routed', 'acknowledged', 'handled', 'replied')
            AND c.next_due_at <= @now
        ORDER BY c.next_due_at, c.id
        {page}
        """
    );

    /// <summary>Cases that have ended and owe somebody word, and that lie with no unit or are late: boards show the others.</summary>
    private static readonly Statement ToTell = new(
        "coordination.toTell",
        $$"""
        SELECT {{CaseLine.Columns}}
        FROM cases c
        WHERE {{CaseLine.IsToTell}}
            AND (c.unit IS NULL OR c.next_due_at <= @now)
        ORDER BY c.next_due_at, c.id
        {page}
        """
    );

    private static readonly Statement Counts = new(
        "coordination.counts",
        """
        SELECT
            (SELECT COUNT(*) FROM cases r WHERE r.status = 'returned') AS returned,
            (SELECT COUNT(*) FROM cases w WHERE w.status = 'received') AS received,
            (
                SELECT COUNT(*)
                FROM cases m
                WHERE m.unit IN ('coordination', 'rapidResponse')
                    AND m.status IN ('routed', 'acknowledged', 'handled', 'replied')
                    AND m.next_due_at <= @now
            ) AS missed
        """
    );

    private readonly CaseClock clock = clock;
    private readonly ConcurrentDictionary<string, (CaseLine, LivePart)> lines = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (GroupTitle, LivePart)> titles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (CoordinationCounts, LivePart)> heads = new(StringComparer.Ordinal);

    public override string Name => TopicName;

    public override bool MayWatch(Actor actor) => actor.Role is Role.Coordinator or Role.DutyLeader;

    protected override async Task<(IReadOnlyList<LivePart> Head, IReadOnlyList<LivePart> Rows)> ReadAsync()
    {
        var now = clock.Now;
        var (returned, received, missed, toTell, counts) = await database.ReadAsync(async s =>
            (
                await s.QueryAsync<CaseLine>(AtTheCentre, new { status = "returned", take = MostInGroup }),
                await s.QueryAsync<CaseLine>(AtTheCentre, new { status = "received", take = MostInGroup }),
                await s.QueryAsync<CaseLine>(Missed, new { now, take = MostInGroup }),
                await s.QueryAsync<CaseLine>(ToTell, new { now, take = MostInGroup }),
                (await s.FirstAsync<CountsRow>(Counts, new { now }))!
            )
        );
        List<(GroupTitle? Title, CaseLine? Line)> shown =
        [
            .. Group(new GroupTitle("returned", "单位退回，待重新分流", counts.Returned, returned.Count), returned),
            .. Group(new GroupTitle("received", "待分流", counts.Received, received.Count), received),
            .. Group(new GroupTitle("missed", "超期", counts.Missed, missed.Count), missed),
            .. Group(
                new GroupTitle("toTell", "已撤回、不予受理，待告知：无承办单位或已超期", toTell.Count, toTell.Count),
                toTell
            ),
        ];
        return (
            await renderer.RenderAsync<CoordinationHead, CoordinationCounts>(
                [("coordination-counts", new CoordinationCounts(counts.Returned, counts.Received, counts.Missed))],
                heads
            ),
            await GroupedLines.RenderAsync(renderer, shown, titles, lines)
        );
    }

    private static IEnumerable<(GroupTitle?, CaseLine?)> Group(GroupTitle title, IReadOnlyList<CaseLine> lines) =>
        lines.Count == 0 ? [] : [(title, null), .. lines.Select(l => ((GroupTitle?)null, (CaseLine?)l))];

    private sealed class CountsRow
    {
        public int Returned { get; init; }
        public int Received { get; init; }
        public int Missed { get; init; }
    }
}
