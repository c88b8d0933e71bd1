using System.Net;
using Integration.Harness;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;

namespace Integration.Api;

/// <summary>Who is let in where: the table below must name every endpoint of the running service.</summary>
public sealed class RoleByEndpointTests
{
    private const string Case = "/api/v1/complaints/{id:guid}";
    private static readonly Role[] Everybody = Enum.GetValues<Role>();
    private static readonly Role[] Readers = [.. Everybody.Except([Role.Admin])];
    private static readonly Role[] Units = [Role.Coordinator, Role.Enforcer];
    private static readonly Role[] CentreAndUnits = [Role.Operator, .. Units];

    /// <summary>Each endpoint with the roles let in; nothing means that it is open to all.</summary>
    private static readonly Dictionary<string, Role[]?> Table = new(StringComparer.Ordinal)
    {
        ["GET /health/live"] = null,
        ["GET /health/ready"] = null,
        ["* /metrics"] = null, // open on loopback, where these tests call from
        ["GET /openapi/{documentName}.json"] = null,
        ["GET /docs/{documentName?}"] = null,
        ["GET /sign-in"] = null,
        ["GET /error/{Code:int}"] = null,
        ["GET /not-found"] = Everybody,
        ["GET /"] = Everybody,
        ["GET /password"] = Everybody,
        ["GET /desk"] = [Role.Operator],
        ["GET /desk/saved/{Id:guid}"] = [Role.Operator],
        ["POST /desk/advice"] = [Role.Operator],
        ["GET /assigned"] = [Role.Operator],
        ["GET /board/{UnitCode}"] = [.. Units, Role.DutyLeader],
        ["GET /coordination"] = [Role.Coordinator, Role.DutyLeader],
        ["GET /cases/{Id:guid}"] = Readers,
        ["GET /cases/left"] = [.. CentreAndUnits, Role.DutyLeader],
        ["GET /reports"] = [Role.Province, Role.DutyLeader],
        ["GET /publication"] = [Role.DutyLeader, Role.Coordinator],
        ["GET /deliveries"] = [Role.Province, Role.Operator, Role.DutyLeader],
        ["GET /cases/{Id:guid}/amend"] = CentreAndUnits,
        ["GET /cases/{Id:guid}/form"] = [.. CentreAndUnits, Role.DutyLeader],
        ["GET /cases/{Id:guid}/evidence"] = [.. CentreAndUnits, Role.DutyLeader],
        ["GET /limits"] = Everybody,
        ["GET /cases/{Id:guid}/documents/{KindCode}"] = CentreAndUnits,
        ["GET /documents/{Id:guid}"] = [.. CentreAndUnits, Role.DutyLeader],
        ["GET /attachments/{id:guid}"] = [.. CentreAndUnits, Role.DutyLeader],
        ["GET /live"] = Everybody,
        ["GET /search"] = Readers,
        ["POST /session"] = Everybody,
        ["GET /session"] = Everybody,
        ["GET /admin/people"] = [Role.Admin],
        ["GET /admin/people/new"] = [Role.Admin],
        ["GET /admin/people/{id:long}"] = [Role.Admin],
        ["GET /admin/units"] = [Role.Admin],
        ["GET /admin/keys"] = [Role.Admin],
        ["GET /admin/keys/{id}/revoke"] = [Role.Admin],
        ["GET /admin/windows"] = [Role.Admin],
        ["GET /admin/calendar"] = [Role.Admin],
        ["GET /admin/law"] = [Role.Admin],
        ["GET /admin/operations"] = [Role.Admin],
        ["GET /admin/audit"] = [Role.Admin],
        ["GET /admin/verify"] = [Role.Admin],
        ["POST /sign-out"] = Everybody,
        ["GET /wall"] = [Role.Operator, Role.Coordinator, Role.DutyLeader],
        ["* /hangfire/{**path}"] = [Role.Admin],
        ["POST /api/v1/complaints/"] = [Role.Operator],
        ["GET /api/v1/complaints/"] = Readers,
        [$"GET {Case}"] = Readers,
        [$"GET {Case}/timeline"] = Readers,
        [$"POST {Case}/receive"] = [Role.Operator],
        [$"POST {Case}/route"] = [Role.Coordinator, Role.DutyLeader],
        [$"POST {Case}/acknowledge"] = Units,
        [$"POST {Case}/claim"] = Units,
        [$"POST {Case}/contacts"] = CentreAndUnits,
        [$"POST {Case}/amend"] = CentreAndUnits,
        [$"POST {Case}/attachments"] = CentreAndUnits,
        [$"POST {Case}/documents"] = CentreAndUnits,
        [$"POST {Case}/important/acknowledgement"] = [Role.Operator, Role.DutyLeader],
        [$"POST {Case}/callback"] = [Role.Operator, Role.DutyLeader],
        [$"POST {Case}/supervision"] = [Role.Province, Role.Operator],
        [$"POST {Case}/anonymise"] = [Role.DutyLeader],
        [$"POST {Case}/return"] = Units,
        [$"POST {Case}/progress"] = Units,
        [$"POST {Case}/accept"] = Units,
        [$"POST {Case}/refuse"] = Units,
        [$"POST {Case}/handle"] = Units,
        [$"POST {Case}/reply"] = CentreAndUnits,
        [$"POST {Case}/close"] = CentreAndUnits,
        [$"POST {Case}/tell"] = CentreAndUnits,
        [$"POST {Case}/withdraw"] = CentreAndUnits,
        [$"POST {Case}/material"] = Units,
        [$"POST {Case}/material/received"] = CentreAndUnits,
        [$"POST {Case}/appraisal"] = Units,
        [$"POST {Case}/appraisal/end"] = Units,
        [$"POST {Case}/extend"] = [.. Units, Role.DutyLeader],
        [$"POST {Case}/filing"] = Units,
        [$"POST {Case}/transfer"] = Units,
        [$"POST {Case}/merge"] = [.. CentreAndUnits, Role.DutyLeader],
        [$"POST {Case}/clue"] = Units,
        [$"POST {Case}/important"] = [.. CentreAndUnits, Role.DutyLeader],
        [$"POST {Case}/important/reports"] = [Role.Operator, Role.DutyLeader],
        ["GET /api/v1/duty/daily-reports"] = [Role.DutyLeader, Role.Province],
        ["GET /api/v1/reports/duty/{year}/rows/{figure}"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/duty/{year}/rows/{figure}.csv"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/daily/{date}/rows/{figure}"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/daily/{date}/rows/{figure}.csv"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/monthly/{month}/rows/{figure}"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/monthly/{month}/rows/{figure}.csv"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/yearly/{year}/rows/{figure}"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/yearly/{year}/rows/{figure}.csv"] = [Role.Province, Role.DutyLeader],
        ["GET /reports/rows"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/hourly/{hour}"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/hourly/{hour}.csv"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/hourly/{hour}.xlsx"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/hourly/{hour}/rows/{figure}"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/hourly/{hour}/rows/{figure}.csv"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/hotspots"] = [Role.DutyLeader, Role.Coordinator],
        ["GET /hotspots"] = [Role.DutyLeader, Role.Coordinator],
        ["GET /situations"] = [Role.Operator, Role.DutyLeader],
        ["GET /callbacks"] = [Role.Operator, Role.DutyLeader],
        ["GET /api/v1/situations"] = [Role.Operator, Role.DutyLeader],
        ["GET /api/v1/callbacks"] = [Role.Operator, Role.DutyLeader],
        ["GET /imports"] = [Role.Operator],
        ["GET /imports/{Id:guid}"] = [Role.Operator],
        ["POST /api/v1/imports/"] = [Role.Operator],
        ["GET /api/v1/imports/"] = [Role.Operator],
        ["GET /api/v1/imports/{id:guid}"] = [Role.Operator],
        ["POST /api/v1/imports/{id:guid}/columns"] = [Role.Operator],
        ["POST /api/v1/imports/{id:guid}/stop"] = [Role.Operator],
        ["POST /api/v1/imports/{id:guid}/resume"] = [Role.Operator],
        ["POST /api/v1/imports/{id:guid}/start"] = [Role.Operator],
        ["GET /api/v1/imports/{id:guid}/errors.csv"] = [Role.Operator],
        ["GET /api/v1/imports/{id:guid}/errors.xlsx"] = [Role.Operator],
        ["GET /api/v1/imports/{id:guid}/results.csv"] = [Role.Operator],
        ["GET /api/v1/imports/{id:guid}/results.xlsx"] = [Role.Operator],
        ["POST /api/v1/assignments"] = [Role.Province, Role.Operator],
        ["GET /api/v1/feedback"] = [Role.Province],
        ["GET /api/v1/feedback/days"] = [Role.Province],
        ["GET /api/v1/feedback/deliveries"] = [Role.Province, Role.Operator, Role.DutyLeader],
        ["GET /api/v1/routing/rules"] = [Role.Coordinator, Role.Admin],
        ["GET /api/v1/limits"] = Everybody,
        ["GET /api/v1/codes"] = Everybody,
        ["GET /api/v1/failed-work"] = [Role.Admin],
        ["POST /api/v1/failed-work/{id:long}/retry"] = [Role.Admin],
        ["POST /api/v1/failed-work/{id:long}/resolve"] = [Role.Admin],
        ["POST /api/v1/parked-messages/{id:long}/retry"] = [Role.Admin],
        ["GET /api/v1/outages"] = [Role.Admin, Role.DutyLeader],
        ["GET /api/v1/notifications"] = [.. CentreAndUnits, Role.DutyLeader],
        ["GET /api/v1/reports/duty/{year}/submission"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/duty/{year}/submission.csv"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/duty/{year}/submission.xlsx"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/daily/{date}/submission"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/daily/{date}/submission.csv"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/daily/{date}/submission.xlsx"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/monthly/{month}/submission"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/monthly/{month}/submission.csv"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/monthly/{month}/submission.xlsx"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/yearly/{year}/submission"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/yearly/{year}/submission.csv"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/yearly/{year}/submission.xlsx"] = [Role.Province, Role.DutyLeader],
        ["POST /api/v1/reports/duty/{year}/submission"] = [Role.DutyLeader],
        ["POST /api/v1/reports/daily/{date}/submission"] = [Role.DutyLeader],
        ["POST /api/v1/reports/monthly/{month}/submission"] = [Role.DutyLeader],
        ["POST /api/v1/reports/yearly/{year}/submission"] = [Role.DutyLeader],
        ["GET /api/v1/reports/duty/{year}"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/duty/{year}.csv"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/duty/{year}.xlsx"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/daily/{date}"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/daily/{date}.csv"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/daily/{date}.xlsx"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/monthly/{month}"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/monthly/{month}.csv"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/monthly/{month}.xlsx"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/yearly/{year}"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/yearly/{year}.csv"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/reports/yearly/{year}.xlsx"] = [Role.Province, Role.DutyLeader],
        ["GET /api/v1/publication/{month}"] = [Role.DutyLeader, Role.Coordinator],
        ["GET /api/v1/publication/{month}.csv"] = [Role.DutyLeader, Role.Coordinator],
        ["GET /api/v1/duty/daily-list/{day}"] = [Role.DutyLeader, Role.Coordinator],
    };

    /// <summary>Files and framework endpoints, open to all: pattern begins with one of these.</summary>
    private static readonly string[] OpenFiles =
    [
        "_framework/",
        "/_framework/",
        "console.",
        "css/",
        "js/",
        "icon.",
        "offline.",
        "sw.",
        "{**path:file}",
        "/docs/scalar.",
        "/docs/favicon.svg",
    ];

    private InProcessService service = null!;
    private Cast cast = null!;
    private Guid sectionCase;
    private Guid teamCase;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 14, 9));
        cast = await Cast.OfAsync(service);
        var assigned = await cast.Province.SendAsync(
            "/api/v1/assignments",
            new
            {
                source = "state",
                upstreamNumber = "R-1",
                kind = "complaint",
                channel = "assigned",
            }
        );
        sectionCase = assigned.Id;
        await cast.Operator.StepAsync(sectionCase, "receive");
        await cast.Operator.RoutedAsync(sectionCase);
        var urgent = new
        {
            kind = "complaint",
            channel = "phone",
            injured = true,
        };
        teamCase = (await cast.Operator.RegisterRoutedAsync(urgent)).GetProperty("id").GetGuid();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.DisposeAsync();

    [Test]
    public void Table_NamesEveryEndpoint_AndNoOther()
    {
        var running = service
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => !OpenFiles.Any(f => e.RoutePattern.RawText!.StartsWith(f, StringComparison.Ordinal)))
            .Select(e =>
            {
                // A page posts its form to itself; whoever may see it may post.
                var methods = e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods;
                var method =
                    methods is null || methods.Count == 0 ? "*"
                    : methods.Contains("GET", StringComparer.Ordinal) ? "GET"
                    : string.Join(',', methods);
                return $"{method} {e.RoutePattern.RawText}";
            })
            .ToList();

        Assert.That(running.Distinct(StringComparer.Ordinal), Is.EquivalentTo(Table.Keys));
    }

    [TestCaseSource(nameof(Endpoints))]
    public async Task EachRole_IsLetIn_OrNot(string endpoint)
    {
        var roles = Table[endpoint];
        using var nobody = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = service.Address,
        };
        foreach (var unknown in endpoint.Contains("{id:", StringComparison.Ordinal) ? [false, true] : new[] { false })
        {
            var refused = await CallAsync(nobody, endpoint, Role.Operator, unknown);
            Assert.That(
                refused.Status == HttpStatusCode.Unauthorized,
                Is.EqualTo(roles is not null),
                $"nobody: {refused.Text}"
            );
            foreach (var role in Everybody)
            {
                var answer = await CallAsync(cast.Of(role), endpoint, role, unknown);
                if (roles?.Contains(role) == false)
                {
                    Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Forbidden), $"{role}: {answer.Text}");
                }
                else
                {
                    Assert.That(
                        answer.Status,
                        Is.Not.AnyOf(HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden)
                            .And.LessThan(HttpStatusCode.InternalServerError),
                        $"{role}: {answer.Text}"
                    );
                }
            }
        }
    }

    [TestCase("Bearer nonsense")]
    [TestCase("Bearer 000000000000.AAAA")]
    [TestCase("Basic YTpi")]
    public async Task WrongCredentials_Are401(string header)
    {
        using var client = new HttpClient { BaseAddress = service.Address };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

        (await client.CallAsync(HttpMethod.Get, "/api/v1/codes")).ExpectProblem(
            HttpStatusCode.Unauthorized,
            "not-signed-in"
        );
    }

    [Test]
    public async Task UnitsCannotWorkEachOthersCases()
    {
        var section = await cast.Section.TryStepAsync(teamCase, "progress", new { summary = "x" });
        var team = await cast.Team.TryStepAsync(sectionCase, "progress", new { summary = "x" });

        section.ExpectProblem(HttpStatusCode.Forbidden, "not-permitted");
        team.ExpectProblem(HttpStatusCode.NotFound, "not-found");
    }

    private static IEnumerable<string> Endpoints() => Table.Keys;

    private Task<Answer> CallAsync(HttpClient client, string endpoint, Role role, bool unknown)
    {
        var parts = endpoint.Split(' ');
        var known = role == Role.Enforcer ? teamCase : sectionCase;
        var path = parts[1]
            .Replace("{id:guid}", $"{(unknown ? Guid.CreateVersion7() : known)}", StringComparison.Ordinal)
            .Replace("{Id:guid}", $"{(unknown ? Guid.CreateVersion7() : known)}", StringComparison.Ordinal)
            .Replace("{UnitCode}", role == Role.Enforcer ? "rapidResponse" : "coordination", StringComparison.Ordinal)
            .Replace("{KindCode}", "registrationForm", StringComparison.Ordinal)
            .Replace("{Code:int}", "404", StringComparison.Ordinal)
            .Replace("{id:long}", unknown ? "987654321" : "1", StringComparison.Ordinal)
            .Replace("{day}", "2027-03-14", StringComparison.Ordinal)
            .Replace("{documentName}", "v1", StringComparison.Ordinal)
            .Replace("{documentName?}", "", StringComparison.Ordinal)
            .Replace("{**path}", "", StringComparison.Ordinal);
        return parts[0] == "POST" ? client.SendAsync(path, ApiCalls.Nothing) : client.CallAsync(HttpMethod.Get, path);
    }
}
