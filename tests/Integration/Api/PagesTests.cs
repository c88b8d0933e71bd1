using System.Net;
using System.Text.RegularExpressions;
using Integration.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;

namespace Integration.Api;

/// <summary>The description of the API, and the page on which people sign in.</summary>
public sealed partial class PagesTests
{
    private InProcessService service = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => service = await InProcessService.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await service.DisposeAsync();

    [Test]
    public async Task OpenApi_NamesEveryCall()
    {
        using var nobody = service.Client();

        var document = await nobody.ReadAsync("/openapi/v1.json");

        var paths = document.GetProperty("paths").EnumerateObject().Select(p => p.Name.TrimEnd('/')).ToList();
        string[] steps =
        [
            "receive",
            "route",
            "acknowledge",
            "return",
            "progress",
            "accept",
            "refuse",
            "handle",
            "reply",
            "close",
            "withdraw",
            "important",
            "important/reports",
            "timeline",
        ];
        Assert.That(paths, Is.SupersetOf(steps.Select(s => $"{ApiCalls.Cases}/{{id}}/{s}")));
        Assert.That(
            paths,
            Is.SupersetOf(
                new[]
                {
                    ApiCalls.Cases,
                    $"{ApiCalls.Cases}/{{id}}",
                    "/api/v1/assignments",
                    "/api/v1/feedback",
                    "/api/v1/codes",
                    "/api/v1/routing/rules",
                }
            )
        );
    }

    [Test]
    public async Task Docs_AskNoOtherHost()
    {
        using var nobody = service.Client();

        var html = await nobody.GetStringAsync("/docs/");

        Assert.That(OtherHost().Matches(html).Select(m => m.Value), Is.Empty);
    }

    [Test]
    public async Task SignIn_WithAOneTimePassword_LeadsToANewOne_AndOut()
    {
        var first = (await Users.AddAsync("首日", Role.Operator, null))!;
        using var browser = new Browser(service.Address);

        var wrong = await browser.SignInAsync("首日", "wrong");
        Assert.That(
            wrong.Text,
            Does.Contain("姓名或密码不正确").And.Not.Contain("\"wrong\""),
            "a password is never sent back"
        );
        Assert.That(wrong.Text, Does.Contain("<title>有误：登录"));
        Assert.That(wrong.Text, Does.Contain("aria-describedby=\"password-error\""));
        Assert.That(wrong.Text, Does.Contain("value=\"首日\""), "the name need not be typed again");
        Assert.That(browser.Session, Is.Null);

        var signedIn = (await browser.SignInAsync("首日", first)).ExpectLeadsTo("/password");
        var cookie = signedIn
            .Answer.Headers.GetValues("Set-Cookie")
            .Single(c => c.StartsWith("hotline12315=", StringComparison.Ordinal));
        Assert.That(cookie, Does.Contain("httponly").IgnoreCase.And.Contain("samesite=strict").IgnoreCase);

        Assert.That(
            (await browser.Http.CallAsync(HttpMethod.Get, "/api/v1/complaints")).Status,
            Is.EqualTo(HttpStatusCode.Forbidden),
            "a one-time password opens nothing else"
        );
        (await browser.OpenAsync("/desk")).ExpectLeadsTo("/password");
        foreach (var file in new[] { "/console.css", "/js/main.js", "/session" })
        {
            var answer = await browser.Http.CallAsync(HttpMethod.Get, file);
            Assert.That((int)answer.Status, Is.LessThan(300), $"{file} belongs to the password page");
        }

        const string Own = "my-own-word-2027";
        var mistyped = await browser.SubmitAsync(
            "/password",
            "password",
            ("Form.Current", first),
            ("Form.Wanted", Own),
            ("Form.Again", "my-own-word-2028")
        );
        Assert.That(
            mistyped.Text,
            Does.Contain("两次输入的新密码不一样").And.Contain("aria-describedby=\"again-error\"")
        );
        var changed = await browser.SubmitAsync(
            "/password",
            "password",
            ("Form.Current", first),
            ("Form.Wanted", Own),
            ("Form.Again", Own)
        );
        changed.ExpectLeadsTo("/sign-in");
        Assert.That(browser.Session, Is.Null);
        Assert.That((await browser.OpenAsync(changed.LeadsTo!)).Text, Does.Contain("密码已设置"));

        (await browser.SignInAsync("首日", Own)).ExpectLeadsTo("/");
        Assert.That(
            (await browser.Http.CallAsync(HttpMethod.Get, "/api/v1/codes")).Status,
            Is.EqualTo(HttpStatusCode.OK)
        );

        var signedOut = (await browser.SubmitAsync("/password", "/sign-out")).Expect(HttpStatusCode.Redirect);
        Assert.That(signedOut.Answer.Headers.GetValues("Clear-Site-Data").Single(), Is.EqualTo("\"cache\""));
        Assert.That(browser.Session, Is.Null);
    }

    [Test]
    public async Task FiveWrongPasswords_LockTheAccount()
    {
        var password = (await Users.AddAsync("忘记", Role.Operator, null, mustChange: false))!;
        using var browser = new Browser(service.Address);
        for (var i = 0; i < 5; i++)
        {
            await browser.SignInAsync("忘记", $"no{i}");
        }

        var right = await browser.SignInAsync("忘记", password);

        Assert.That(right.Text, Does.Contain("锁定"));
        Assert.That(browser.Session, Is.Null);
    }

    [Test]
    public async Task SignIn_WithoutTheFormsToken_IsRefused()
    {
        using var browser = new Browser(service.Address);
        using var form = new FormUrlEncodedContent([new("_handler", "sign-in"), new("Form.Name", "x")]);

        browser.Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var answer = await browser.Http.PostAsync("/sign-in", form);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(
            WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()),
            Does.Contain("这一页的表单已失效"),
            "the way out is told"
        );
    }

    [Test]
    public async Task WhatIsForbiddenOrMissing_IsSaidOnAPage()
    {
        var password = (await Users.AddAsync("好奇", Role.Operator, null, mustChange: false))!;
        using var browser = new Browser(service.Address);
        await browser.SignInAsync("好奇", password);

        var forbidden = await browser.OpenAsync("/admin/people");
        var missing = await browser.OpenAsync("/nowhere");

        Assert.That(forbidden.Expect(HttpStatusCode.Forbidden).Text, Does.Contain("您的角色不能打开这一页"));
        Assert.That(missing.Expect(HttpStatusCode.NotFound).Text, Does.Contain("没有这一页"));
    }

    private Users Users => service.Services.GetRequiredService<Users>();

    [GeneratedRegex(
        """(?:src|href)\s*=\s*["']?(?:https?:)?//[^"'\s>]*""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex OtherHost();
}
