using System.Net;
using System.Text;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Api;

/// <summary>催办, 补充, 补正, 认领 and attachments over HTTP.</summary>
public sealed class FurtherStepTests
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. "photo"u8];
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

    private async Task<Guid> TeamCaseAsync()
    {
        var body = new
        {
            kind = "complaint",
            channel = "phone",
            content = "饭后多人不适",
            injured = true,
            complainant = new { name = "张三", phone = "13903560001" },
        };
        return (await cast.Operator.RegisterRoutedAsync(body)).GetProperty("id").GetGuid();
    }

    [Test]
    public async Task AContact_StandsOnTheTimeline_AndItsPersonOnlySealed()
    {
        var id = await TeamCaseAsync();

        await cast.Operator.StepAsync(
            id,
            "contacts",
            new
            {
                purpose = "催办",
                content = "来电人很着急",
                person = new { name = "李四海", phone = "13811112222" },
            }
        );

        var line = (await cast.Operator.TimelineAsync(id))[^1];
        Assert.That(line.Str("type"), Is.EqualTo("contacted"));
        Assert.That(line.Str("reason"), Is.EqualTo("来电人很着急"));
        var stored = string.Join('\n', await service.RowsAsync("SELECT * FROM contacts"));
        Assert.That(stored, Does.Not.Contain("李四海").And.Not.Contain("13811112222"));
        Assert.That(await service.RowsAsync("SELECT phone_hash FROM contacts"), Has.None.Empty);
    }

    [Test]
    public async Task AnAmendment_CompletesWhatWasMissing()
    {
        var id = await TeamCaseAsync();

        var amended = await cast.Operator.StepAsync(
            id,
            "amend",
            new
            {
                complainant = new { address = "凤台街1号" },
                respondent = new { name = "某饭店", address = "泽州路2号" },
                demands = new[] { "赔偿损失" },
            }
        );

        Assert.That(amended.Strings("incomplete"), Is.Empty);
        Assert.That(amended.Str("content"), Is.EqualTo("饭后多人不适"));
        var seen = await cast.Team.CaseAsync(id);
        Assert.That(seen.GetProperty("complainant").Str("name"), Is.EqualTo("张三"));
        Assert.That(seen.GetProperty("complainant").Str("address"), Is.EqualTo("凤台街1号"));
    }

    [Test]
    public async Task AnAmendment_ThatIsWrong_NamesItsFields()
    {
        var id = await TeamCaseAsync();

        var answer = await cast.Operator.TryStepAsync(id, "amend", new { district = "月球", amount = -1 });

        answer.ExpectInvalid("district", "amount");
    }

    [Test]
    public async Task AnAttachment_IsKnownByItsContent_StoredSealed_AndOpenedByRight()
    {
        var id = await TeamCaseAsync();

        var answer = await cast.Team.AttachAsync(id, "张三的小票.exe", Jpeg);
        answer.Expect(HttpStatusCode.OK);

        var data = (await cast.Team.TimelineAsync(id))[^1].GetProperty("data");
        Assert.That(data.Str("mediaType"), Is.EqualTo("image/jpeg"));
        var file = data.GetProperty("attachmentId").GetGuid();
        using var opened = await cast.Team.GetAsync($"/attachments/{file}");
        Assert.That(await opened.Content.ReadAsByteArrayAsync(), Is.EqualTo(Jpeg));
        Assert.That(opened.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("sandbox"));
        Assert.That(
            (await cast.Section.CallAsync(HttpMethod.Get, $"/attachments/{Guid.CreateVersion7()}")).Status,
            Is.EqualTo(HttpStatusCode.NotFound)
        );
        Assert.That(
            (await cast.Province.CallAsync(HttpMethod.Get, $"/attachments/{file}")).Status,
            Is.EqualTo(HttpStatusCode.Forbidden)
        );
        var onDisk = await File.ReadAllBytesAsync(Path.Combine(service.Directory, "attachments", file.ToString("N")));
        Assert.That(Encoding.Latin1.GetString(onDisk), Does.Not.Contain("photo"));
        Assert.That(
            string.Join('\n', await service.RowsAsync("SELECT * FROM attachments")),
            Does.Not.Contain("张三"),
            "a file's name may name somebody"
        );
        Assert.That(
            await service.RowsAsync("SELECT actor_name FROM audit WHERE action = 'OpenAttachment'"),
            Has.Count.EqualTo(1)
        );
    }

    [Test]
    public async Task ContentsExchangedOnTheDisk_AreNotShown()
    {
        var id = await TeamCaseAsync();
        (await cast.Team.AttachAsync(id, "a.jpg", Jpeg)).Expect(HttpStatusCode.OK);
        (await cast.Team.AttachAsync(id, "b.jpg", [.. Jpeg, 1])).Expect(HttpStatusCode.OK);
        var files = await service.RowsAsync($"SELECT id FROM attachments WHERE case_id = '{id}' ORDER BY size");
        string PathOf(int n) => Path.Combine(service.Directory, "attachments", Guid.Parse(files[n]).ToString("N"));
        File.Copy(PathOf(1), PathOf(0), overwrite: true);

        var opened = await cast.Team.CallAsync(HttpMethod.Get, $"/attachments/{files[0]}");

        Assert.That(opened.Status, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That(opened.Text, Does.Contain("附件内容与登记时的摘要不符"));
    }

    [TestCase("evil.jpg", "<script>alert(1)</script>")]
    [TestCase("evil.pdf", "MZ\u0090\0")]
    [TestCase("evil.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [TestCase("empty.docx", "PK\u0003\u0004nonsense")]
    public async Task AnAttachment_OfAnotherKind_IsRefused(string name, string content)
    {
        var id = await TeamCaseAsync();

        (await cast.Team.AttachAsync(id, name, Encoding.Latin1.GetBytes(content))).ExpectInvalid("file");

        Assert.That(await service.RowsAsync($"SELECT id FROM attachments WHERE case_id = '{id}'"), Is.Empty);
    }

    [Test]
    public async Task AnAttachment_SentTwiceUnderOneKey_IsThereOnce()
    {
        var id = await TeamCaseAsync();

        (await cast.Team.AttachAsync(id, "a.jpg", Jpeg, "k1")).Expect(HttpStatusCode.OK);
        (await cast.Team.AttachAsync(id, "a.jpg", Jpeg, "k1")).Expect(HttpStatusCode.OK);

        Assert.That(
            await service.RowsAsync($"SELECT id FROM attachments WHERE case_id = '{id}'"),
            Has.Count.EqualTo(1)
        );
        var known = await service.RowsAsync("SELECT id FROM attachments");
        var files = Directory.GetFiles(Path.Combine(service.Directory, "attachments")).Select(Path.GetFileName);
        Assert.That(files, Is.EquivalentTo(known.Select(k => k.Replace("-", ""))), "no content without a case");
    }

    [Test]
    public async Task AnAttachment_OverTheLimit_IsRefusedWithItsSize()
    {
        var id = await TeamCaseAsync();
        var large = new byte[(20 * 1024 * 1024) + 1];
        Jpeg.CopyTo(large, 0);

        var answer = await cast.Team.AttachAsync(id, "large.jpg", large);

        answer.ExpectInvalid("file");
        Assert.That(answer.Text, Does.Contain("20 MB"));
    }

    [Test]
    public async Task AClaim_ShowsWhoWorksTheCase()
    {
        var id = await TeamCaseAsync();
        await cast.Team.StepAsync(id, "acknowledge");

        var claimed = await cast.Team.StepAsync(id, "claim");

        Assert.That(claimed.Str("handler"), Is.EqualTo("Enforcer"));
    }
}
