using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Integration.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shared.Contracts.Cases;

namespace Integration.Resilience;

/// <summary>Duty leaders and the publicity section are told outside the console too, each once, also after a failure.</summary>
public sealed class WebhookTests
{
    [Test]
    public async Task ImportantSituation_IsDeliveredOnceToEachRecipient()
    {
        var received = new ConcurrentQueue<JsonElement>();
        var refused = 0;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var receiver = builder.Build();
        receiver.Urls.Add("http://127.0.0.1:0");
        receiver.MapPost(
            "/hook",
            (JsonElement body) =>
            {
                if (Interlocked.Increment(ref refused) <= 4)
                {
                    return Results.StatusCode(503);
                }
                received.Enqueue(body);
                return Results.NoContent();
            }
        );
        await receiver.StartAsync();
        await using var service = await InProcessService.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Notifications:Webhook"] = $"{receiver.Urls.First()}/hook",
            },
            at: Shanghai.At(2026, 3, 14, 9)
        );
        using var centre = await service.ClientAsync(Role.Operator);
        using var answer = await centre.PostAsJsonAsync(
            "/api/v1/complaints",
            new
            {
                kind = "complaint",
                channel = "phone",
                content = "张三说多名学生食物中毒",
                complainant = new { name = "张三", phone = "13800001111" },
            }
        );
        answer.EnsureSuccessStatusCode();

        await Eventually.HoldsAsync(
            () => Task.FromResult(received.Count >= 2),
            TimeSpan.FromSeconds(30),
            "both are told after the receiver was down"
        );
        var cases = new CaseFile(Path.Combine(service.Directory, "complaints.db"));
        await Eventually.HoldsAsync(
            () =>
                Task.FromResult(
                    cases.Read(
                        "SELECT COUNT(*) FROM notifications WHERE channel = 'webhook' AND delivered_at IS NOT NULL",
                        r => r.GetInt64(0)
                    )[0] == 2
                ),
            TimeSpan.FromSeconds(10),
            "each delivery has its end"
        );
        Assert.Multiple(() =>
        {
            Assert.That(
                received.Select(r => r.GetProperty("recipient").GetString()),
                Is.EquivalentTo(new[] { Recipients.DutyLeader, Recipients.Publicity })
            );
            Assert.That(string.Concat(received), Does.Not.Contain("张三").And.Not.Contain("13800001111"));
        });
    }
}
