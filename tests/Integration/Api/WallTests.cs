using System.Net;
using Intake.Api.Assignments;
using Intake.Api.Drill;
using Intake.Api.DutyWall;
using Integration.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;

namespace Integration.Api;

/// <summary>Each figure of the duty wall equals a count made otherwise, from timelines, deadlines and facts.</summary>
public sealed class WallTests
{
    private static readonly DateTimeOffset Morning = Shanghai.At(2027, 3, 14, 9);
    private static readonly WallPeriod Window = new(
        Shanghai.At(2027, 3, 14, 8),
        Shanghai.At(2027, 3, 16, 18),
        "值班时段"
    );

    private static readonly (string Name, string Filter)[] Holders =
    [
        ("中心", "c.unit IS NULL"),
        ("执法协调科", "c.unit = 'coordination'"),
        ("快速反应队", "c.unit = 'rapidResponse'"),
    ];

    private InProcessService service = null!;
    private Cast cast = null!;
    private WallReading wall = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Morning);
        cast = await Cast.OfAsync(service);
        await RegisterAsync();
        await WorkAsync();
        await Eventually.HoldsAsync(
            async () =>
                await CountAsync(
                    $"""
                    FROM deadlines WHERE met_at IS NULL AND cancelled_at IS NULL AND missed_at IS NULL
                        AND due_at <= '{Stored(service.Clock.Now)}'
                    """
                ) == 0,
            ApiCalls.Patience,
            "the clock has recorded what is missed"
        );
        wall = await service.Services.GetRequiredService<WallReader>().ReadAsync(Window);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.DisposeAsync();

    [Test]
    public async Task CasesAndConsultations_AreThoseThatArrived()
    {
        Assert.That(wall.Cases, Is.EqualTo(await CasesAsync("1 = 1")).And.GreaterThan(80));
        Assert.That(wall.Consultations, Is.EqualTo(await CountAsync("FROM cases WHERE kind = 'consultation'")));
        Assert.That(wall.Steps.Sum(s => s.Cases), Is.EqualTo(wall.Cases));
        Assert.That(wall.Steps.Sum(s => s.Consultations), Is.EqualTo(wall.Consultations));
        Assert.That(wall.Steps.Single(s => s.From == Morning).Cases, Is.EqualTo(wall.Cases));
    }

    [TestCase(0, "registered", "received")]
    [TestCase(1, "routed", "routed")]
    [TestCase(2, "acknowledged", "acknowledged")]
    [TestCase(3, "handled", "handled")]
    [TestCase(4, "replied", "replied")]
    public async Task EachStage_CountsTheCasesWhoseTimelineHasIt(int stage, string oneEvent, string otherEvent)
    {
        var counted = await CasesAsync(
            $"EXISTS (SELECT 1 FROM events e WHERE e.case_id = c.id AND e.type IN ('{oneEvent}', '{otherEvent}'))"
        );

        Assert.That(wall.Stages[stage].Count, Is.EqualTo(counted).And.GreaterThan(0));
        Assert.That(
            wall.Stages[stage].Count,
            Is.LessThanOrEqualTo(stage == 0 ? wall.Cases : wall.Stages[stage - 1].Count)
        );
    }

    [TestCase(0, "receive")]
    [TestCase(1, "route")]
    [TestCase(2, "acknowledge")]
    [TestCase(3, "handle")]
    [TestCase(4, "reply")]
    public async Task EachShare_IsThatOfTheDeadlines(int stage, string code)
    {
        const string Of = "d.case_id = c.id AND d.regime = 'duty' AND d.stage";
        var late =
            $"EXISTS (SELECT 1 FROM deadlines d WHERE {Of} = '{code}' AND (d.met_at >= d.due_at OR (d.met_at IS NULL AND d.missed_at IS NOT NULL)))";
        var met = $"EXISTS (SELECT 1 FROM deadlines d WHERE {Of} = '{code}' AND d.met_at < d.due_at)";

        Assert.That(wall.Stages[stage].Missed, Is.EqualTo(await CasesAsync(late)));
        Assert.That(wall.Stages[stage].InTime, Is.EqualTo(await CasesAsync($"{met} AND NOT {late}")));
    }

    [Test]
    public async Task Overdue_AreTheCasesWithAnOpenLimitThatHasPassed()
    {
        var now = Stored(wall.AsOf);
        var open = "d.case_id = c.id AND d.met_at IS NULL AND d.cancelled_at IS NULL";

        Assert.That(
            wall.Overdue,
            Is.EqualTo(await CasesAsync($"EXISTS (SELECT 1 FROM deadlines d WHERE {open} AND d.due_at <= '{now}')"))
                .And.GreaterThan(5)
        );
        Assert.That(
            wall.EverMissed,
            Is.EqualTo(
                await CasesAsync(
                    """
                    EXISTS (SELECT 1 FROM events e WHERE e.case_id = c.id AND e.type = 'missed'
                        AND json_extract(e.data, '$.regime') = 'duty'
                        AND json_extract(e.data, '$.stage') IN ('receive', 'route', 'acknowledge', 'handle', 'reply'))
                    """
                )
            )
        );
        Assert.That(wall.EverMissed, Is.GreaterThan(wall.Stages[2].Missed - 1));
    }

    [Test]
    public async Task DistrictsAndCategories_AreThoseOfTheFacts()
    {
        foreach (var district in Codes.Districts.Entries)
        {
            Assert.That(
                wall.Districts.Single(d => d.Name == district.Name).Count,
                Is.EqualTo(await CasesAsync($"json_extract(c.facts, '$.district') = '{district.Code}'")),
                district.Name
            );
        }
        Assert.That(wall.Districts.Sum(d => d.Count), Is.EqualTo(wall.Cases));
        Assert.That(wall.Categories.Sum(d => d.Count), Is.EqualTo(wall.Cases));
        foreach (var shown in wall.Categories.Where(c => !c.IsRest))
        {
            var filter = Codes.Categories.TryFind(shown.Name, out var category) ? $"= '{category.Code}'" : "IS NULL";
            Assert.That(
                shown.Count,
                Is.EqualTo(await CasesAsync($"json_extract(c.facts, '$.category') {filter}")),
                shown.Name
            );
        }
    }

    [Test]
    public async Task Units_HaveWhatLiesWithThem()
    {
        foreach (var (name, unit) in Holders)
        {
            var shown = wall.Units.Single(u => u.Name == name);
            Assert.That(
                (shown.Waiting, shown.Working, shown.ToReply, shown.Ended),
                Is.EqualTo(
                    (
                        await CasesAsync($"{unit} AND c.status IN ('arrived', 'received', 'returned', 'routed')"),
                        await CasesAsync($"{unit} AND c.status = 'acknowledged'"),
                        await CasesAsync($"{unit} AND c.status = 'handled'"),
                        await CasesAsync($"{unit} AND c.status IN ('replied', 'closed', 'withdrawn', 'refused')")
                    )
                ),
                name
            );
        }
        Assert.That(wall.Units.Sum(u => u.Waiting + u.Working + u.ToReply + u.Ended), Is.EqualTo(wall.Cases));
        Assert.That(wall.Units.Sum(u => u.Overdue), Is.EqualTo(wall.Overdue));
    }

    [Test]
    public async Task Waiting_AreTheOldestOfThoseNobodyHasTaken()
    {
        var oldest = await service.RowsAsync(
            $"""
            SELECT number FROM cases WHERE status IN ('arrived', 'received', 'returned', 'routed')
            ORDER BY arrived_at, id LIMIT {WallReader.MostLines}
            """
        );

        Assert.That(wall.Waiting.Select(c => c.Number), Is.EqualTo(oldest));
    }

    [Test]
    public async Task ImportantSituations_AreThoseFlagged_TheOwedOnesFirst()
    {
        const string Owed =
            "EXISTS (SELECT 1 FROM deadlines d WHERE d.case_id = c.id AND d.stage IN ('reportByPhone', 'reportInWriting') AND d.met_at IS NULL)";

        Assert.That(wall.ImportantCount, Is.EqualTo(await CasesAsync("c.important IS NOT NULL")).And.GreaterThan(2));
        Assert.That(wall.ImportantOwed, Is.EqualTo(await CasesAsync($"c.important IS NOT NULL AND {Owed}")));
        Assert.That(wall.ImportantOwed, Is.InRange(1, wall.ImportantCount - 1));
        Assert.That(wall.Important[0].IsOwed, Is.True);
        Assert.That(wall.Important.Select(i => i.IsOwed), Is.Ordered.Descending);
    }

    [Test]
    public async Task ThePage_ShowsTheFigures_AndNobody()
    {
        // The page shows the topic's last reading, which may be a second old.
        var page = await Eventually.ValueAsync(
            () => PageAsync(cast.Leader, "/wall"),
            p => p.Contains($"投诉、举报 {wall.Cases} 件", StringComparison.Ordinal),
            ApiCalls.Patience,
            "the figures of all cases are there"
        );

        Assert.Multiple(() =>
        {
            Assert.That(page, Does.Contain("data-live=\"wall\"").And.Contain("data-stays"));
            Assert.That(page, Does.Contain("值班时段"));
            Assert.That(page, Does.Contain($"/cases/{wall.Waiting[0].Id}"));
            Assert.That(page, Does.Not.Contain("style=\""));
            foreach (var matter in DrillTemplates.Shipped.Matters)
            {
                Assert.That(page, Does.Not.Contain(matter.Content[..6]), "no caller's words");
            }
            foreach (var name in DrillTemplates.Shipped.GivenNames)
            {
                Assert.That(page, Does.Not.Contain(name), "no caller's name");
            }
        });
    }

    [Test]
    public async Task LookingBack_ShowsThatStretch_AndNamesWhatIsWrong()
    {
        var day = await PageWhenCountedAsync("/wall?from=2027-03-14&to=2027-03-15");
        var empty = await PageWhenCountedAsync("/wall?from=2027-03-10&to=2027-03-11");
        var wrong = await PageAsync(cast.Leader, "/wall?from=2027-03-15&to=2027-03-14");

        Assert.Multiple(() =>
        {
            Assert.That(day, Does.Contain($"投诉、举报 {wall.Cases} 件").And.Not.Contain("data-live"));
            Assert.That(day, Does.Contain("value=\"2027-03-14T00:00\"").And.Contain("回到现在"));
            Assert.That(empty, Does.Contain("本时段还没有来件"));
            Assert.That(wrong, Does.Contain("应晚于开始的时间").And.Contain("aria-invalid=\"true\""));
        });
    }

    [Test]
    public async Task TheTopic_GivesAPageTheWholeWall()
    {
        var topic = service.Services.GetRequiredService<WallTopic>();

        var present = await Eventually.ValueAsync(
            topic.PresentAsync,
            s => s.Number > 0,
            ApiCalls.Patience,
            "the wall was read"
        );

        Assert.That(present.Head, Has.Count.EqualTo(10));
        Assert.That(topic.LeastAge, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(1)));
    }

    /// <summary>The migration marks cases that were there before as the service marks them now.</summary>
    [Test]
    public async Task TheMigration_FindsTheSameMarks()
    {
        var script = Migrator
            .Scripts(new SqliteDialect())
            .Single(s => s.Name.StartsWith("0003", StringComparison.Ordinal));
        var mark = script.Contents.Split(';').Single(part => part.Contains("stages_met = COALESCE"));
        const string Marks = "SELECT number, stages_met, stages_missed FROM cases ORDER BY number";
        var before = await service.RowsAsync(Marks);

        await service.RowsAsync("UPDATE cases SET stages_met = -1, stages_missed = -1");
        await service.RowsAsync(mark[mark.IndexOf("UPDATE", StringComparison.Ordinal)..]);

        Assert.That(await service.RowsAsync(Marks), Is.EqualTo(before));
    }

    private async Task<string> PageWhenCountedAsync(string path) =>
        await Eventually.ValueAsync(
            () => PageAsync(cast.Leader, path),
            p => !p.Contains("正在统计", StringComparison.Ordinal),
            ApiCalls.Patience,
            "the figures are there"
        );

    private static async Task<string> PageAsync(HttpClient client, string path) =>
        WebUtility.HtmlDecode((await client.CallAsync(HttpMethod.Get, path)).Expect(HttpStatusCode.OK).Text);

    private async Task RegisterAsync()
    {
        var contacts = new DrillContacts(DrillTemplates.Shipped, seed: 5);
        var bodies = Enumerable.Range(0, 150).Select(i => contacts.Make(new DrillCall(Morning, 1000, i))).ToList();
        foreach (var body in bodies)
        {
            await (
                body is AssignmentBody assignment
                    ? cast.Province.SendAsync("/api/v1/assignments", assignment)
                    : cast.Operator.SendAsync(ApiCalls.Cases, body)
            );
        }
        foreach (var number in Enumerable.Range(0, 6))
        {
            var assignment = new AssignmentBody
            {
                Kind = "complaint",
                Channel = "assigned",
                Source = "state",
                UpstreamNumber = $"W-{number}",
            };
            await cast.Province.SendAsync("/api/v1/assignments", assignment);
        }
        await RoutedAsync();
    }

    /// <summary>Some of each step, in time and late.</summary>
    private async Task WorkAsync()
    {
        await TakeAsync("arrived", 2, cast.Operator, "receive");
        await RoutedAsync();
        await TakeAsync("routed", 3, null, "acknowledge", skip: 1);
        await TakeAsync("acknowledged", 8, cast.Leader, "important", new { level = "major", summary = "涉众" });
        service.SetTime(Morning.AddMinutes(12));
        await TakeAsync("arrived", 2, cast.Operator, "receive");
        await RoutedAsync();
        service.SetTime(Morning.AddMinutes(40));
        await TakeAsync("routed", 2, null, "acknowledge");
        await TakeAsync("acknowledged", 9, null, "return", new { reasonCode = "notCompetent", reason = "不属本职" });
        await TakeAsync("acknowledged", 2, null, "handle", new { outcome = "transferred", summary = "已移送" });
        await TakeAsync("handled", 3, cast.Operator, "reply", new { method = "phone", summary = "已告知" });
        await TakeAsync(
            "handled",
            7,
            cast.Operator,
            "reply",
            new
            {
                method = "sms",
                summary = "已告知",
                close = false,
            }
        );
        await TakeAsync("acknowledged", 11, cast.Operator, "withdraw", new { reason = "已和解" });
        service.SetTime(Morning.AddMinutes(40 + 125));
        await TakeAsync("handled", 4, cast.Operator, "reply", new { method = "phone", summary = "已告知" });
        await TakeAsync(
            "important",
            2,
            cast.Operator,
            "important/reports",
            new
            {
                method = "phone",
                to = "省局",
                summary = "已报",
            }
        );
        await TakeAsync(
            "important",
            3,
            cast.Operator,
            "important/reports",
            new
            {
                method = "writing",
                to = "省局",
                summary = "已报",
            }
        );
        service.SetTime(Morning.AddHours(25));
        await TakeAsync("acknowledged", 4, null, "handle", new { outcome = "transferred", summary = "已移送" });
    }

    /// <summary>Takes a step on each so-manieth case of a status; the unit that holds the case takes it if nobody is named.</summary>
    private async Task TakeAsync(
        string status,
        int each,
        HttpClient? client,
        string step,
        object? body = null,
        int skip = 0
    )
    {
        var filter =
            status == "important" ? "important IS NOT NULL" : $"status = '{status}' AND kind <> 'consultation'";
        var rows = await service.RowsAsync($"SELECT id, unit FROM cases WHERE {filter} ORDER BY number");
        foreach (var row in rows.Where((_, i) => i % each == skip % each))
        {
            var (id, unit) = (Guid.Parse(row.Split('|')[0]), row.Split('|')[1]);
            var hand = client ?? (unit == "coordination" ? cast.Section : cast.Team);
            await hand.StepAsync(id, step, body);
        }
    }

    private Task RoutedAsync() =>
        Eventually.HoldsAsync(
            async () => await CountAsync("FROM cases WHERE status = 'received'") == 0,
            ApiCalls.Patience,
            "all are routed"
        );

    private Task<int> CasesAsync(string condition) =>
        CountAsync($"FROM cases c WHERE c.kind <> 'consultation' AND {condition}");

    private async Task<int> CountAsync(string from) =>
        int.Parse((await service.RowsAsync($"SELECT COUNT(*) {from}"))[0]);

    private static string Stored(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ");
}
