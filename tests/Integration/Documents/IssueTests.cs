using System.Net;
using System.Text.Json;
using Integration.Api;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Documents;

/// <summary><c>POST …/documents</c>: who may, what is wrong, and what it leaves.</summary>
public sealed class IssueTests
{
    private InProcessService service = null!;
    private Cast cast = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Bureau:Name"] = "高平市市场监督管理局",
                ["Bureau:DocumentPrefix"] = "高市监",
            },
            at: Shanghai.At(2027, 3, 14, 9)
        );
        cast = await Cast.OfAsync(service);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.EndIntactAsync();

    [Test]
    public async Task ADocument_StandsOnTheTimeline_AndNotInTheFeed()
    {
        var id = await AcknowledgedAsync();
        await cast.Team.StepAsync(id, "accept");

        var it = await cast.Team.StepAsync(id, "documents", new { kind = "受理通知书", contact = "张伟 0356-12315" });

        Assert.That(it.Strings("allowed"), Does.Contain("documents"));
        var line = (await cast.Team.TimelineAsync(id))[^1];
        Assert.That(line.Str("type"), Is.EqualTo("issued"));
        Assert.That(line.GetProperty("data").Str("document"), Is.EqualTo("acceptance"));
        Assert.That(line.GetProperty("data").Str("number"), Does.Match("^高市监投受〔2027〕[0-9]+号$"));
        Assert.That(line.GetProperty("data").EnumerateObject().Count(), Is.EqualTo(2), "and no personal data");
        Assert.That(await service.RowsAsync($"SELECT event FROM feed WHERE case_id = '{id}'"), Has.No.Member("issued"));
    }

    [Test]
    public async Task Rights_AreTheUnits_AndTheCentresForItsOwn()
    {
        var id = await AcknowledgedAsync();
        var form = new { kind = "registrationForm" };
        var proof = new
        {
            kind = "identityProof",
            materials = "居民身份证复印件",
            dueOn = "2027-03-20",
        };

        (await cast.Operator.TryStepAsync(id, "documents", form)).Expect(HttpStatusCode.OK);
        (await cast.Operator.TryStepAsync(id, "documents", proof)).ExpectProblem(
            HttpStatusCode.Forbidden,
            "not-permitted"
        );
        (await cast.Section.TryStepAsync(id, "documents", form)).ExpectProblem(
            HttpStatusCode.Forbidden,
            "not-permitted"
        );
        foreach (var other in new[] { cast.Leader, cast.Province, cast.Admin })
        {
            (await other.TryStepAsync(id, "documents", form)).Expect(HttpStatusCode.Forbidden);
        }
        (await cast.Team.TryStepAsync(id, "documents", proof)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task WrongInput_NamesEachField_AndTakesNoNumber()
    {
        var id = await AcknowledgedAsync();
        var before = await service.RowsAsync("SELECT kind, last FROM document_serials ORDER BY kind");

        (await TryAsync(id, new { })).ExpectInvalid("kind");
        (await TryAsync(id, new { kind = "poem" })).ExpectInvalid("kind");
        (await TryAsync(id, new { kind = "identityProof" })).ExpectInvalid("materials", "dueOn");
        (await TryAsync(id, Proof("2027-02-30"))).ExpectInvalid("dueOn");
        (await TryAsync(id, Proof("2027-03-13"))).ExpectInvalid("dueOn");
        (await TryAsync(id, Proof("2027-03-20", new string('字', 1001)))).ExpectInvalid("materials");
        (await TryAsync(id, new { kind = "acceptance" })).ExpectProblem409();
        await cast.Team.StepAsync(id, "accept");
        (
            await TryAsync(
                id,
                new
                {
                    kind = "mediationNotice",
                    meetAt = "2027-03-14T08:00:00+08:00",
                    place = "二楼",
                    mediator = "李强",
                }
            )
        ).ExpectInvalid("meetAt");
        await cast.Team.StepAsync(id, "handle", new { outcome = "notMediated", summary = "一方拒绝" });
        (await TryAsync(id, new { kind = "mediationEnd", ground = "tired" })).ExpectInvalid("ground");
        (await TryAsync(id, new { kind = "mediationEnd" })).ExpectInvalid("ground");

        Assert.That(await service.RowsAsync($"SELECT id FROM documents WHERE case_id = '{id}'"), Is.Empty);
        var after = await service.RowsAsync("SELECT kind, last FROM document_serials WHERE last > 0 ORDER BY kind");
        Assert.That(after, Is.EqualTo(before.Where(r => !r.EndsWith("|0", StringComparison.Ordinal))));
    }

    [Test]
    public async Task ARepeatWithItsKey_IssuesOnce()
    {
        var id = await AcknowledgedAsync();
        var path = $"{ApiCalls.Cases}/{id}/documents";

        var first = await cast.Team.SendAsync(path, new { kind = "routingNotice" }, key: "notice-1");
        var again = await cast.Team.SendAsync(path, new { kind = "routingNotice" }, key: "notice-1");

        first.Expect(HttpStatusCode.OK);
        Assert.That(again.Expect(HttpStatusCode.OK).Replayed, Is.True);
        Assert.That(await service.RowsAsync($"SELECT id FROM documents WHERE case_id = '{id}'"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Codes_NameTheKindsAndTheGrounds()
    {
        var codes = await cast.Team.ReadAsync("/api/v1/codes");

        Assert.That(codes.List("documentKind"), Has.Length.EqualTo(9));
        Assert.That(codes.List("mediationEndGround").Select(g => g.Str("code")), Has.Member("refusedToTakePart"));
    }

    private static object Proof(string dueOn, string materials = "居民身份证复印件") =>
        new
        {
            kind = "identityProof",
            materials,
            dueOn,
        };

    private Task<Answer> TryAsync(Guid id, object body) => cast.Team.TryStepAsync(id, "documents", body);

    private async Task<Guid> AcknowledgedAsync()
    {
        var urgent = new
        {
            kind = "complaint",
            channel = "phone",
            injured = true,
            complainant = new { name = "欧阳晓明", phone = "13812345678" },
        };
        var id = (await cast.Operator.RegisterRoutedAsync(urgent)).GetProperty("id").GetGuid();
        await cast.Team.StepAsync(id, "acknowledge");
        return id;
    }
}

internal static class ConflictAnswers
{
    /// <summary>409, which says what the case allows instead.</summary>
    public static void ExpectProblem409(this Answer answer)
    {
        answer.Expect(HttpStatusCode.Conflict);
        Assert.That(answer.Json.Str("type"), Does.EndWith("not-allowed-now"));
        Assert.That(answer.Json.GetProperty("allowed").ValueKind, Is.EqualTo(JsonValueKind.Array));
    }
}
