using System.Net;
using System.Text.RegularExpressions;
using Integration.Harness;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;

namespace Integration.Administration;

/// <summary>The administrators' pages of people and units.</summary>
public sealed partial class PeopleTests
{
    private InProcessService service = null!;
    private Browser admin = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync();
        admin = await service.SignedInAsync("总管", Role.Admin);
        await service.PersonAsync("副总管", Role.Admin);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        admin.Dispose();
        await service.DisposeAsync();
    }

    [Test]
    public async Task Add_ShowsTheOneTimePasswordOnce()
    {
        var added = await admin.SubmitAsync(
            "/admin/people/new",
            "add",
            ("name", " 新人 "),
            ("position", "enforcer-coordination")
        );

        var id = await service.IdOfAsync("新人");
        added.ExpectLeadsTo($"/admin/people/{id}");
        var shown = (await admin.OpenAsync(added.LeadsTo!)).Expect(HttpStatusCode.OK);
        var password = shown.Secret();
        Assert.That(shown.Answer.Headers.CacheControl?.NoStore, Is.True);
        Assert.That(shown.Text, Does.Contain("执法员 · 执法协调科").And.Contain("一次性密码"));
        Assert.That((await admin.OpenAsync(added.LeadsTo!)).Html, Does.Not.Contain(password));
        Assert.That(
            await service.AuditOfAsync("新人"),
            Is.EqualTo(new[] { "总管|AddUser|执法员 · 执法协调科" }),
            "and the log does not know it"
        );
        using var browser = new Browser(service.Address);
        (await browser.SignInAsync("新人", password)).ExpectLeadsTo("/password");
    }

    [Test]
    public async Task Add_WhatIsWrong_StandsBesideItsField_AndWhatWasTypedStays()
    {
        var empty = await admin.SubmitAsync("/admin/people/new", "add", ("name", ""), ("position", "pope"));

        Assert.That(empty.Text, Does.Contain("<title>有误：添加人员"));
        Assert.That(
            empty.Text,
            Does.Contain("aria-describedby=\"name-error name-hint\"").And.Contain("aria-describedby=\"position-error\"")
        );
        var taken = await admin.SubmitAsync("/admin/people/new", "add", ("name", "总管"), ("position", "operator"));
        Assert.That(taken.Text, Does.Contain("已有一位“总管”").And.Contain("value=\"总管\""));
        Assert.That(taken.Html, Does.Match("value=\"operator\"[^>]*selected"));
        Assert.That(await service.AuditOfAsync("总管"), Is.Empty);
    }

    [Test]
    public async Task Reset_EndsSessions_AndTheOldPassword()
    {
        var old = await service.PersonAsync("忘词", Role.Operator);
        using var person = new Browser(service.Address);
        await person.SignInAsync("忘词", old);
        var path = $"/admin/people/{await service.IdOfAsync("忘词")}";

        var reset = await admin.SubmitAsync(path, "account", ("act", "reset"));

        reset.ExpectLeadsTo(path);
        Assert.That(await person.IsSignedInAsync(), Is.False);
        Assert.That((await person.SignInAsync("忘词", old)).Text, Does.Contain("姓名或密码不正确"));
        var password = (await admin.OpenAsync(path)).Secret();
        (await person.SignInAsync("忘词", password)).ExpectLeadsTo("/password");
        Assert.That(await service.AuditOfAsync("忘词"), Has.Member("总管|ResetUser|"));
    }

    [Test]
    public async Task Lock_IsShown_AndLifted()
    {
        var password = await service.PersonAsync("手滑", Role.Operator);
        using var person = new Browser(service.Address);
        for (var i = 0; i < 5; i++)
        {
            await person.SignInAsync("手滑", "wrong");
        }
        var path = $"/admin/people/{await service.IdOfAsync("手滑")}";
        Assert.That(
            (await admin.OpenAsync("/admin/people?state=locked")).Text,
            Does.Contain("手滑").And.Contain("锁定到")
        );

        (await admin.SubmitAsync(path, "account", ("act", "unlock"))).ExpectLeadsTo($"{path}?done=unlock");

        (await person.SignInAsync("手滑", password)).ExpectLeadsTo("/");
        Assert.That(await service.AuditOfAsync("手滑"), Has.Member("总管|UnlockUser|"));
        var page = await admin.OpenAsync(path);
        Assert.That(page.Html, Does.Not.Contain("value=\"unlock\""), "there is nothing left to lift");
        Assert.That(page.Text, Does.Not.Contain("从未"), "the sign-in was noted");
    }

    [Test]
    public async Task Disable_EndsEverySession_AndTheLiveConnection_AtOnce()
    {
        var password = await service.PersonAsync("离任", Role.Admin);
        using var person = new Browser(service.Address);
        await person.SignInAsync("离任", password);
        using var socket = await service.WatchAsync(person);
        var path = $"/admin/people/{await service.IdOfAsync("离任")}";

        (await admin.SubmitAsync(path, "account", ("act", "disable"))).ExpectLeadsTo($"{path}?done=disable");

        Assert.That(await person.IsSignedInAsync(), Is.False);
        Assert.That(await socket.CloseOfAsync(), Is.EqualTo(4401));
        var right = await person.SignInAsync("离任", password);
        var wrong = await person.SignInAsync("离任", "wrong");
        Assert.That(ErrorOf(right), Is.EqualTo(ErrorOf(wrong)), "nothing is told of the account");
        Assert.That(await person.IsSignedInAsync(), Is.False);
        Assert.That((await admin.OpenAsync("/admin/people?state=disabled")).Text, Does.Contain("离任"));

        (await admin.SubmitAsync(path, "account", ("act", "enable"))).ExpectLeadsTo($"{path}?done=enable");
        (await person.SignInAsync("离任", password)).ExpectLeadsTo("/");
        Assert.That(
            (await service.AuditOfAsync("离任")).Where(a => !a.Contains("SignIn")),
            Is.EqualTo(new[] { "总管|DisableUser|", "总管|EnableUser|" })
        );
        Assert.That(await service.AuditOfAsync("离任"), Has.Member("未登录|SignInFailed|账号已停用"));
    }

    [Test]
    public async Task Move_ChangesWhatAPersonMayDo_AtOnce()
    {
        using var person = await service.SignedInAsync("调岗", Role.Operator);
        var path = $"/admin/people/{await service.IdOfAsync("调岗")}";

        var moved = await admin.SubmitAsync(path, "position", ("position", "enforcer-rapidResponse"));

        moved.ExpectLeadsTo($"{path}?done=move");
        Assert.That(await person.IsSignedInAsync(), Is.False, "a session of the old role is worth nothing");
        Assert.That(
            await service.AuditOfAsync("调岗"),
            Is.EqualTo(new[] { "总管|MoveUser|接线员 → 执法员 · 快速反应执法应急队伍" })
        );
        var nowhere = await admin.SubmitAsync(path, "position", ("position", "enforcer"));
        Assert.That(nowhere.Text, Does.Contain("请选择岗位"), "an enforcer without a unit is none");
    }

    [Test]
    public async Task Units_MoveAMemberToTheOther()
    {
        await service.PersonAsync("队员甲", Role.Enforcer);
        var id = await service.IdOfAsync("队员甲");
        Assert.That((await admin.OpenAsync("/admin/units")).Text, Does.Contain("把队员甲改到执法协调科"));

        (await admin.SubmitAsync("/admin/units", "move", ("move", $"{id}"))).ExpectLeadsTo("/admin/units?done=moved");

        Assert.That((await admin.OpenAsync("/admin/units")).Text, Does.Contain("把队员甲改到快速反应队"));
        Assert.That(
            await service.AuditOfAsync("队员甲"),
            Is.EqualTo(new[] { "总管|MoveUser|执法员 · 快速反应执法应急队伍 → 执法员 · 执法协调科" })
        );
    }

    [Test]
    public async Task Oneself_CanNeitherBeDisabledNorMoved()
    {
        var path = $"/admin/people/{await service.IdOfAsync("总管")}";

        var page = await admin.OpenAsync(path);
        var disabled = await admin.SubmitAsync(path, "account", ("act", "disable"));

        Assert.That(page.Html, Does.Not.Contain("value=\"disable\"").And.Not.Contain("value=\"position\""));
        disabled.ExpectLeadsTo($"{path}?done=yourself");
        Assert.That(await admin.IsSignedInAsync(), Is.True);
    }

    [Test]
    public async Task List_FindsAndPages_WithoutSkippingOrRepeating()
    {
        for (var i = 0; i < 120; i++)
        {
            await service.Services.AddRowAsync($"长名单{i:000}%_[");
        }
        var names = new List<string>();
        var path = "/admin/people?name=" + Uri.EscapeDataString("长名单") + "&role=province";
        while (path is not null)
        {
            var page = (await admin.OpenAsync(path)).Expect(HttpStatusCode.OK);
            Assert.That(page.Text, Does.Contain("符合 120 人"));
            names.AddRange(LongName().Matches(page.Text).Select(m => m.Value));
            path = NextPage().Match(page.Text) is { Success: true } next ? next.Groups["path"].Value : null;
        }

        Assert.That(names, Has.Count.EqualTo(120).And.Unique.And.Ordered);
        foreach (var sign in new[] { "%", "_", "[" })
        {
            var none = await admin.OpenAsync("/admin/people?name=" + Uri.EscapeDataString($"{sign}长"));
            Assert.That(none.Text, Does.Contain("没有这样的人员"), $"{sign} is a sign like any other");
        }
    }

    private static string ErrorOf(Page page) => Error().Match(page.Text).Value;

    [GeneratedRegex("""<p class="error".*?</p>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Error();

    [GeneratedRegex(@"(?<=>)长名单\d{3}%_\[", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LongName();

    [GeneratedRegex("""href="(?<path>[^"]+)" rel="next">""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NextPage();
}
