using System.Net;
using Integration.Api;
using Integration.Harness;
using Integration.Storage;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;

namespace Integration.Administration;

/// <summary>How long a person stays signed in.</summary>
public sealed class SessionTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTime time = new(TimeProvider.System.GetUtcNow());
    private InProcessService service = null!;
    private Browser admin = null!;

    [SetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Sessions:Idle"] = "00:20:00",
                ["Sessions:Longest"] = "02:00:00",
            },
            builder => builder.Services.AddSingleton<TimeProvider>(time)
        );
        admin = await service.SignedInAsync("总管", Role.Admin);
    }

    [TearDown]
    public async Task StopAsync()
    {
        admin.Dispose();
        await service.DisposeAsync();
    }

    [Test]
    public async Task Idle_EndsTheSession_ToTheSecond()
    {
        time.Advance((20 * Minute) - TimeSpan.FromSeconds(2));
        Assert.That(await AskAsync(), Is.EqualTo(HttpStatusCode.NoContent));
        time.Advance(TimeSpan.FromSeconds(2));

        Assert.That(await AskAsync(), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await KeepAsync(), Is.EqualTo(HttpStatusCode.Unauthorized), "it is not brought back to life");
        var page = await admin.OpenAsync("/admin/people");
        page.ExpectLeadsTo("/sign-in?ReturnUrl=%2Fadmin%2Fpeople");
    }

    [Test]
    public async Task WhatAPersonDoes_KeepsTheSession_UntilTheLongest()
    {
        for (var i = 0; i < 7; i++)
        {
            time.Advance(17 * Minute);
            var isPage = i % 2 == 0;
            Assert.That(
                isPage ? (await admin.OpenAsync("/admin/people")).Status : await KeepAsync(),
                Is.EqualTo(isPage ? HttpStatusCode.OK : HttpStatusCode.NoContent),
                $"after {(i + 1) * 17} minutes"
            );
        }
        time.Advance(Minute - TimeSpan.FromSeconds(1));
        Assert.That(await KeepAsync(), Is.EqualTo(HttpStatusCode.NoContent));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await KeepAsync(), Is.EqualTo(HttpStatusCode.Unauthorized), "two hours after the sign-in it ends");
    }

    [Test]
    public async Task ASmallDeed_SoonAfterThePageWasOpened_CountsToo()
    {
        time.Advance(2 * Minute);
        await admin.OpenAsync("/admin/people");
        time.Advance(19 * Minute);

        Assert.That(await AskAsync(), Is.EqualTo(HttpStatusCode.NoContent), "19 minutes after the last deed");
    }

    [Test]
    public async Task BackgroundTraffic_DoesNotKeepTheSession()
    {
        for (var i = 0; i < 9; i++)
        {
            time.Advance(2 * Minute);
            Assert.That(await AskAsync(), Is.EqualTo(HttpStatusCode.NoContent));
            using var socket = await service.WatchAsync(admin);
        }
        time.Advance(2 * Minute);

        Assert.That(await AskAsync(), Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task AnOpenLiveConnection_DoesNotOutliveTheSession()
    {
        using var socket = await service.WatchAsync(admin);

        time.Advance(20 * Minute);

        Assert.That(await socket.CloseOfAsync(), Is.EqualTo(4408), "the page is told to ask again");
        Assert.That(await AskAsync(), Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task SignOut_EndsTheLiveConnectionToo()
    {
        using var socket = await service.WatchAsync(admin);

        await admin.SubmitAsync("/admin/people", "/sign-out");

        Assert.That(await socket.CloseOfAsync(), Is.EqualTo(4401));
    }

    [Test]
    public async Task AForm_SentAfterTheEnd_SaysSo_OnAPage()
    {
        time.Advance(21 * Minute);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/people/new")
        {
            Content = new FormUrlEncodedContent([new("_handler", "add"), new("name", "x")]),
        };
        request.Headers.Accept.ParseAdd("text/html");

        using var answer = await admin.Http.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), Does.Contain("登录已结束"));
    }

    [Test]
    public async Task WhileTheDatabaseIsAway_NobodyIsToldThatTheSessionEnded()
    {
        await RenameAsync("users", "away");

        var page = await admin.OpenAsync("/admin/people");
        var asked = await AskAsync();

        Assert.That(page.Expect(HttpStatusCode.ServiceUnavailable).Text, Does.Contain("数据库没有应答"));
        Assert.That(asked, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        await RenameAsync("away", "users");
        Assert.That(await AskAsync(), Is.EqualTo(HttpStatusCode.NoContent));
    }

    private Task RenameAsync(string from, string to) =>
        service
            .Services.GetRequiredService<Database>()
            .WriteAsync(s => s.ExecuteAsync(new Statement("test.rename", $"ALTER TABLE {from} RENAME TO {to}")));

    /// <summary>Whether the session goes on, without renewing it.</summary>
    private async Task<HttpStatusCode> AskAsync() => (await admin.Http.CallAsync(HttpMethod.Get, "/session")).Status;

    /// <summary>As the page does while somebody is there.</summary>
    private async Task<HttpStatusCode> KeepAsync() => (await admin.Http.CallAsync(HttpMethod.Post, "/session")).Status;
}
