using System.Net;
using System.Text;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Api;

/// <summary>A registration that is wrong names the wrong field and stores nothing.</summary>
public sealed class WrongRegistrationTests
{
    private InProcessService service = null!;
    private Cast cast = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 14, 9));
        cast = await Cast.OfAsync(service);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await service.DisposeAsync();

    [TestCaseSource(nameof(WrongFields))]
    public async Task WrongField_IsNamed_AndNothingIsStored(string json, string field)
    {
        var answer = await cast.Operator.CallAsync(
            HttpMethod.Post,
            ApiCalls.Cases,
            ApiCalls.Json($"{{\"kind\":\"complaint\",\"channel\":\"phone\",{json}}}")
        );

        answer.ExpectInvalid(field);
        Assert.That(await service.RowsAsync("SELECT COUNT(*) FROM cases"), Is.EqualTo(new[] { "0" }));
    }

    [TestCase("{}", "kind", "channel")]
    [TestCase("""{"kind":"x","channel":""}""", "kind", "channel")]
    [TestCase("""{"kind":"complaint"}""", "channel")]
    [TestCase("""{"kind":"complaint","channel":"phone","district":"x","amount":-1}""", "district", "amount")]
    [TestCase("[]", "$")]
    [TestCase("null", "$")]
    [TestCase("\"text\"", "$")]
    public async Task MissingOrWrong_AllAreNamed(string json, params string[] fields) =>
        (await cast.Operator.CallAsync(HttpMethod.Post, ApiCalls.Cases, ApiCalls.Json(json))).ExpectInvalid(fields);

    [TestCase("{")]
    [TestCase("""{"kind":"complaint",}""")]
    [TestCase("""{"kind":complaint}""")]
    [TestCase("plain words")]
    [TestCase("{} {}")]
    public async Task MalformedJson_Is400(string json) => Malformed(await PostBytesAsync(Encoding.UTF8.GetBytes(json)));

    [Test]
    public async Task InvalidUtf8_Is400()
    {
        byte[] bytes = [.. "{\"kind\":\"complaint\",\"channel\":\"phone\",\"content\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        var answer = await PostBytesAsync(bytes);

        Assert.That(answer.Status, Is.AnyOf(HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity));
    }

    [Test]
    public async Task DeepNesting_Is400() =>
        Malformed(await PostBytesAsync(Encoding.UTF8.GetBytes(new string('[', 10_000) + new string(']', 10_000))));

    [TestCase("text/plain")]
    [TestCase("application/x-www-form-urlencoded")]
    [TestCase("application/jsonp")]
    public async Task WrongMediaType_Is415(string type) =>
        (
            await cast.Operator.CallAsync(HttpMethod.Post, ApiCalls.Cases, new StringContent("{}", Encoding.UTF8, type))
        ).ExpectProblem(HttpStatusCode.UnsupportedMediaType, "wrong-media-type");

    [TestCase(false)]
    [TestCase(true)]
    public async Task BodyOver256KiB_Is413(bool chunked)
    {
        var text = $"{{\"kind\":\"complaint\",\"channel\":\"phone\",\"x\":\"{new string('x', 256 * 1024)}\"}}";
        using var request = new HttpRequestMessage(HttpMethod.Post, ApiCalls.Cases) { Content = ApiCalls.Json(text) };
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await cast.Operator.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("problem:too-large"));
    }

    private static void Malformed(Answer answer) => answer.ExpectProblem(HttpStatusCode.BadRequest, "malformed-json");

    private async Task<Answer> PostBytesAsync(byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.Add("Content-Type", "application/json");
        return await cast.Operator.CallAsync(HttpMethod.Post, ApiCalls.Cases, content);
    }

    private static IEnumerable<TestCaseData> WrongFields()
    {
        (string Json, string Field)[] wrong =
        [
            .. Same("wrong", "kind", "channel", "category", "problem", "district", "level"),
            .. TooLong("callRef", 100),
            .. TooLong("goods", 200),
            .. TooLong("brand", 100),
            .. TooLong("content", 8000),
            .. TooLong("backEntryReason", 500),
            ("\"demands\":[\"refund\",\"money\"]", "demands"),
            ("\"demands\":\"refund\"", "demands"),
            ("\"demands\":[1]", "demands"),
            ("\"vulnerable\":[\"dog\"]", "vulnerable"),
            ("\"amount\":-0.01", "amount"),
            ("\"amount\":1.001", "amount"),
            ("\"amount\":1e300", "amount"),
            ("\"amount\":10000000000.01", "amount"),
            ("\"amount\":\"much\"", "amount"),
            ("\"kind\":1", "kind"),
            ("\"content\":{}", "content"),
            ("\"content\":\"a\\u0000b\"", "content"),
            ("\"content\":\"a\\u0007b\"", "content"),
            ("\"injured\":\"yes\"", "injured"),
            ("\"ongoing\":1", "ongoing"),
            ("\"onlinePurchase\":[]", "onlinePurchase"),
            ("\"group\":\"\"", "group"),
            ("\"affectedPeople\":-1", "affectedPeople"),
            ("\"affectedPeople\":1000001", "affectedPeople"),
            ("\"affectedPeople\":1.5", "affectedPeople"),
            ("\"affectedPeople\":99999999999", "affectedPeople"),
            ("\"arrivedAt\":\"2027-03-14T09:05:00+08:00\"", "arrivedAt"),
            ("\"arrivedAt\":\"2027-02-29T09:00:00+08:00\"", "arrivedAt"),
            ("\"arrivedAt\":\"14.3.2027\"", "arrivedAt"),
            ("\"arrivedAt\":1710378000", "arrivedAt"),
            ("\"arrivedAt\":\"2027-01-14T09:00:00+08:00\"", "backEntryReason"),
            ("\"occurredAt\":\"2027-03-15\"", "occurredAt"),
            ("\"occurredAt\":\"yesterday\"", "occurredAt"),
            ("\"complainant\":{\"phone\":\"138ABCD1234\"}", "complainant.phone"),
            ("\"complainant\":{\"phone\":13812341234}", "complainant.phone"),
            ("\"complainant\":{\"idType\":\"face\"}", "complainant.idType"),
            ("\"complainant\":{\"anonymous\":\"no\"}", "complainant.anonymous"),
            ("\"complainant\":\"张三\"", "complainant"),
            ($"\"complainant\":{{\"name\":\"{new string('张', 101)}\"}}", "complainant.name"),
            ($"\"complainant\":{{\"address\":\"{new string('路', 301)}\"}}", "complainant.address"),
            ($"\"complainant\":{{\"idNumber\":\"{new string('1', 41)}\"}}", "complainant.idNumber"),
            ($"\"complainant\":{{\"delegate\":\"{new string('李', 101)}\"}}", "complainant.delegate"),
            ($"\"respondent\":{{\"name\":\"{new string('店', 201)}\"}}", "respondent.name"),
            ($"\"respondent\":{{\"address\":\"{new string('街', 301)}\"}}", "respondent.address"),
            ("\"respondent\":{\"phone\":\"call me\"}", "respondent.phone"),
            ("\"respondent\":{\"creditCode\":\"123\"}", "respondent.creditCode"),
            ("\"respondent\":{\"creditCode\":\"91140500MA0K-LMN12\"}", "respondent.creditCode"),
        ];
        return wrong.Select((w, i) => new TestCaseData(w.Json, w.Field).SetArgDisplayNames($"{i:00}", w.Field));

        static IEnumerable<(string, string)> Same(string value, params string[] fields) =>
            fields.Select(f => ($"\"{f}\":\"{value}\"", f));

        static IEnumerable<(string, string)> TooLong(string field, int most) =>
            [($"\"{field}\":\"{new string('长', most + 1)}\"", field)];
    }
}
