using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Api;

/// <summary>From a call to a reply through the real API.</summary>
public sealed class WholePathTests
{
    [Test]
    public async Task PoisoningInTheWindow_GoesToTheTeamAndIsClosed()
    {
        await using var service = await InProcessService.StartAsync(at: Shanghai.At(2026, 3, 14, 9));
        using var operatorClient = await service.ClientAsync(Role.Operator);
        using var team = await service.ClientAsync(Role.Enforcer);

        using var registered = await operatorClient.PostAsJsonAsync(
            "/api/v1/complaints",
            new
            {
                kind = "投诉",
                channel = "phone",
                content = "吃饭后三人上吐下泻",
            }
        );
        Assert.That(registered.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        var id = (await registered.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();

        var routed = await Eventually.ValueAsync(
            () => operatorClient.GetFromJsonAsync<JsonElement>($"/api/v1/complaints/{id}"),
            c => c.GetProperty("status").GetString() == "routed",
            TimeSpan.FromSeconds(10),
            "the case is routed"
        );
        Assert.That(routed.GetProperty("unit").GetString(), Is.EqualTo("rapidResponse"));

        await StepAsync(team, id, "acknowledge", new { });
        await StepAsync(team, id, "handle", new { outcome = "达成调解", summary = "已退款" });
        var closed = await StepAsync(operatorClient, id, "reply", new { method = "phone", summary = "已告知" });
        Assert.That(closed.GetProperty("status").GetString(), Is.EqualTo("closed"));
    }

    private static async Task<JsonElement> StepAsync(HttpClient client, Guid id, string step, object body)
    {
        using var answer = await client.PostAsJsonAsync($"/api/v1/complaints/{id}/{step}", body);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
