using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Integration.Harness;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;
using Shared.Contracts.Messages;

namespace Integration.Resilience;

/// <summary>A message that fails for good lands where people see it, under either transport, and holds nothing up.</summary>
[NonParallelizable]
public sealed class FailedWorkTests
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task MessageThatFails_StandsInTheFailedWorkUntilResolved(bool overRabbitMq)
    {
        await using var broker = overRabbitMq ? await PrivateBroker.StartAsync(CancellationToken.None) : null;
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (broker is not null)
        {
            settings["Bus:Transport"] = "RabbitMq";
            settings["ConnectionStrings:RabbitMq"] = broker.Uri;
        }
        await using var service = await InProcessService.StartAsync(settings);
        using var admin = await service.ClientAsync(Role.Admin);
        using var centre = await service.ClientAsync(Role.Operator);
        var missing = Guid.CreateVersion7();
        var bus = service.Services.GetRequiredService<IBus>();
        var endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{Queues.Duty}"));

        var row = await Eventually.ValueAsync(
            async () =>
            {
                await endpoint.Send(new RouteCase(missing, 1, Lane.Duty));
                var all = await admin.GetFromJsonAsync<JsonElement>("/api/v1/failed-work");
                return all.GetProperty("failedWork")
                    .EnumerateArray()
                    .FirstOrDefault(r => r.GetProperty("subject").GetString() == missing.ToString("D"));
            },
            r => r.ValueKind == JsonValueKind.Object,
            TimeSpan.FromSeconds(40),
            "the failed message is seen"
        );
        Assert.That(row.GetProperty("work").GetString(), Is.EqualTo("message:dispatch-duty_error"));
        Assert.That(row.GetProperty("error").GetString(), Does.Contain("was not routed"));

        using var registered = await centre.PostAsJsonAsync(
            "/api/v1/complaints",
            new { kind = "report", channel = "web" }
        );
        var id = (await registered.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        await Eventually.ValueAsync(
            () => centre.GetFromJsonAsync<JsonElement>($"/api/v1/complaints/{id}"),
            c => c.GetProperty("status").GetString() == "routed",
            TimeSpan.FromSeconds(10),
            "others are routed"
        );
        using var resolved = await admin.PostAsync(
            new Uri($"/api/v1/failed-work/{row.GetProperty("id").GetInt64()}/resolve", UriKind.Relative),
            null
        );
        Assert.That(resolved.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
    }
}
