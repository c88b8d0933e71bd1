using System.Net;
using System.Text.Json;
using Intake.Api.Enforcement.Attachments;
using Integration.Administration;
using Integration.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shared.Contracts.Cases;

namespace Integration.Api;

/// <summary>匿名化: nothing that tells who complained is left anywhere, and what is counted stays.</summary>
public sealed class AnonymiseTests
{
    private const string Words = "商家不给王小二退款";
    private InProcessService service = null!;
    private Cast cast = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 14, 9));
        cast = await Cast.OfAsync(service);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.EndIntactAsync();

    [Test]
    public async Task WhoComplained_IsErasedEverywhere_AndTheFiguresStay()
    {
        var (id, file) = await EndedCaseAsync();
        var number = (await cast.Operator.CaseAsync(id)).Str("number")!;
        var before = await FiguresAsync();
        var stages = await StagesAsync(id);

        await cast.Leader.StepAsync(id, "anonymise", new { reason = "保存期限届满", confirmed = true });

        var it = await cast.Operator.CaseAsync(id);
        Assert.That(it.GetProperty("complainant").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(it.Str("content"), Is.Null);
        Assert.That(it.GetProperty("respondent").Str("name"), Is.EqualTo("某饭店"));
        Assert.That(it.Strings("allowed"), Is.Empty);
        Assert.That(await StagesAsync(id), Is.EqualTo(stages), "each limit stands as it was met or missed");
        Assert.That(await FiguresAsync(), Is.EqualTo(before), "reports count as before");

        var stored = await StoredAsync();
        foreach (var word in new[] { "王小二", "小票", "老伴", "已退款", "电话已告知", "职责归属" })
        {
            Assert.That(stored, Does.Not.Contain(word));
        }
        Assert.That(await service.RowsAsync($"SELECT 1 FROM people WHERE case_id = '{id}'"), Is.Empty);
        Assert.That(
            await service.RowsAsync($"SELECT 1 FROM contacts WHERE case_id = '{id}' AND phone_hash IS NOT NULL"),
            Is.Empty
        );
        Assert.That(
            (await cast.Leader.CallAsync(HttpMethod.Get, $"/attachments/{file}")).Status,
            Is.EqualTo(HttpStatusCode.NotFound)
        );
        await ThePagesStillStandAsync(id, number);

        var path = Path.Combine(service.Directory, "attachments", file.ToString("N"));
        var sweep = service.Services.GetServices<IHostedService>().OfType<SweepAttachments>().Single();
        await sweep.RunAsync(CancellationToken.None);
        Assert.That(File.Exists(path), "a file just written may be waiting for its row");
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddHours(-2));
        await sweep.RunAsync(CancellationToken.None);
        Assert.That(File.Exists(path), Is.False);
    }

    [Test]
    public async Task OnlyADutyLeader_ConfirmedAndWithAReason_OnceTheCaseHasEnded()
    {
        var (id, _) = await EndedCaseAsync();
        var open = (await cast.Operator.RegisterAsync(new { kind = "complaint", channel = "phone" })).Id;
        var body = new { reason = "保存期限届满", confirmed = true };

        (await cast.Leader.TryStepAsync(id, "anonymise", new { reason = "" })).ExpectInvalid("confirmed", "reason");
        foreach (var other in new[] { cast.Operator, cast.Section, cast.Province, cast.Admin })
        {
            Assert.That(
                (await other.TryStepAsync(id, "anonymise", body)).Status,
                Is.EqualTo(HttpStatusCode.Forbidden).Or.EqualTo(HttpStatusCode.NotFound)
            );
        }
        (await cast.Leader.TryStepAsync(open, "anonymise", body)).Expect(HttpStatusCode.Conflict);
        (await cast.Leader.TryStepAsync(id, "anonymise", body)).Expect(HttpStatusCode.OK);
        (await cast.Leader.TryStepAsync(id, "anonymise", body)).Expect(HttpStatusCode.Conflict);
    }

    private async Task ThePagesStillStandAsync(Guid id, string number)
    {
        using var leader = await service.SignedInAsync($"带班{id:N}"[..12], Role.DutyLeader);
        var page = (await leader.OpenAsync($"/cases/{id}")).Text;
        Assert.That(page, Does.Contain("匿名化").And.Not.Contain("王小二"));
        Assert.That(
            (await leader.OpenAsync($"/cases/{id}/evidence")).Text,
            Does.Contain(number).And.Contain("内容已匿名化")
        );
        var found = await cast.Operator.ReadAsync($"{ApiCalls.Cases}?q=王小二");
        Assert.That(found.List("items"), Is.Empty);
    }

    /// <summary>A complaint with everything that a case can hold of people, closed.</summary>
    private async Task<(Guid Id, Guid File)> EndedCaseAsync()
    {
        var registered = await cast.Operator.RegisterRoutedAsync(
            new
            {
                kind = "complaint",
                channel = "phone",
                content = Words,
                amount = 88,
                callRef = "王小二的来电",
                respondent = new { name = "某饭店" },
                complainant = new { name = "王小二", phone = "13903560001" },
            }
        );
        var id = registered.GetProperty("id").GetGuid();
        await cast.Leader.StepAsync(id, "route", new { unit = "rapidResponse", reason = "职责归属，王小二要求" });
        await cast.Team.StepAsync(id, "acknowledge");
        await cast.Operator.StepAsync(
            id,
            "contacts",
            new
            {
                purpose = "chase",
                content = "王小二的老伴来电",
                person = new { name = "王小二的老伴", phone = "13903560002" },
            }
        );
        var answer = await cast.Team.AttachAsync(id, "王小二的小票.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 1]);
        answer.Expect(HttpStatusCode.OK);
        var file = (await cast.Team.TimelineAsync(id))[^1].GetProperty("data").GetProperty("attachmentId").GetGuid();
        await cast.Team.StepAsync(id, "documents", new { kind = "routingNotice" });
        await cast.Team.StepAsync(
            id,
            "handle",
            new
            {
                outcome = "mediated",
                summary = "已退款给王小二",
                recoveredAmount = 88,
            }
        );
        await cast.Operator.StepAsync(id, "reply", new { method = "phone", summary = "电话已告知王小二" });
        return (id, file);
    }

    private async Task<string> FiguresAsync() =>
        string.Join(
            '\n',
            (await cast.Leader.ReadAsync("/api/v1/reports/duty/2027"))
                .List("figures")
                .Select(f => $"{f.Str("key")} {f.GetProperty("value")} {f.GetProperty("of")}")
        );

    private async Task<string[]> StagesAsync(Guid id) =>
        [
            .. (await cast.Operator.CaseAsync(id))
                .List("deadlines")
                .Select(d =>
                    $"{d.Str("regime")} {d.Str("stage")} {d.Str("dueAt")} {d.Str("metAt")} {d.Str("missedAt")}"
                ),
        ];

    /// <summary>Every value of every table of the database.</summary>
    private async Task<string> StoredAsync()
    {
        var all = new List<string>();
        foreach (var table in await service.RowsAsync("SELECT name FROM sqlite_master WHERE type = 'table'"))
        {
            all.AddRange(await service.RowsAsync($"SELECT * FROM \"{table}\""));
        }
        return string.Join('\n', all);
    }
}
