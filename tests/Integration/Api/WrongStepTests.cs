using System.Net;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Api;

/// <summary>Steps and queries that are wrong, stale, or not allowed now.</summary>
public sealed class WrongStepTests
{
    private InProcessService service = null!;
    private Cast cast = null!;
    private Guid acknowledged;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 14, 9));
        cast = await Cast.OfAsync(service);
        acknowledged = await NewAsync();
        await cast.Section.StepAsync(acknowledged, "acknowledge");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.EndIntactAsync();

    [TestCase("route", "{}", "unit", "reason")]
    [TestCase("route", """{"unit":"kitchen","reason":"x"}""", "unit")]
    [TestCase("route", """{"unit":1,"reason":"x"}""", "unit")]
    [TestCase("return", """{"reasonCode":"bored","reason":" "}""", "reasonCode", "reason")]
    [TestCase("progress", "{}", "summary")]
    [TestCase("progress", """{"summary":"x","onSite":"here"}""", "onSite")]
    [TestCase("refuse", """{"ground":"mood","reason":"x"}""", "ground")]
    [TestCase("refuse", "{}", "ground", "reason")]
    [TestCase("handle", "{}", "outcome", "summary")]
    [TestCase("handle", """{"outcome":"substantiated","summary":"x"}""", "outcome")]
    [TestCase("handle", """{"outcome":"mediated","summary":"x","recoveredAmount":-1}""", "recoveredAmount")]
    [TestCase("handle", """{"outcome":"mediated","summary":"x","recoveredAmount":0.123}""", "recoveredAmount")]
    [TestCase("handle", """{"outcome":"mediated","summary":"x","filedAsCase":"no"}""", "filedAsCase")]
    [TestCase("reply", "{}", "method", "summary")]
    [TestCase("reply", """{"method":"pigeon","summary":"x","satisfaction":"wow"}""", "method", "satisfaction")]
    [TestCase("reply", """{"method":"phone","summary":"x","close":"later"}""", "close")]
    [TestCase("withdraw", "{}", "reason")]
    [TestCase("important", """{"level":"huge"}""", "level", "summary")]
    [TestCase("important/reports", """{"method":"sms"}""", "method", "to", "summary")]
    public async Task WrongBody_NamesTheField(string step, string json, params string[] fields)
    {
        var client = step == "important/reports" ? cast.Leader : cast.Section;
        var before = (await cast.Operator.CaseAsync(acknowledged)).GetProperty("version").GetInt32();

        var answer = await client.CallAsync(
            HttpMethod.Post,
            $"{ApiCalls.Cases}/{acknowledged}/{step}",
            ApiCalls.Json(json)
        );

        answer.ExpectInvalid(fields);
        var after = (await cast.Operator.CaseAsync(acknowledged)).GetProperty("version").GetInt32();
        Assert.That(after, Is.EqualTo(before));
    }

    [Test]
    public async Task TooLongTextsOfAStep_AreNamed()
    {
        var body = new { outcome = "mediated", summary = new string('长', 4001) };
        (await cast.Section.TryStepAsync(acknowledged, "handle", body)).ExpectInvalid("summary");
        var withdraw = new { reason = new string('长', 501) };
        (await cast.Operator.TryStepAsync(acknowledged, "withdraw", withdraw)).ExpectInvalid("reason");
    }

    [TestCase("status=open", "status")]
    [TestCase("unit=x", "unit")]
    [TestCase("lane=fast", "lane")]
    [TestCase("district=北京", "district")]
    [TestCase("kind=x", "kind")]
    [TestCase("stage=x", "stage")]
    [TestCase("overdue=maybe", "overdue")]
    [TestCase("from=now&to=then", "from", "to")]
    [TestCase("cursor=abc", "cursor")]
    [TestCase("cursor=LS0t", "cursor")]
    [TestCase("limit=0", "limit")]
    [TestCase("limit=501", "limit")]
    [TestCase("limit=ten", "limit")]
    public async Task WrongListQuery_NamesTheParameter(string query, params string[] fields) =>
        (await cast.Operator.CallAsync(HttpMethod.Get, $"{ApiCalls.Cases}?{query}")).ExpectInvalid(fields);

    [TestCase("after=-1", "after")]
    [TestCase("after=9223372036854775808", "after")]
    [TestCase("after=x&limit=0", "after", "limit")]
    [TestCase("limit=501", "limit")]
    public async Task WrongFeedbackQuery_NamesTheParameter(string query, params string[] fields) =>
        (await cast.Province.CallAsync(HttpMethod.Get, $"/api/v1/feedback?{query}")).ExpectInvalid(fields);

    [Test]
    public async Task StaleIfMatch_Is412_AndTheCurrentOneIsTaken()
    {
        var id = await NewAsync();
        var path = $"{ApiCalls.Cases}/{id}/acknowledge";
        var version = (await cast.Operator.CaseAsync(id)).GetProperty("version").GetInt32();

        var stale = await cast.Section.SendAsync(path, ApiCalls.Nothing, ifMatch: $"\"{version - 1}\"");
        var nonsense = await cast.Section.SendAsync(path, ApiCalls.Nothing, ifMatch: "\"x\"");
        var current = await cast.Section.SendAsync(path, ApiCalls.Nothing, ifMatch: $"\"{version}\"");

        stale.ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        nonsense.ExpectProblem(HttpStatusCode.PreconditionFailed, "stale");
        current.Expect(HttpStatusCode.OK);
        Assert.That(current.Headers.ETag!.Tag, Is.EqualTo($"\"{version + 1}\""));
    }

    [Test]
    public async Task StepNotAllowedNow_Is409_WithStatusAndAllowedSteps()
    {
        var id = await NewAsync();

        var answer = await cast.Section.TryStepAsync(id, "handle", new { outcome = "mediated", summary = "x" });

        // "status" here is the case's, so the problem's own number gives way to it.
        answer.Expect(HttpStatusCode.Conflict);
        Assert.Multiple(() =>
        {
            Assert.That(answer.MediaType, Is.EqualTo("application/problem+json"));
            Assert.That(answer.Json.Str("type"), Does.EndWith(":not-allowed-now"));
            Assert.That(answer.Json.Strings("allowed"), Does.Contain("acknowledge").And.Not.Contain("handle"));
            Assert.That(answer.Text, Does.Contain("\"status\":\"routed\""));
        });
    }

    [TestCase("/api/v1/nothing", "GET", 404, "not-found")]
    [TestCase("/api/v1/complaints/17", "GET", 404, "not-found")]
    [TestCase("/api/v1/complaints", "DELETE", 405, "wrong-method")]
    public async Task UnknownPathOrMethod(string path, string method, int status, string type) =>
        (await cast.Operator.CallAsync(new HttpMethod(method), path)).ExpectProblem((HttpStatusCode)status, type);

    [Test]
    public async Task UnknownFields_AreIgnored()
    {
        var answer = await cast.Operator.RegisterAsync(
            new
            {
                kind = "complaint",
                channel = "phone",
                colour = "red",
                complainant = new { shoeSize = 42 },
            }
        );

        Assert.That(answer.Json.Str("kind"), Is.EqualTo("complaint"));
    }

    [Test]
    public async Task TooManyRequests_Are429_WithRetryAfter_ForThatKeyOnly()
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["RateLimits:PerSecond"] = "5" };
        await using var limited = await InProcessService.StartAsync(settings);
        using var eager = await limited.ClientAsync(Role.Operator);
        using var patient = await limited.ClientAsync(Role.Operator);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => eager.CallAsync(HttpMethod.Get, "/api/v1/codes"))
        );

        var refused = answers.Where(a => a.Status == HttpStatusCode.TooManyRequests).ToList();
        Assert.That(refused, Is.Not.Empty.And.Count.LessThanOrEqualTo(35));
        refused[0].ExpectProblem(HttpStatusCode.TooManyRequests, "too-many");
        Assert.That(refused[0].Headers.RetryAfter!.Delta, Is.GreaterThan(TimeSpan.Zero));
        await patient.ReadAsync("/api/v1/codes");
    }

    private async Task<Guid> NewAsync() =>
        (await cast.Operator.RegisterRoutedAsync(new { kind = "complaint", channel = "phone" }))
            .GetProperty("id")
            .GetGuid();
}
