using System.Collections.Concurrent;
using Intake.Api.Complaints;
using Intake.Api.Console;
using Intake.Api.Live;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;

namespace Intake.Api.Enforcement.Board;

/// <summary>A unit's board in figures.</summary>
/// <param name="Missed">Cases whose next limit has passed.</param>
public sealed record BoardCounts(string Id, int Routed, int Acknowledged, int Handled, int Missed);

/// <summary>
/// 执法台: what a unit has to do, urgent ones on top, then by what is due next: to acknowledge first, then in hand, then to
/// reply. Each group shows
/// the first of it and the count of all.
/// </summary>
internal sealed class BoardTopic(
    Unit unit,
    Database database,
    PartRenderer renderer,
    CaseClock clock,
    TimeProvider time
) : LiveTopic(clock, time)
{
    private const int MostInGroup = 150;

    private static readonly Statement OfStatus = new(
        "board.ofStatus",
        $$"""
        SELECT {{CaseLine.Columns}}
        FROM cases c
        WHERE c.unit = @unit AND c.status = @status AND c.status IN ('routed', 'acknowledged', 'handled', 'replied')
        ORDER BY CASE WHEN c.level = 'normal' THEN 1 ELSE 0 END, c.next_due_at, c.id
        {page}
        """
    );

    private static readonly Statement OpenToUnit = new(
        "board.openToUnit",
        $$"""
        SELECT {{CaseLine.Columns}}
        FROM cases c
        WHERE c.open_to = @unit AND c.status = 'routed'
        ORDER BY CASE WHEN c.level = 'normal' THEN 1 ELSE 0 END, c.next_due_at, c.id
        {page}
        """
    );

    /// <summary>Complaints that were refused, or accepted and taken back: people are yet to be told.</summary>
    private static readonly Statement ToTell = new(
        "board.toTell",
        $$"""
        SELECT {{CaseLine.Columns}}
        FROM cases c
        WHERE c.unit = @unit
            AND {{CaseLine.IsToTell}}
        ORDER BY c.next_due_at, c.id
        {page}
        """
    );

    private static readonly Statement Counts = new(
        "board.counts",
        """
        SELECT
            c.status,
            COUNT(*) AS cases,
            SUM(CASE WHEN c.next_due_at <= @now THEN 1 ELSE 0 END) AS missed
        FROM cases c
        WHERE c.unit = @unit AND c.status IN ('routed', 'acknowledged', 'handled', 'replied')
        GROUP BY c.status
        """
    );

    private static readonly CaseStatus[] Order =
    [
        CaseStatus.Routed,
        CaseStatus.Acknowledged,
        CaseStatus.Handled,
        CaseStatus.Replied,
    ];

    private readonly CaseClock clock = clock;
    private readonly ConcurrentDictionary<string, (CaseLine, LivePart)> lines = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (GroupTitle, LivePart)> titles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (BoardCounts, LivePart)> heads = new(StringComparer.Ordinal);

    public static string NameOf(Unit unit) => $"board/{Codes.Units.Code(unit)}";

    public override string Name => NameOf(unit);

    public override bool MayWatch(Actor actor) => Places.MaySeeBoard(actor, unit);

    protected override async Task<(IReadOnlyList<LivePart> Head, IReadOnlyList<LivePart> Rows)> ReadAsync()
    {
        var code = Codes.Units.Code(unit);
        var (groups, counts, open, toTell) = await database.ReadAsync(async s =>
        {
            var groups = new List<(CaseStatus Status, IReadOnlyList<CaseLine> Lines)>();
            foreach (var status in Order)
            {
                var parameters = new
                {
                    unit = code,
                    status = Codes.Statuses.Code(status),
                    take = MostInGroup,
                };
                groups.Add((status, await s.QueryAsync<CaseLine>(OfStatus, parameters)));
            }
            return (
                groups,
                (await s.QueryAsync<CountRow>(Counts, new { unit = code, now = clock.Now })).ToDictionary(c =>
                    Codes.Statuses.Value(c.Status)
                ),
                await s.QueryAsync<CaseLine>(OpenToUnit, new { unit = code, take = MostInGroup }),
                await s.QueryAsync<CaseLine>(ToTell, new { unit = code, take = MostInGroup })
            );
        });
        int Count(CaseStatus status) => counts.TryGetValue(status, out var row) ? row.Cases : 0;

        var shown = new List<(GroupTitle? Title, CaseLine? Line)>();
        foreach (var (status, group) in groups)
        {
            Add(shown, new GroupTitle(Codes.Statuses.Code(status), TitleOf(status), Count(status), group.Count), group);
        }
        Add(shown, new GroupTitle("toTell", "已撤回、不予受理，待告知", toTell.Count, toTell.Count), toTell);
        Add(shown, new GroupTitle("open", "可接办：他队两次未签收", open.Count, open.Count), open);
        return (
            await renderer.RenderAsync<BoardHead, BoardCounts>(
                [
                    (
                        "board-counts",
                        new BoardCounts(
                            code,
                            Count(CaseStatus.Routed),
                            Count(CaseStatus.Acknowledged),
                            Count(CaseStatus.Handled) + Count(CaseStatus.Replied),
                            counts.Values.Sum(c => c.Missed) + toTell.Count(l => l.NextDueAt <= clock.Now)
                        )
                    ),
                ],
                heads
            ),
            await GroupedLines.RenderAsync(renderer, shown, titles, lines)
        );
    }

    private static void Add(
        List<(GroupTitle? Title, CaseLine? Line)> shown,
        GroupTitle title,
        IReadOnlyList<CaseLine> group
    )
    {
        if (group.Count > 0)
        {
            shown.Add((title, null));
            shown.AddRange(group.Select(l => ((GroupTitle?)null, (CaseLine?)l)));
        }
    }

    private static string TitleOf(CaseStatus status) =>
        status switch
        {
            CaseStatus.Routed => "待签收",
            CaseStatus.Acknowledged => "在办",
            CaseStatus.Handled => "待反馈",
            _ => "待办结",
        };

    private sealed class CountRow
    {
        public string Status { get; init; } = "";
        public int Cases { get; init; }
        public int Missed { get; init; }
    }
}
