using Integration.Api;
using Integration.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Failures;

namespace Integration.Administration;

/// <summary>The administrators' page of the service itself.</summary>
public sealed class OperationsPageTests
{
    private const string Page = "/admin/operations";
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
    public async Task WhatFailed_IsShown_TriedAgain_AndResolved()
    {
        var failures = service.Services.GetRequiredService<FailedWork>();
        await failures.RecordAsync(FailedWork.Escalation, "deadline-1/3", "这一步失败了");
        await failures.RecordAsync("message:dispatch-duty_error", "case-2", "读不懂的消息");
        await ExecuteAsync(
            """
            INSERT INTO outbox (lane, type, body, case_id, created_at, attempts, parked_at, error)
            VALUES ('duty', 'x', '{}', '019d0000-0000-7000-8000-000000000003', '2026-01-01T00:00:00.0000000Z', 10, '2026-01-01T00:00:00.0000000Z', 'x')
            """
        );
        await ExecuteAsync(
            """
            INSERT INTO outages (component, from_at, to_at)
            VALUES ('clock', '2026-01-01T00:00:00.0000000Z', '2026-01-01T02:05:00.0000000Z')
            """
        );
        await Eventually.HoldsAsync(
            async () =>
                (await admin.OpenAsync(Page)).Text is var text
                && text.Contains("读不懂的消息")
                && text.Contains("在走"),
            TimeSpan.FromSeconds(15),
            "the page shows it, and the clock's heartbeat"
        );
        var page = await admin.OpenAsync(Page);
        Assert.That(page.Text, Does.Contain("超期升级").And.Contain("这一步失败了").And.Contain("2 小时 5 分"));
        var (step, message) = (await IdOfAsync("escalation"), await IdOfAsync("message:dispatch-duty_error"));
        Assert.That(page.Html, Does.Contain($"name=\"retry\" value=\"{step}\""));
        Assert.That(page.Html, Does.Not.Contain($"name=\"retry\" value=\"{message}\""), "a message has no next try");
        var parked = (
            await service.RowsAsync("SELECT id FROM outbox WHERE case_id = '019d0000-0000-7000-8000-000000000003'")
        ).Single();

        (await PressAsync("retry", step)).ExpectLeadsTo($"{Page}?done=retry");
        (await PressAsync("resolve", message)).ExpectLeadsTo($"{Page}?done=resolve");
        (await PressAsync("unpark", parked)).ExpectLeadsTo($"{Page}?done=unpark");
        (await PressAsync("resolve", message)).ExpectLeadsTo($"{Page}?done=gone");

        Assert.That(
            await service.RowsAsync(
                """
                SELECT actor_name, action, COALESCE(detail, '')
                FROM audit
                WHERE action LIKE '%FailedWork' OR action LIKE '%ParkedMessage'
                ORDER BY id
                """
            ),
            Is.EqualTo(
                new[]
                {
                    "总管|RetryFailedWork|超期升级：deadline-1/3",
                    "总管|ResolveFailedWork|消息：case-2",
                    "总管|RetryParkedMessage|",
                }
            )
        );
        await ExecuteAsync("DELETE FROM outbox WHERE case_id = '019d0000-0000-7000-8000-000000000003'");
    }

    private async Task<string> IdOfAsync(string work) =>
        (await service.RowsAsync($"SELECT id FROM failed_work WHERE work = '{work}'")).Single();

    private Task<Harness.Page> PressAsync(string button, string id) =>
        admin.SubmitAsync(Page, "operations", (button, id));

    private Task ExecuteAsync(string sql) =>
        service
            .Services.GetRequiredService<Database>()
            .WriteAsync(s => s.ExecuteAsync(new Statement("test.execute", sql)));
}
