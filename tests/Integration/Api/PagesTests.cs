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
        using var browser = new PageBrowser(service.Address);

        using var wrong = await browser.SubmitAsync("/sign-in", ("Form.Name", "首日"), ("Form.Password", "wrong"));
        Assert.That(
            await TextAsync(wrong),
            Does.Contain("姓名或密码不正确").And.Not.Contain("\"wrong\""),
            "a password is never sent back"
        );
        Assert.That(browser.Session, Is.Null);

        using var signedIn = await browser.SubmitAsync("/sign-in", ("Form.Name", "首日"), ("Form.Password", first));
        Assert.That(signedIn.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(signedIn.Headers.Location!.ToString(), Does.EndWith("/password"));
        var cookie = signedIn
            .Headers.GetValues("Set-Cookie")
            .Single(c => c.StartsWith("hotline12315=", StringComparison.Ordinal));
        Assert.That(cookie, Does.Contain("httponly").IgnoreCase.And.Contain("samesite=strict").IgnoreCase);

        Assert.That(
            (await browser.Http.CallAsync(HttpMethod.Get, "/api/v1/complaints")).Status,
            Is.EqualTo(HttpStatusCode.Forbidden),
            "a one-time password opens nothing else"
        );

        const string Own = "my-own-word-2027";
        (string, string)[] change = [("Form.Current", first), ("Form.Wanted", Own), ("Form.Again", Own)];
        using var changed = await browser.SubmitAsync("/password", change);
        Assert.That(changed.Headers.Location!.ToString(), Does.EndWith("/sign-in"));
        Assert.That(browser.Session, Is.Null);

        using var again = await browser.SubmitAsync("/sign-in", ("Form.Name", "首日"), ("Form.Password", Own));
        Assert.That(again.Headers.Location!.ToString(), Does.EndWith("/"));
        Assert.That(
            (await browser.Http.CallAsync(HttpMethod.Get, "/api/v1/codes")).Status,
            Is.EqualTo(HttpStatusCode.OK)
        );

        using var signedOut = await browser.SubmitAsync("/desk", "/sign-out");
        Assert.That(signedOut.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(browser.Session, Is.Null);
    }

    [Test]
    public async Task FiveWrongPasswords_LockTheAccount()
    {
        var password = (await Users.AddAsync("忘记", Role.Operator, null, mustChange: false))!;
        using var browser = new PageBrowser(service.Address);
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await browser.SubmitAsync("/sign-in", ("Form.Name", "忘记"), ("Form.Password", $"no{i}"));
        }

        using var right = await browser.SubmitAsync("/sign-in", ("Form.Name", "忘记"), ("Form.Password", password));

        Assert.That(await TextAsync(right), Does.Contain("锁定"));
        Assert.That(browser.Session, Is.Null);
    }

    [Test]
    public async Task SignIn_WithoutTheFormsToken_IsRefused()
    {
        using var browser = new PageBrowser(service.Address);
        using var form = new FormUrlEncodedContent([new("_handler", "sign-in"), new("Form.Name", "x")]);

        using var answer = await browser.Http.PostAsync("/sign-in", form);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    private static async Task<string> TextAsync(HttpResponseMessage page) =>
        WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());

    private Users Users => service.Services.GetRequiredService<Users>();

    [GeneratedRegex(
        """(?:src|href)\s*=\s*["']?(?:https?:)?//[^"'\s>]*""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex OtherHost();
}
