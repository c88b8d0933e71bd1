using Shared.Contracts.Cases;

namespace Intake.Api.Console;

/// <summary>A page that the bar leads to.</summary>
/// <param name="Key">The key that opens it, or nothing.</param>
public sealed record Place(string Path, string Name, string? Key);

/// <summary>Which pages each role works on, the first being its home.</summary>
public static class Places
{
    private static readonly Place Search = new("/search", "案件", "/");
    private static readonly Place Wall = new("/wall", "值班大屏", null);
    private static readonly Place Deliveries = new("/deliveries", "反馈送达", null);
    private static readonly Place Reports = new("/reports", "报表", null);
    private static readonly Place Situations = new("/situations", "重要情况", null);
    private static readonly Place HotSpots = new("/hotspots", "热点", null);
    private static readonly Place CallBacks = new("/callbacks", "回访", null);
    private static readonly Place Coordination = new("/coordination", "协调台", null);

    public static IReadOnlyList<Place> Of(Actor actor) =>
        actor.Role switch
        {
            Role.Operator =>
            [
                new("/desk", "接线台", "N"),
                new("/assigned", "交办接收", null),
                Deliveries,
                Situations,
                CallBacks,
                Search,
                Wall,
            ],
            Role.Coordinator => [Coordination, Board(Unit.Coordination), Board(Unit.RapidResponse), Search, Wall],
            Role.Enforcer => [Board(actor.Unit ?? Unit.RapidResponse), Search],
            Role.DutyLeader =>
            [
                Wall,
                Coordination,
                Board(Unit.Coordination),
                Board(Unit.RapidResponse),
                Search,
                Reports,
                Situations,
                CallBacks,
                HotSpots,
                new("/publication", "公示", null),
            ],
            Role.Province => [Search, Deliveries, Reports],
            _ =>
            [
                new("/admin/people", "人员", null),
                new("/admin/units", "单位", null),
                new("/admin/keys", "密钥", null),
                new("/admin/windows", "值班时段", null),
                new("/admin/calendar", "工作日历", null),
                new("/admin/law", "期限依据", null),
                new("/admin/operations", "运行", null),
                new("/admin/audit", "审计", null),
                new("/admin/verify", "核验", null),
            ],
        };

    public static string HomeOf(Actor actor) => Of(actor)[0].Path;

    /// <summary>Whose boards a person may open: coordinators and duty leaders all, enforcers their unit's.</summary>
    public static bool MaySeeBoard(Actor actor, Unit unit) =>
        actor.Role is Role.Coordinator or Role.DutyLeader || (actor.Role == Role.Enforcer && actor.Unit == unit);

    private static Place Board(Unit unit) => new($"/board/{Codes.Units.Code(unit)}", ShortName(unit), null);

    /// <summary>As people say it.</summary>
    public static string ShortName(Unit unit) => unit == Unit.Coordination ? "执法协调科" : "快速反应队";
}
