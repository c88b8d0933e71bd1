using Integration.Harness;

namespace Integration.Resilience;

/// <summary>kill -9 of each part in turn, with work in flight: no complaint is lost, none dispatched twice.</summary>
[NonParallelizable, Category("Alone")]
public sealed class KillTests
{
    private static readonly TimeSpan Dead = TestLength.Of(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5));
    private static readonly TimeSpan RoutedAfterBroker = TestLength.Of(
        TimeSpan.FromSeconds(90),
        TimeSpan.FromSeconds(45)
    );

    /// <summary>The promise is 5 s; the short form, which runs on whatever machine beside whatever else, asks for an end only.</summary>
    private static readonly TimeSpan RoutedAfterProcess = TestLength.Of(
        TimeSpan.FromSeconds(30),
        TimeSpan.FromSeconds(5)
    );

    private static readonly TimeSpan Between = TestLength.Of(TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(1)) - Dead;

    [Test]
    public async Task Split_WhenIntakeWorkerAndBrokerAreKilledInTurn_LosesAndDoublesNothing()
    {
        await using var service = await Deployment.StartAsync(split: true);
        using var client = await service.ClientAsync("operator");
        await using var callers = new Callers(client);
        callers.Steady(50);
        await SettleAsync(service, callers);

        await KillAsync(
            service,
            callers,
            "Intake.Api",
            () => service.Intake.Kill9Async(),
            () => service.Intake.StartAgainAsync(),
            _ => callers.Open,
            RoutedAfterProcess
        );
        await Task.Delay(Between, TimeProvider.System);
        await KillAsync(
            service,
            callers,
            "Dispatch.Worker",
            () => service.Workers[0].Kill9Async(),
            () => service.Workers[0].StartAgainAsync(),
            killedAt => service.Cases.Waiting(killedAt),
            RoutedAfterProcess
        );
        await Task.Delay(Between, TimeProvider.System);
        await KillAsync(
            service,
            callers,
            "the broker",
            () => service.Broker.KillAsync(),
            () => service.Broker.StartAgainAsync(),
            killedAt => service.Cases.Waiting(killedAt),
            RoutedAfterBroker
        );
        await AssertNothingLostOrDoubledAsync(service, callers);
    }

    [Test]
    public async Task Embedded_WhenKilled_LosesAndDoublesNothing()
    {
        await using var service = await Deployment.StartAsync(split: false);
        using var client = await service.ClientAsync("operator");
        await using var callers = new Callers(client);
        callers.Steady(50);
        await SettleAsync(service, callers);

        await KillAsync(
            service,
            callers,
            "the service",
            () => service.Intake.Kill9Async(),
            () => service.Intake.StartAgainAsync(),
            _ => callers.Open,
            RoutedAfterProcess
        );
        await AssertNothingLostOrDoubledAsync(service, callers);
    }

    /// <summary>Kills in the middle of a burst, starts again some seconds later, and holds the service to its promise.</summary>
    private static async Task KillAsync(
        Deployment service,
        Callers callers,
        string victim,
        Func<Task> kill,
        Func<Task> startAgain,
        Func<DateTimeOffset, long> inFlight,
        TimeSpan routedWithin
    )
    {
        callers.Burst(600);
        await Eventually.HoldsAsync(
            () => Task.FromResult(callers.Open > 0 && service.Cases.WaitingInAll() > 50),
            TimeSpan.FromSeconds(30),
            $"work is in flight for {victim}",
            TimeSpan.FromMilliseconds(1)
        );
        var killedAt = TimeProvider.System.GetUtcNow();
        await kill();
        var inFlightAtKill = inFlight(killedAt);
        Assert.That(inFlightAtKill, Is.Positive, $"work in flight when {victim} was killed");

        await Task.Delay(Dead, TimeProvider.System);
        var restarted = TimeProvider.System.GetUtcNow();
        await startAgain();
        await Eventually.HoldsAsync(
            () => Task.FromResult(service.Cases.Waiting(restarted) == 0),
            routedWithin + TimeSpan.FromSeconds(30),
            $"all is routed after the restart of {victim}"
        );
        var took = service.Cases.LastRouted(restarted) - restarted;
        await TestContext.Out.WriteLineAsync(
            $"{victim}: {inFlightAtKill} in flight at the kill, all routed {took.TotalSeconds:F1} s after the restart, "
                + $"{callers.Repeated} tries repeated so far"
        );
        Assert.That(took, Is.LessThanOrEqualTo(routedWithin), $"routed after the restart of {victim}");
    }

    private static Task SettleAsync(Deployment service, Callers callers) =>
        Eventually.HoldsAsync(
            () => Task.FromResult(callers.CaseByKey.Count >= 50 && service.Cases.WaitingInAll() < 20),
            TimeSpan.FromSeconds(60),
            "the service has warmed up"
        );

    private static async Task AssertNothingLostOrDoubledAsync(Deployment service, Callers callers)
    {
        await callers.FinishAsync();
        await Eventually.HoldsAsync(
            () => Task.FromResult(service.Cases.WaitingInAll() == 0),
            TimeSpan.FromSeconds(60),
            "all is routed"
        );
        var ids = service.Cases.Ids();
        await TestContext.Out.WriteLineAsync(
            $"{callers.Begun} keys, {ids.Count} cases, {callers.Repeated} tries repeated, routed by "
                + string.Join(", ", service.Cases.CasesByRouter().Select(p => $"{p.Key} {p.Value}"))
        );
        Assert.Multiple(() =>
        {
            Assert.That(callers.CaseByKey, Has.Count.EqualTo(callers.Begun), "every post was answered");
            Assert.That(callers.CaseByKey.Values, Is.Unique, "each key has a case of its own");
            Assert.That(ids, Is.EquivalentTo(callers.CaseByKey.Values), "cases are the keys', none else");
            Assert.That(service.Cases.CasesByRoutings().Keys, Is.EqualTo(new[] { 1L }), "each case is routed once");
        });
    }
}
