using System.Net;
using Integration.Api;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Administration;

/// <summary>The administrators' page of programs' keys.</summary>
public sealed class KeysTests
{
    private InProcessService service = null!;
    private Browser admin = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync();
        admin = await service.SignedInAsync("总管", Role.Admin);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        admin.Dispose();
        await service.DisposeAsync();
    }

    [Test]
    public async Task AKey_IsShownOnce_Works_AndIsRevokedInTwoSteps()
    {
        var added = await admin.SubmitAsync("/admin/keys", "add", ("name", "呼叫系统"), ("position", "operator"));
        var shown = await admin.OpenAsync(added.ExpectLeadsTo("/admin/keys?made=").LeadsTo!);
        var key = shown.Secret();
        var id = key.Split('.')[0];
        using var program = service.Client(key);

        Assert.That(shown.Answer.Headers.CacheControl?.NoStore, Is.True);
        Assert.That((await admin.OpenAsync(added.LeadsTo!)).Html, Does.Not.Contain(key));
        (await program.CallAsync(HttpMethod.Get, "/api/v1/complaints")).Expect(HttpStatusCode.OK);

        var question = await admin.OpenAsync($"/admin/keys/{id}/revoke");
        Assert.That(question.Text, Does.Contain("撤销密钥“呼叫系统”？"));
        (await program.CallAsync(HttpMethod.Get, "/api/v1/codes")).Expect(HttpStatusCode.OK);
        (await admin.SubmitAsync($"/admin/keys/{id}/revoke", "revoke")).ExpectLeadsTo("/admin/keys?done=revoked");

        await Eventually.HoldsAsync(
            async () =>
                (await program.CallAsync(HttpMethod.Get, "/api/v1/codes")).Status == HttpStatusCode.Unauthorized,
            TimeSpan.FromSeconds(10),
            "the key works no more"
        );
        Assert.That((await admin.OpenAsync("/admin/keys")).Text, Does.Contain("已撤销 1 把"));
        (await admin.OpenAsync($"/admin/keys/{id}/revoke")).Expect(HttpStatusCode.NotFound);
        Assert.That(
            await service.AuditOfAsync(id),
            Is.EqualTo(new[] { "总管|AddKey|呼叫系统：接线员", "总管|RevokeKey|呼叫系统" })
        );
    }

    [Test]
    public async Task WhatIsWrong_StandsBesideItsField()
    {
        var wrong = await admin.SubmitAsync("/admin/keys", "add", ("name", new string('长', 101)), ("position", ""));

        Assert.That(wrong.Text, Does.Contain("<title>有误：密钥"));
        Assert.That(wrong.Text, Does.Contain("最多 100 个字").And.Contain("请选择岗位"));
        Assert.That(
            await service.RowsAsync("SELECT id FROM audit WHERE action = 'AddKey' AND detail LIKE '长%'"),
            Is.Empty
        );
    }
}
