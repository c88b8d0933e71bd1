using Integration.Harness;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;

namespace Integration.Resilience;

/// <summary>Messages route nearly everything; without any, the sweep alone routes all.</summary>
[NonParallelizable]
public sealed class RouterTests
{
    [Test, Category("Alone")]
    public async Task WithoutFaults_MessagesRoute99Percent()
    {
        await using var service = await Deployment.StartAsync(split: true);
        using var client = await service.ClientAsync("operator");
        await using var callers = new Callers(client);
        callers.Burst(1);
        await Eventually.HoldsAsync(
            () => Task.FromResult(service.Cases.CasesByRoutings().ContainsKey(1)),
            TimeSpan.FromSeconds(20),
            "the first case is routed"
        );
        callers.Steady(50);
        await Task.Delay(TestLength.Of(TimeSpan.FromSeconds(6), TimeSpan.FromMinutes(1)), TimeProvider.System);
        await callers.FinishAsync();
        await Eventually.HoldsAsync(
            () => Task.FromResult(service.Cases.WaitingInAll() == 0),
            TimeSpan.FromSeconds(20),
            "all is routed"
        );
        var byRouter = service.Cases.CasesByRouter();
        var all = byRouter.Values.Sum();
        await TestContext.Out.WriteLineAsync($"{all} cases, {byRouter.GetValueOrDefault("message")} routed by message");
        Assert.That((double)byRouter.GetValueOrDefault("message") / all, Is.GreaterThanOrEqualTo(0.99));

        using var metrics = new HttpClient();
        var counters = await metrics.GetStringAsync(new Uri(service.Address, "/metrics"));
        Assert.That(counters, Does.Contain("hotline_case_events_total"), "the counter is served");
    }

    [Test]
    public async Task WithoutMessages_TheSweepRoutesAll()
    {
        await using var service = await InProcessService.StartAsync(configure: builder =>
            builder.Services.AddSendObserver<NoMessages>()
        );
        using var client = await service.ClientAsync(Role.Operator);
        await using var callers = new Callers(client);
        callers.Burst(200);
        await callers.FinishAsync();
        var cases = new CaseFile(Path.Combine(service.Directory, "complaints.db"));
        await Eventually.HoldsAsync(
            () => Task.FromResult(cases.WaitingInAll() == 0),
            TimeSpan.FromSeconds(30),
            "the sweep has routed all"
        );
        Assert.Multiple(() =>
        {
            Assert.That(cases.CasesByRouter(), Is.EqualTo(new Dictionary<string, long> { ["sweep"] = 200 }));
            Assert.That(cases.CasesByRoutings(), Is.EqualTo(new Dictionary<long, long> { [1] = 200 }));
            Assert.That(cases.Unsent(), Is.EqualTo(200), "no message went out");
        });
    }

    /// <summary>Lets no message out.</summary>
    private sealed class NoMessages : ISendObserver
    {
        public Task PreSend<T>(SendContext<T> context)
            where T : class => throw new InvalidOperationException("Messages are switched off.");

        public Task PostSend<T>(SendContext<T> context)
            where T : class => Task.CompletedTask;

        public Task SendFault<T>(SendContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
