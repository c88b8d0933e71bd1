using System.Collections.Concurrent;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Api;

/// <summary>Registration numbers: unique, without gaps, each Shanghai day beginning at 000001.</summary>
public sealed class NumberTests
{
    private const int Writers = 100;

    [Test]
    public async Task ManyWritersOverMidnight_GetNumbersWithoutGaps()
    {
        var count = TestLength.Of(2000, 10000);
        await using var service = await InProcessService.StartAsync();
        using var client = await service.ClientAsync(Role.Operator);
        var body = new { kind = "complaint", channel = "phone" };
        await client.RegisterAsync(body);
        // Midnight falls inside the run however fast this machine is: half of the writing is done before it.
        service.SetTime(BeforeMidnight(10), speed: 1);
        var answers = new ConcurrentBag<Answer>();
        var left = count;

        await Task.WhenAll(
            Enumerable
                .Range(0, Writers)
                .Select(async _ =>
                {
                    while (Interlocked.Decrement(ref left) is var mine and >= 0)
                    {
                        if (mine == count / 2)
                        {
                            service.SetTime(BeforeMidnight(1), speed: 20);
                        }
                        answers.Add(await client.RegisterAsync(body));
                    }
                })
        );

        var days = answers.GroupBy(a => a.Number[..14], StringComparer.Ordinal).ToList();
        Assert.That(days.Select(d => d.Key), Is.EquivalentTo(new[] { "14050020270601", "14050020270602" }));
        foreach (var day in days)
        {
            var serials = day.Select(a => int.Parse(a.Number.AsSpan(14), provider: null)).Order();
            Assert.That(serials, Is.EqualTo(Enumerable.Range(1, day.Count())), day.Key);
        }
        foreach (var answer in answers)
        {
            var arrived = Shanghai.DayOf(answer.Json.At("arrivedAt")).ToString("yyyyMMdd");
            Assert.That(answer.Number[6..14], Is.EqualTo(arrived));
        }
    }

    private static DateTimeOffset BeforeMidnight(int seconds) =>
        Shanghai.Midnight(new DateOnly(2027, 6, 2)) - TimeSpan.FromSeconds(seconds);
}
