using System.Net.Http.Json;
using Intake.Api.Province.Feed;
using Intake.Api.Province.Pull;
using Integration.Api;
using Integration.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;

namespace Integration.Province;

/// <summary>Pullers that follow while many write, each restarted again and again, with pages of any size.</summary>
public sealed class FeedFollowTests
{
    private const int Writers = 8;
    private static readonly TimeSpan Writing = TestLength.Of(TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(1));

    [Test]
    public async Task EachPuller_HasEveryEntryOnce_InTheSameOrder_WithEqualDigests()
    {
        await using var service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 15, 9));
        var cast = await Cast.OfAsync(service);
        var key = await service.Services.GetRequiredService<ApiKeys>().AddAsync("省局", Role.Province, null);
        using var end = new CancellationTokenSource(Writing);

        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => WriteAsync(cast.Operator, end.Token)));
        var files = Enumerable.Range(1, 3).Select(i => Path.Combine(service.Directory, $"{i}.jsonl")).ToList();
        var pullers = files
            .Select((file, seed) => Task.Run(() => FollowAsync(service.Address, key, file, new Random(seed), writing)))
            .ToList();
        var written = (await writing).Sum();
        using var province = service.Client(key);
        await Eventually.HoldsAsync(
            async () => (await province.FeedAsync()).Count == written * 2,
            TimeSpan.FromSeconds(60),
            "all are registered and routed"
        );
        var all = (await province.FeedAsync()).Select(i => i.GetProperty("sequence").GetInt64()).ToList();
        var restarts = await Task.WhenAll(pullers);
        await Task.WhenAll(files.Select(f => PullAsync(service.Address, key, f, 500, turns: int.MaxValue)));

        await TestContext.Out.WriteLineAsync(
            $"{written} cases by {Writers} writers in {Writing.TotalSeconds:F0} s, {all.Count} entries, "
                + $"{string.Join(", ", restarts)} restarts"
        );
        var copies = await Task.WhenAll(files.Select(f => File.ReadAllTextAsync(f)));
        var days = (await province.ReadAsync("/api/v1/feedback/days?from=2027-03-15&to=2027-03-15")).List("days");
        using var mirror = await FeedMirror.OpenAsync(files[0], CancellationToken.None);
        Assert.Multiple(() =>
        {
            Assert.That(written, Is.GreaterThan(Writers));
            Assert.That(restarts, Has.All.GreaterThan(1));
            Assert.That(all, Is.EqualTo(Enumerable.Range(1, all.Count)), "without a gap");
            Assert.That(copies[0].Count(c => c == '\n'), Is.EqualTo(all.Count));
            Assert.That(copies[1], Is.EqualTo(copies[0]));
            Assert.That(copies[2], Is.EqualTo(copies[0]));
            Assert.That(
                mirror.Of(new DateOnly(2027, 3, 15)),
                Is.EqualTo((days[0].GetProperty("count").GetInt32(), days[0].Str("digest")))
            );
        });
    }

    /// <summary>Registers one after another, two at least, until told to end; the number of cases.</summary>
    private static async Task<int> WriteAsync(HttpClient desk, CancellationToken end)
    {
        var count = 0;
        while (!end.IsCancellationRequested || count < 2)
        {
            using var answer = await desk.PostAsJsonAsync(
                "/api/v1/complaints",
                new { kind = "complaint", channel = "phone" },
                CancellationToken.None
            );
            answer.EnsureSuccessStatusCode();
            count++;
        }
        return count;
    }

    /// <summary>Pulls a few pages, is restarted with its file cut anywhere in its last line, and goes on; the restarts.</summary>
    private static async Task<int> FollowAsync(Uri service, string key, string file, Random random, Task writing)
    {
        var restarts = 0;
        while (!writing.IsCompleted)
        {
            await PullAsync(service, key, file, random.Next(1, 501), random.Next(1, 20));
            var length = new FileInfo(file).Length;
            await using var cut = new FileStream(file, FileMode.Open);
            cut.SetLength(Math.Max(0, length - random.Next(0, 200)));
            restarts++;
        }
        return restarts;
    }

    private static async Task PullAsync(Uri service, string key, string file, int limit, int turns)
    {
        using var mirror = await FeedMirror.OpenAsync(file, CancellationToken.None);
        using var client = new FeedClient(service, key);
        for (var i = 0; i < turns; i++)
        {
            var page = await client.PageAsync(mirror.Last, limit, CancellationToken.None);
            Assert.That(page.Digest, Is.EqualTo(FeedDigest.Of(page.Items)));
            await mirror.AppendAsync(page.Items, CancellationToken.None);
            if (!page.HasMore)
            {
                return;
            }
        }
    }
}
