using Integration.Harness;

namespace Integration.Resilience;

/// <summary>The broker away for long: registration goes on as if nothing were.</summary>
[NonParallelizable, Category("Alone")]
public sealed class BrokerAwayTests
{
    private static readonly TimeSpan Away = TestLength.Of(TimeSpan.FromSeconds(8), TimeSpan.FromMinutes(1));
    private static readonly TimeSpan RoutedWithin = TestLength.Of(TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(45));

    [Test]
    public async Task BrokerAway_RegistrationGoesOnAndAllIsRoutedOnItsReturn()
    {
        await using var service = await Deployment.StartAsync(split: true);
        using var client = await service.ClientAsync("operator");
        await using (var warm = new Callers(client, "warm"))
        {
            warm.Burst(200);
            await warm.FinishAsync();
        }
        await service.Broker.KillAsync();
        await using var callers = new Callers(client, "away");
        callers.Steady(50);
        await Task.Delay(Away, TimeProvider.System);
        await service.Broker.StartAgainAsync();
        var back = TimeProvider.System.GetUtcNow();
        await callers.FinishAsync();

        await Eventually.HoldsAsync(
            () => Task.FromResult(service.Cases.WaitingInAll() == 0 && service.Cases.Unsent() == 0),
            RoutedWithin,
            "all is routed and every message has gone out after the broker's return"
        );
        var took = TimeProvider.System.GetUtcNow() - back;
        var median = callers.Latencies.Order().ElementAt(callers.Latencies.Count / 2);
        await TestContext.Out.WriteLineAsync(
            $"{callers.Begun} registrations while the broker was away {Away.TotalSeconds} s, median {median:F1} ms; "
                + $"settled {took.TotalSeconds:F1} s after its return"
        );
        Assert.Multiple(() =>
        {
            Assert.That(callers.Repeated, Is.Zero, "each post answered 201 at its first try");
            Assert.That(median, Is.LessThan(TestLength.Of(2_000, 50)), "median latency, ms");
            Assert.That(service.Cases.CasesByRoutings().Keys, Is.EqualTo(new[] { 1L }), "each case is routed once");
        });
    }
}
