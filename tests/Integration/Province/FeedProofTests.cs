using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Integration.Api;
using Integration.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;

namespace Integration.Province;

/// <summary>The feed proves itself: digests of pages and days, a mirror that is complete, and what has been delivered.</summary>
public sealed class FeedProofTests
{
    private InProcessService service = null!;
    private Cast cast = null!;
    private HttpClient province = null!;
    private string key = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        service = await InProcessService.StartAsync(at: Shanghai.At(2027, 5, 4, 23).AddMinutes(59).AddSeconds(58));
        cast = await Cast.OfAsync(service);
        key = await service.Services.GetRequiredService<ApiKeys>().AddAsync("省局", Role.Province, null);
        province = service.Client(key);
        for (var i = 0; i < 12; i++)
        {
            await cast.Operator.RegisterAsync(new { kind = "complaint", channel = "phone" });
        }
        service.SetTime(Shanghai.At(2027, 5, 6, 9));
        for (var i = 0; i < 3; i++)
        {
            await AssignAsync($"SJ-\t{i}");
        }
        await Eventually.HoldsAsync(
            async () => (await province.FeedAsync()).Count == 27,
            ApiCalls.Patience,
            "12 are registered and routed, 3 have arrived"
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        province.Dispose();
        await service.DisposeAsync();
    }

    [Test]
    public async Task EachPage_CarriesTheDigestOfItsLines()
    {
        foreach (var limit in new[] { 1, 10, 500 })
        {
            var page = await province.ReadAsync($"/api/v1/feedback?after=5&limit={limit}");
            Assert.That(page.Str("digest"), Is.EqualTo(Digest(page.List("items"))));
        }
        var end = await province.ReadAsync("/api/v1/feedback?after=1000");
        Assert.That(end.Str("digest"), Is.EqualTo(Digest([])));
    }

    [Test]
    public async Task EachDay_HasItsCountAndDigest()
    {
        var all = await province.FeedAsync();
        var days = (await province.ReadAsync("/api/v1/feedback/days?from=2027-05-01&to=2027-05-31")).List("days");

        var expected = all.GroupBy(i => i.Str("at")![..10], StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, g.Count(), Digest([.. g])));
        Assert.That(
            days.Select(d => (d.Str("day")!, d.GetProperty("count").GetInt32(), d.Str("digest")!)),
            Is.EqualTo(expected)
        );
        Assert.That(days.Sum(d => d.GetProperty("count").GetInt32()), Is.EqualTo(27));
    }

    [TestCase("", "from")]
    [TestCase("from=2027-05-04", "to")]
    [TestCase("from=4.5.2027&to=2027-05-04", "from")]
    [TestCase("from=2027-05-04&to=2027-05-03", "to")]
    [TestCase("from=2026-05-04&to=2027-05-05", "to")]
    public async Task WrongDays_AreNamed(string query, string field)
    {
        using var answer = await province.GetAsync(new Uri($"/api/v1/feedback/days?{query}", UriKind.Relative));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That((int)answer.StatusCode, Is.EqualTo(422));
        Assert.That(problem.GetProperty("errors").TryGetProperty(field, out _), Is.True);
    }

    [Test]
    public async Task AMirror_IsComplete_GoesOnWhereItEnded_AndFindsWhatWasChangedInIt()
    {
        var file = Path.Combine(service.Directory, "mirror.jsonl");
        Assert.That(await PullAsync(file), Is.EqualTo((0, "complete.")));
        var whole = await File.ReadAllTextAsync(file);
        Assert.That(whole.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.GreaterThanOrEqualTo(27));

        await File.WriteAllTextAsync(file, whole[..(whole.Length / 2)]);
        Assert.That(await PullAsync(file), Is.EqualTo((0, "complete.")), "cut in the middle of a line");
        Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo(whole));

        await File.WriteAllTextAsync(
            file,
            whole.Replace("\"event\":\"routed\"", "\"event\":\"closed\"", StringComparison.Ordinal)
        );
        var (code, _) = await PullAsync(file);
        Assert.That(code, Is.EqualTo(1), "an altered line");

        var lines = whole.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (
            var damaged in new[]
            {
                lines[10..],
                [.. lines[..5], .. lines[6..]],
                [.. lines[..5], lines[4], .. lines[5..]],
                [.. lines[..5], "{", .. lines[5..]],
            }
        )
        {
            await File.WriteAllTextAsync(file, string.Join('\n', damaged) + "\n");
            Assert.That((await PullAsync(file)).Code, Is.EqualTo(2), "a damaged copy proves nothing");
        }
    }

    [Test]
    public async Task WhatWasDelivered_IsWhatAReaderHasConfirmed()
    {
        await AssignAsync("SJ-新");
        await Eventually.HoldsAsync(
            async () => (await DeliveriesAsync())[0].GetProperty("lastSequence").ValueKind == JsonValueKind.Number,
            ApiCalls.Patience,
            "the newest is numbered"
        );
        var newest = (await DeliveriesAsync())[0];
        Assert.That(newest.Str("upstreamNumber"), Is.EqualTo("SJ-新"));
        Assert.That(newest.GetProperty("delivered").GetBoolean(), Is.False);

        await province.ReadAsync($"/api/v1/feedback?after={newest.GetProperty("lastSequence").GetInt64() + 1000}");
        Assert.That((await DeliveriesAsync())[0].GetProperty("delivered").GetBoolean(), Is.False, "never given out");
        await province.ReadAsync($"/api/v1/feedback?after={newest.GetProperty("lastSequence").GetInt64()}");

        Assert.That((await DeliveriesAsync()).Select(d => d.GetProperty("delivered").GetBoolean()), Has.All.True);
    }

    private async Task<JsonElement[]> DeliveriesAsync() =>
        (await cast.Operator.ReadAsync("/api/v1/feedback/deliveries")).List("items");

    private async Task AssignAsync(string number)
    {
        using var answer = await cast.Province.PostAsJsonAsync(
            "/api/v1/assignments",
            new
            {
                source = "province",
                upstreamNumber = number,
                kind = "complaint",
                content = "交办的案件",
            }
        );
        answer.EnsureSuccessStatusCode();
    }

    private async Task<(int Code, string Last)> PullAsync(string file)
    {
        var (lines, code) = await Verb.RunAsync(
            ["pull", "--from", service.Address.ToString(), "--to", file],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["HOTLINE_KEY"] = key },
            service.Directory
        );
        return (code, lines[^1].Split(' ')[^1]);
    }

    /// <summary>What the contract says, written anew: thirteen members parted by tabs.</summary>
    private static string Digest(IReadOnlyList<JsonElement> items)
    {
        var lines = items.Select(i =>
            string.Join(
                '\t',
                ApiCalls.FeedMembers.Select(n =>
                    i.GetProperty(n) switch
                    {
                        { ValueKind: JsonValueKind.Null } => "",
                        { ValueKind: JsonValueKind.String } text => text.GetString()!.Replace("\t", @"\t"),
                        var other => other.GetRawText(),
                    }
                )
            ) + "\n"
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }
}
