using Shared.Contracts.Cases;

namespace Browser.Pages;

/// <summary>A page in one of its states, which the tests of every page visit.</summary>
/// <param name="Name">As files and tests are named.</param>
/// <param name="Path">Where it is; <c>{case}</c> and <c>{document}</c> stand for those of the busy stage.</param>
/// <param name="Role">Who looks at it, or nobody who is signed in.</param>
/// <param name="Answer">The status the page comes with.</param>
public sealed record ConsolePage(string Name, string Path, Role? Role, Stage Stage, int Answer = 200)
{
    public override string ToString() => $"{Name}-{Stage}";
}

/// <summary>
/// Every page of the console. A new page is a line here for each of its states; what it does is tested in a file of its own.
/// </summary>
public static class ConsolePages
{
    public static readonly IReadOnlyList<ConsolePage> All =
    [
        new("sign-in", "/sign-in", null, Stage.Empty),
        new("password", "/password", Role.Operator, Stage.Empty),
        new("desk", "/desk", Role.Operator, Stage.Empty),
        new("desk", "/desk?caller=13812345678&callRef=T-1", Role.Operator, Stage.Busy),
        new("back-entry", "/desk?back=1", Role.Operator, Stage.Busy),
        new("registered", "/desk/saved/{case}", Role.Operator, Stage.Busy),
        new("assigned", "/assigned", Role.Operator, Stage.Empty),
        new("assigned", "/assigned", Role.Operator, Stage.Busy),
        new("imports", "/imports", Role.Operator, Stage.Empty),
        new("board-section", "/board/coordination", Role.Coordinator, Stage.Empty),
        new("board-section", "/board/coordination", Role.Coordinator, Stage.Busy),
        new("board-team", "/board/rapidResponse", Role.Enforcer, Stage.Busy),
        new("coordination", "/coordination", Role.DutyLeader, Stage.Empty),
        new("coordination", "/coordination", Role.Coordinator, Stage.Busy),
        new("case-team", "/cases/{case}", Role.Enforcer, Stage.Busy),
        new("case-desk", "/cases/{case}", Role.Operator, Stage.Busy),
        new("case-amend", "/cases/{case}/amend", Role.Operator, Stage.Busy),
        new("case-form", "/cases/{case}/form", Role.Enforcer, Stage.Busy),
        new("document-issue", "/cases/{case}/documents/identityProof", Role.Enforcer, Stage.Busy),
        new("document-later", "/cases/{case}/documents/mediationEnd", Role.Enforcer, Stage.Busy, Answer: 409),
        new("document", "/documents/{document}", Role.Enforcer, Stage.Busy),
        new("document-other", "/documents/{document}", Role.DutyLeader, Stage.Busy),
        new("search", "/search", Role.Operator, Stage.Empty),
        new("search", "/search", Role.Coordinator, Stage.Busy),
        new("search-none", "/search?q=没有这样的词", Role.Enforcer, Stage.Busy),
        new("search-wrong", "/search?status=nonsense", Role.DutyLeader, Stage.Busy, Answer: 422),
        new("search-province", "/search", Role.Province, Stage.Busy),
        new("case-left", "/cases/left?done=return", Role.Enforcer, Stage.Busy),
        new("deliveries", "/deliveries", Role.Province, Stage.Empty),
        new("deliveries", "/deliveries", Role.Operator, Stage.Busy),
        new("reports", "/reports", Role.Province, Stage.Empty),
        new("reports", "/reports?kind=daily", Role.DutyLeader, Stage.Busy),
        new(
            "report-rows",
            "/reports/rows?kind=daily&of=2027-03-14&figure=duty.acknowledge",
            Role.DutyLeader,
            Stage.Busy
        ),
        new("reports-wrong", "/reports?kind=monthly&of=march", Role.DutyLeader, Stage.Empty, Answer: 422),
        new("hotspots", "/hotspots", Role.DutyLeader, Stage.Empty),
        new("hotspots", "/hotspots", Role.Coordinator, Stage.Busy),
        new("reports-hour", "/reports?kind=hourly", Role.DutyLeader, Stage.Busy),
        new("situations", "/situations", Role.DutyLeader, Stage.Empty),
        new("situations", "/situations", Role.Operator, Stage.Busy),
        new("callbacks", "/callbacks", Role.Operator, Stage.Empty),
        new("callbacks", "/callbacks", Role.DutyLeader, Stage.Busy),
        new("publication", "/publication", Role.DutyLeader, Stage.Empty),
        new("wall", "/wall", Role.DutyLeader, Stage.Empty),
        new("wall", "/wall", Role.Operator, Stage.Busy),
        new("people", "/admin/people", Role.Admin, Stage.Busy),
        new("person-new", "/admin/people/new", Role.Admin, Stage.Empty),
        new("units", "/admin/units", Role.Admin, Stage.Busy),
        new("keys", "/admin/keys", Role.Admin, Stage.Busy),
        new("windows", "/admin/windows", Role.Admin, Stage.Empty),
        new("calendar", "/admin/calendar", Role.Admin, Stage.Busy),
        new("law", "/admin/law", Role.Admin, Stage.Busy),
        new("limits", "/limits?kind=complaint&receivedAt=2026-04-28T09:00", Role.Coordinator, Stage.Busy),
        new("limits-wrong", "/limits?kind=nonsense", Role.Operator, Stage.Busy, Answer: 422),
        new("case-evidence", "/cases/{case}/evidence", Role.Enforcer, Stage.Busy),
        new("operations", "/admin/operations", Role.Admin, Stage.Busy),
        new("audit", "/admin/audit", Role.Admin, Stage.Busy),
        new("verify", "/admin/verify", Role.Admin, Stage.Empty),
        new("verify", "/admin/verify", Role.Admin, Stage.Busy),
        new("forbidden", "/hangfire", Role.Operator, Stage.Empty, Answer: 403),
        new("not-found", "/nowhere", Role.Operator, Stage.Empty, Answer: 404),
    ];

    /// <summary>Whether a path is that of a page which is there.</summary>
    public static bool Has(string path) => All.Any(p => p.Path == path && p.Answer == 200);
}
