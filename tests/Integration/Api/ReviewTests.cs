using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Api;

/// <summary>What reviews of the API found once must not come back.</summary>
public sealed class ReviewTests
{
    private InProcessService service = null!;
    private HttpClient centre = null!;

    [OneTimeSetUp]
    public async Task SetUpAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2026, 3, 14, 9));
        centre = await service.ClientAsync(Role.Operator);
    }

    [OneTimeTearDown]
    public async Task TearDownAsync()
    {
        centre.Dispose();
        await service.DisposeAsync();
    }

    [Test]
    public async Task AssignmentWithAKey_IsReplayedAndNotMadeTwice()
    {
        var body = Assignment("K-1");
        var (first, _) = await PostAsync("/api/v1/assignments", body, "key-1");
        var (again, answer) = await PostAsync("/api/v1/assignments", body, "key-1");
        var (other, _) = await PostAsync("/api/v1/assignments", Assignment("K-2"), "key-1");
        Assert.Multiple(() =>
        {
            Assert.That(first, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(again, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(answer.GetProperty("version").GetInt32(), Is.EqualTo(1));
            Assert.That(other, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        });
    }

    [Test]
    public async Task AssignmentRepeatedWithoutItsPerson_ChangesNothing()
    {
        await PostAsync("/api/v1/assignments", Assignment("P-1", """, "complainant": { "name": "张三" }"""));
        for (var i = 0; i < 3; i++)
        {
            var (status, answer) = await PostAsync("/api/v1/assignments", Assignment("P-1"));
            Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(answer.GetProperty("version").GetInt32(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task AssignmentRepeatedAsAnotherKind_IsRefusedByField()
    {
        await PostAsync("/api/v1/assignments", Assignment("T-1"));
        var (status, answer) = await PostAsync(
            "/api/v1/assignments",
            """{ "source": "state", "upstreamNumber": "T-1", "kind": "report" }"""
        );
        Assert.That(status, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(answer.GetProperty("errors").TryGetProperty("kind", out _), Is.True);
    }

    [TestCase("occurredAt", "0001-01-01")]
    [TestCase("occurredAt", "9999-12-31T23:59:59Z")]
    [TestCase("arrivedAt", "9999-12-31T23:59:59Z")]
    public async Task MomentsAtTheEndsOfTheCalendar_AreNamedByField(string field, string value)
    {
        var (status, answer) = await PostAsync(
            "/api/v1/complaints",
            $$"""{ "kind": "complaint", "channel": "phone", "{{field}}": "{{value}}" }"""
        );
        Assert.That(status, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(answer.GetProperty("errors").TryGetProperty(field, out _), Is.True);
    }

    [Test]
    public async Task Search_LooksThroughWordsAndNotThroughStoredForm()
    {
        await PostAsync(
            "/api/v1/complaints",
            """{ "kind": "complaint", "channel": "phone", "content": "店名\"老\\号\"𠮷野家阳光1234号", "complainant": { "phone": "13900001234" } }"""
        );
        Assert.Multiple(async () =>
        {
            Assert.That(await FoundAsync("demands"), Is.Zero, "a name of the stored form");
            Assert.That(await FoundAsync("\"老\\号\""), Is.EqualTo(1));
            Assert.That(await FoundAsync("𠮷野家"), Is.EqualTo(1));
            Assert.That(await FoundAsync("某街1234号"), Is.Zero, "digits inside other words are no telephone");
            Assert.That(await FoundAsync("1234"), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task StepThatIsNotAllowed_SaysTheCasesStatusOnce()
    {
        var (_, it) = await PostAsync("/api/v1/complaints", """{ "kind": "consultation", "channel": "phone" }""");
        using var answer = await centre.PostAsJsonAsync(
            $"/api/v1/complaints/{it.GetProperty("id").GetGuid()}/withdraw",
            new { reason = "试" }
        );
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(text.Split("\"status\"").Length - 1, Is.EqualTo(1));
            Assert.That(JsonDocument.Parse(text).RootElement.GetProperty("status").GetString(), Is.EqualTo("closed"));
        });
    }

    [Test]
    public async Task InvalidUtf8_IsMalformed()
    {
        using var content = new ByteArrayContent([.. "{\"kind\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");
        using var answer = await centre.PostAsync("/api/v1/complaints", content);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    private static string Assignment(string number, string more = "") =>
        $$"""{ "source": "state", "upstreamNumber": "{{number}}", "kind": "complaint", "content": "总局转来"{{more}} }""";

    private async Task<int> FoundAsync(string q) =>
        (await centre.GetFromJsonAsync<JsonElement>($"/api/v1/complaints?q={Uri.EscapeDataString(q)}&limit=500"))
            .GetProperty("items")
            .GetArrayLength();

    private async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(
        string path,
        string body,
        string? key = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }
        using var answer = await centre.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
