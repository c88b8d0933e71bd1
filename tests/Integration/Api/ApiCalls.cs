using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Integration.Harness;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;

namespace Integration.Api;

/// <summary>An answer, read whole.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, string? MediaType)
{
    private JsonElement? json;

    public JsonElement Json => json ??= JsonSerializer.Deserialize<JsonElement>(Text);

    public Guid Id => Json.GetProperty("id").GetGuid();

    public string Number => Json.Str("number")!;

    public bool Replayed => Headers.TryGetValues("Idempotency-Replayed", out var v) && v.Single() == "true";

    /// <summary>Fields named in a problem's <c>errors</c>.</summary>
    public string[] Fields =>
        Json.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateObject().Select(e => e.Name)] : [];

    public Answer Expect(HttpStatusCode status)
    {
        Assert.That(Status, Is.EqualTo(status), Text);
        return this;
    }
}

/// <summary>One client of each role, on one service.</summary>
internal sealed record Cast(
    HttpClient Operator,
    HttpClient Section,
    HttpClient Team,
    HttpClient Leader,
    HttpClient Province,
    HttpClient Admin
)
{
    public static async Task<Cast> OfAsync(InProcessService service) =>
        new(
            await service.ClientAsync(Role.Operator),
            await service.ClientAsync(Role.Coordinator),
            await service.ClientAsync(Role.Enforcer),
            await service.ClientAsync(Role.DutyLeader),
            await service.ClientAsync(Role.Province),
            await service.ClientAsync(Role.Admin)
        );

    /// <summary>The unit that a case lies with.</summary>
    public HttpClient UnitOf(JsonElement it) => it.Str("unit") == "coordination" ? Section : Team;

    public HttpClient Of(Role role) =>
        role switch
        {
            Role.Operator => Operator,
            Role.Coordinator => Section,
            Role.Enforcer => Team,
            Role.DutyLeader => Leader,
            Role.Province => Province,
            _ => Admin,
        };
}

/// <summary>Calls of the HTTP API as its clients make them.</summary>
internal static class ApiCalls
{
    public const string Cases = "/api/v1/complaints";
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    public static readonly object Nothing = new { };

    /// <summary>The members of a feed entry, in the order of the contract.</summary>
    public static readonly string[] FeedMembers =
    [
        "sequence",
        "at",
        "event",
        "number",
        "kind",
        "assignedBy",
        "upstreamNumber",
        "status",
        "stage",
        "unit",
        "outcome",
        "dueAt",
        "inTime",
    ];

    public static string? Str(this JsonElement element, string name) => element.GetProperty(name).GetString();

    public static DateTimeOffset At(this JsonElement element, string name) =>
        element.GetProperty(name).GetDateTimeOffset();

    public static string[] Strings(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];

    public static JsonElement[] List(this JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray()];

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public static async Task<Answer> CallAsync(
        this HttpClient client,
        HttpMethod method,
        string path,
        HttpContent? content = null,
        string? key = null,
        string? ifMatch = null
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, text, response.Headers, response.Content.Headers.ContentType?.MediaType);
    }

    public static async Task<JsonElement> ReadAsync(this HttpClient client, string path) =>
        (await client.CallAsync(HttpMethod.Get, path)).Expect(HttpStatusCode.OK).Json;

    public static Task<JsonElement> CaseAsync(this HttpClient client, Guid id) => client.ReadAsync($"{Cases}/{id}");

    public static Task<Answer> SendAsync(
        this HttpClient client,
        string path,
        object body,
        string? key = null,
        string? ifMatch = null
    ) => client.CallAsync(HttpMethod.Post, path, Json(JsonSerializer.Serialize(body)), key, ifMatch);

    public static async Task<Answer> RegisterAsync(this HttpClient client, object body, string? key = null) =>
        (await client.SendAsync(Cases, body, key)).Expect(HttpStatusCode.Created);

    public static Task<Answer> TryStepAsync(this HttpClient client, Guid id, string step, object body) =>
        client.SendAsync($"{Cases}/{id}/{step}", body);

    public static async Task<JsonElement> StepAsync(
        this HttpClient client,
        Guid id,
        string step,
        object? body = null
    ) => (await client.TryStepAsync(id, step, body ?? Nothing)).Expect(HttpStatusCode.OK).Json;

    public static async Task<JsonElement[]> TimelineAsync(this HttpClient client, Guid id) =>
        [.. (await client.ReadAsync($"{Cases}/{id}/timeline")).EnumerateArray()];

    /// <summary>Waits until the router has done its work.</summary>
    public static Task<JsonElement> RoutedAsync(this HttpClient client, Guid id) =>
        Eventually.ValueAsync(
            () => client.CaseAsync(id),
            c => c.Str("status") == "routed",
            Patience,
            $"case {id} is routed"
        );

    /// <summary>Registers a case and waits until it is routed.</summary>
    public static async Task<JsonElement> RegisterRoutedAsync(this HttpClient client, object body) =>
        await client.RoutedAsync((await client.RegisterAsync(body)).Id);

    /// <summary>Every item of a list, page by page.</summary>
    public static async Task<List<JsonElement>> AllAsync(this HttpClient client, string filter = "", int limit = 500)
    {
        var all = new List<JsonElement>();
        string? next = null;
        do
        {
            var cursor = next is null ? "" : $"&cursor={Uri.EscapeDataString(next)}";
            var page = await client.ReadAsync($"{Cases}?limit={limit}{filter}{cursor}");
            var items = page.List("items");
            Assert.That(items, Has.Length.LessThanOrEqualTo(limit));
            all.AddRange(items);
            next = page.Str("next");
        } while (next is not null);
        return all;
    }

    /// <summary>Every entry of the feed, page by page.</summary>
    public static async Task<List<JsonElement>> FeedAsync(this HttpClient client, int limit = 500)
    {
        var all = new List<JsonElement>();
        var after = 0L;
        while (true)
        {
            var page = await client.ReadAsync($"/api/v1/feedback?after={after}&limit={limit}");
            var items = page.List("items");
            all.AddRange(items);
            var next = page.GetProperty("next").GetInt64();
            Assert.That(next, Is.EqualTo(items.Length == 0 ? after : items[^1].GetProperty("sequence").GetInt64()));
            after = next;
            if (!page.GetProperty("hasMore").GetBoolean())
            {
                return all;
            }
        }
    }

    /// <summary>A problem as RFC 9457 wants it, which tells nothing of the inside.</summary>
    public static Answer ExpectProblem(this Answer answer, HttpStatusCode status, string type)
    {
        answer.Expect(status);
        Assert.Multiple(() =>
        {
            Assert.That(answer.MediaType, Is.EqualTo("application/problem+json"), answer.Text);
            Assert.That(answer.Json.Str("type"), Is.EqualTo($"urn:hotline12315:problem:{type}"));
            Assert.That(answer.Json.GetProperty("status").GetInt32(), Is.EqualTo((int)status));
            Assert.That(answer.Json.Str("title"), Is.Not.Empty);
            foreach (var word in new[] { "SELECT ", "SQLite", "   at ", "Exception", "System.", ".cs:" })
            {
                Assert.That(answer.Text, Does.Not.Contain(word));
            }
        });
        return answer;
    }

    /// <summary>422 whose errors name exactly these fields.</summary>
    public static Answer ExpectInvalid(this Answer answer, params string[] fields)
    {
        answer.ExpectProblem(HttpStatusCode.UnprocessableEntity, "invalid");
        Assert.That(answer.Fields, Is.EquivalentTo(fields), answer.Text);
        return answer;
    }

    /// <summary>Adds a file to a case, as a form does.</summary>
    public static async Task<Answer> AttachAsync(
        this HttpClient client,
        Guid id,
        string name,
        byte[] content,
        string? key = null
    )
    {
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var form = new MultipartFormDataContent { { file, "file", name }, { new StringContent("小票"), "note" } };
        return await client.CallAsync(HttpMethod.Post, $"{Cases}/{id}/attachments", form, key);
    }

    /// <summary>Rows of a query on the service's own database file.</summary>
    public static Task<List<string>> RowsAsync(this InProcessService service, string sql) =>
        RowsAsync(service.Services.GetRequiredService<Database>().ConnectionString, sql);

    public static async Task<List<string>> RowsAsync(string connectionString, string sql)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(
                string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i).ToString()))
            );
        }
        return rows;
    }
}
