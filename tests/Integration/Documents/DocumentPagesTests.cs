using System.Net;
using Integration.Administration;
using Integration.Api;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Documents;

/// <summary>Documents on pages: issued from a form, printed as they were issued, masked but for whoever may see who it is.</summary>
public sealed class DocumentPagesTests
{
    private InProcessService service = null!;
    private Cast cast = null!;
    private Browser team = null!;
    private Browser colleague = null!;
    private Browser desk = null!;
    private Browser leader = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 14, 9));
        cast = await Cast.OfAsync(service);
        team = await service.SignedInAsync("张伟", Role.Enforcer);
        colleague = await service.SignedInAsync("钱勇", Role.Enforcer);
        desk = await service.SignedInAsync("王芳", Role.Operator);
        leader = await service.SignedInAsync("赵敏", Role.DutyLeader);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        team.Dispose();
        colleague.Dispose();
        desk.Dispose();
        leader.Dispose();
        await service.DisposeAsync();
    }

    [Test]
    public async Task TheCasePage_OffersOnlyWhatTheCaseAllows()
    {
        var id = await AcknowledgedAsync();

        var before = (await team.OpenAsync($"/cases/{id}")).Html;
        await cast.Team.StepAsync(id, "accept");
        var after = (await team.OpenAsync($"/cases/{id}")).Html;

        Assert.That(before, Does.Contain("documents/identityProof").And.Not.Contain("documents/acceptance"));
        Assert.That(after, Does.Contain("documents/acceptance").And.Contain("documents/mediationNotice"));
        Assert.That(after, Does.Not.Contain("documents/refusal").And.Not.Contain("documents/reportResult"));
        Assert.That((await leader.OpenAsync($"/cases/{id}")).Html, Does.Not.Contain("documents/acceptance"));
        (await team.OpenAsync($"/cases/{id}/documents/refusal")).Expect(HttpStatusCode.Conflict);
        (await team.OpenAsync($"/cases/{id}/documents/poem")).Expect(HttpStatusCode.NotFound);
        (await desk.OpenAsync($"/cases/{id}/documents/acceptance")).Expect(HttpStatusCode.Conflict);
    }

    [Test]
    public async Task TheForm_ShowsWhatIsWrongAtTheField_AndLosesNothing()
    {
        var id = await AcknowledgedAsync();
        await cast.Team.StepAsync(id, "accept");
        var path = $"/cases/{id}/documents/mediationNotice";

        var wrong = await team.SubmitAsync(
            path,
            "issue",
            ("act", "issue"),
            ("meetAt", "2027-03-14T08:00"),
            ("place", "二楼调解室")
        );
        var empty = await team.SubmitAsync(path, "issue", ("act", "issue"), ("place", "二楼调解室"));
        var preview = await team.SubmitAsync(path, "issue", ("act", "preview"), ("place", "三楼调解室"));

        wrong.Expect(HttpStatusCode.UnprocessableEntity);
        Assert.That(wrong.Text, Does.Contain("调解须提前告知").And.Contain("id=\"meetAt-error\""));
        Assert.That(wrong.Text, Does.Contain("id=\"mediator-error\""), "all that is wrong at once");
        Assert.That(wrong.Text, Does.Contain("value=\"二楼调解室\"").And.Contain("value=\"2027-03-14T08:00\""));
        empty.Expect(HttpStatusCode.UnprocessableEntity);
        Assert.That(empty.Text, Does.Contain("id=\"meetAt-error\"").And.Contain("id=\"mediator-error\""));
        Assert.That(empty.Text, Does.Contain("value=\"二楼调解室\""));
        preview.Expect(HttpStatusCode.OK);
        Assert.That(
            preview.Text,
            Does.Contain("<td class=\"words\">三楼调解室</td>").And.Contain("晋市监投调〔2027〕　号")
        );
        Assert.That(preview.Text, Does.Not.Contain("-error\""));
        Assert.That(await IssuedAsync(id), Is.Empty);
    }

    [Test]
    public async Task AReprint_ShowsWhatWasIssued_AfterTheCaseWasAmended()
    {
        var id = await AcknowledgedAsync();
        var issued = (
            await team.SubmitAsync($"/cases/{id}/documents/registrationForm", "issue", ("act", "issue"))
        ).ExpectLeadsTo("/documents/");
        var before = await team.OpenAsync(issued.LeadsTo!);
        await cast.Team.StepAsync(
            id,
            "amend",
            new
            {
                content = "更正后的事实",
                complainant = new { name = "司马小红", phone = "13900000000" },
                respondent = new { name = "另一家店" },
            }
        );

        var after = await team.OpenAsync(issued.LeadsTo!);

        Assert.That(before.Expect(HttpStatusCode.OK).Text, Does.Contain("欧阳晓明").And.Contain("13812345678"));
        Assert.That(Article(after), Is.EqualTo(Article(before)));
        Assert.That(Article(after), Does.Contain("市场监督管理投诉登记表").And.Contain("2027年3月14日"));
    }

    [Test]
    public async Task ALook_IsMaskedUntilAReasonIsGiven_AndLogged()
    {
        var id = await AcknowledgedAsync();
        await team.SubmitAsync($"/cases/{id}/documents/registrationForm", "issue", ("act", "issue"));
        var document = $"/documents/{(await IssuedAsync(id)).Single()}";
        var number = (await cast.Team.CaseAsync(id)).Str("number")!;

        var masked = await colleague.OpenAsync(document);
        var without = await colleague.SubmitAsync(document, "reveal", ("reason", " "));
        (await colleague.SubmitAsync(document, "reveal", ("reason", "送达文书"))).ExpectLeadsTo(document);
        var full = await colleague.OpenAsync(document);

        Assert.That(Article(masked), Does.Contain("欧**").And.Contain("138****5678").And.Not.Contain("欧阳晓明"));
        without.Expect(HttpStatusCode.UnprocessableEntity);
        Assert.That(without.Text, Does.Contain("请写明查看原因"));
        Assert.That(Article(full), Does.Contain("欧阳晓明").And.Contain("13812345678"));
        var log = (await service.AuditOfAsync(number)).Where(l => l.StartsWith("钱勇", StringComparison.Ordinal));
        Assert.That(
            log,
            Is.EqualTo(new[] { "钱勇|RevealPerson|送达文书", $"钱勇|SeePerson|{await NumberOfAsync(id)}" })
        );
        foreach (var other in new[] { desk, leader })
        {
            var seen = (await other.OpenAsync(document)).Expect(HttpStatusCode.OK);
            Assert.That(Article(seen), Does.Contain("欧**").And.Not.Contain("欧阳晓明"));
            Assert.That(seen.Html, Does.Not.Contain("reveal-reason"));
        }
    }

    [Test]
    public async Task TheIssuer_GivesNoSecondReason_AlsoOfACaseThatHasEnded()
    {
        var id = await AcknowledgedAsync();
        await cast.Team.StepAsync(id, "refuse", new { ground = "notConsumer", reason = "一次购买三百件" });

        var issued = (
            await team.SubmitAsync($"/cases/{id}/documents/refusal", "issue", ("act", "issue"), ("contact", "张伟"))
        ).ExpectLeadsTo("/documents/");
        var seen = await team.OpenAsync(issued.LeadsTo!);

        Assert.That(
            Article(seen),
            Does.Contain("欧阳晓明：").And.Contain("第十六条第三项").And.Contain("一次购买三百件")
        );
        Assert.That(Article(seen), Does.Contain("《中华人民共和国消费者权益保护法》第三十九条"));
        var number = (await cast.Team.CaseAsync(id)).Str("number")!;
        var log = (await service.AuditOfAsync(number)).Where(l => l.StartsWith("张伟", StringComparison.Ordinal));
        Assert.That(log, Is.EqualTo(new[] { "张伟|IssueDocument|", $"张伟|SeePerson|{await NumberOfAsync(id)}" }));
    }

    [Test]
    public async Task ADocument_ThatTellsNobody_IsOpenWithoutALog()
    {
        var id = await AcknowledgedAsync();
        await team.SubmitAsync($"/cases/{id}/documents/routingNotice", "issue", ("act", "issue"));
        var document = $"/documents/{(await IssuedAsync(id)).Single()}";

        var seen = await leader.OpenAsync(document);

        Assert.That(Article(seen), Does.Contain("快速反应执法应急队伍："));
        var number = (await cast.Team.CaseAsync(id)).Str("number")!;
        Assert.That(await service.AuditOfAsync(number), Has.None.StartsWith("赵敏"));
    }

    [Test]
    public async Task AReportsDocuments_OpenOnlyForWhoeverWorksIt_AndNeverTellWhoReported()
    {
        var body = new
        {
            kind = "report",
            channel = "phone",
            injured = true,
            content = "某作坊生产假酒",
            complainant = new { name = "钱保密", phone = "13912340002" },
            respondent = new { name = "某作坊" },
        };
        var id = (await cast.Operator.RegisterRoutedAsync(body)).GetProperty("id").GetGuid();
        await cast.Team.StepAsync(id, "acknowledge");
        await cast.Team.StepAsync(id, "handle", new { outcome = "caseFiled", summary = "已立案调查" });
        await team.SubmitAsync(
            $"/cases/{id}/documents/reportResult",
            "issue",
            ("act", "issue"),
            ("result", "已立案调查"),
            ("basis", "《食品安全法》第一百一十五条")
        );
        var document = $"/documents/{(await IssuedAsync(id)).Single()}";

        Assert.That(Article(await team.OpenAsync(document)), Does.Contain("钱保密：").And.Contain("处理结果为：立案"));
        Assert.That(
            Article(await colleague.OpenAsync(document)),
            Does.Contain("（依法保密）：").And.Not.Contain("钱保密")
        );
        Assert.That(Article(await leader.OpenAsync(document)), Does.Not.Contain("钱保密"));
        (await desk.OpenAsync(document)).Expect(HttpStatusCode.NotFound);
        Assert.That((await desk.OpenAsync($"/cases/{id}")).Html, Does.Not.Contain(document));
        foreach (var other in new[] { cast.Section, cast.Province, cast.Admin })
        {
            var answer = await other.CallAsync(HttpMethod.Get, document);
            Assert.That(answer.Status, Is.AnyOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden));
        }
    }

    private async Task<Guid> AcknowledgedAsync()
    {
        var urgent = new
        {
            kind = "complaint",
            channel = "phone",
            injured = true,
            content = "电饭煲三天后不能加热",
            complainant = new { name = "欧阳晓明", phone = "13812345678" },
            respondent = new { name = "某电器行" },
        };
        var id = (await cast.Operator.RegisterRoutedAsync(urgent)).GetProperty("id").GetGuid();
        await cast.Team.StepAsync(id, "acknowledge");
        return id;
    }

    private Task<List<string>> IssuedAsync(Guid id) =>
        service.RowsAsync($"SELECT id FROM documents WHERE case_id = '{id}'");

    private async Task<string> NumberOfAsync(Guid id) =>
        (await service.RowsAsync($"SELECT number FROM documents WHERE case_id = '{id}'")).Single();

    /// <summary>The paper alone, decoded.</summary>
    private static string Article(Page page) =>
        page.Text[
            page.Text.IndexOf("<article", StringComparison.Ordinal)..page.Text.IndexOf(
                "</article>",
                StringComparison.Ordinal
            )
        ];
}
