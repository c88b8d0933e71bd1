using System.Net.Http.Json;
using System.Text.Json;
using Integration.Harness;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;
using Shared.Contracts.Messages;

namespace Integration.Resilience;

/// <summary>A backlog of routine work never delays the duty lane.</summary>
[NonParallelizable, Category("Alone")]
public sealed class LaneTests
{
    private const int Backlog = 4000;

    [Test]
    public async Task RoutineBacklogOf4000_DutyComplaintIsRoutedWithinASecond()
    {
        await using var broker = await PrivateBroker.StartAsync(CancellationToken.None);
        var now = TimeProvider.System.GetUtcNow();
        await using var service = await InProcessService.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Bus:Transport"] = "RabbitMq",
                ["ConnectionStrings:RabbitMq"] = broker.Uri,
                ["Duty:Windows:0:From"] = now.AddHours(-1).ToString("O"),
                ["Duty:Windows:0:To"] = now.AddHours(1).ToString("O"),
            },
            builder => builder.Services.AddConsumeObserver<SlowRoutine>()
        );
        using var client = await service.ClientAsync(Role.Operator);
        await RegisterAsync(client, arrivedAt: null);

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Backlog + 700),
            new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (_, _) => await RegisterAsync(client, now.AddHours(-2))
        );
        var depth = await Eventually.ValueAsync(
            () => broker.DepthAsync(Queues.Routine),
            d => d >= Backlog,
            TimeSpan.FromSeconds(20),
            "the routine queue is deep"
        );
        var id = await RegisterAsync(client, arrivedAt: null);
        var routed = await Eventually.ValueAsync(
            () => client.GetFromJsonAsync<JsonElement>($"/api/v1/complaints/{id}"),
            c => c.GetProperty("status").GetString() == "routed",
            TimeSpan.FromSeconds(10),
            "the duty complaint is routed"
        );
        var route = routed
            .GetProperty("deadlines")
            .EnumerateArray()
            .Single(d =>
                d.GetProperty("stage").GetString() == "route" && d.GetProperty("regime").GetString() == "duty"
            );
        var took = route.GetProperty("metAt").GetDateTimeOffset() - route.GetProperty("startedAt").GetDateTimeOffset();
        await TestContext.Out.WriteLineAsync(
            $"{depth} routine messages waiting; duty routed in {took.TotalMilliseconds:F0} ms"
        );
        Assert.That(took, Is.LessThan(TestLength.Of(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1))));
        Assert.That(routed.GetProperty("routing").GetProperty("by").GetString(), Is.EqualTo("message"));
    }

    private static async Task<string> RegisterAsync(HttpClient client, DateTimeOffset? arrivedAt)
    {
        using var answer = await client.PostAsJsonAsync(
            "/api/v1/complaints",
            new
            {
                kind = "complaint",
                channel = "phone",
                arrivedAt,
            }
        );
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    /// <summary>Slows the routine consumer to 50 ms a message, one after the other.</summary>
    private sealed class SlowRoutine : IConsumeObserver
    {
        private readonly SemaphoreSlim one = new(1);

        public async Task PreConsume<T>(ConsumeContext<T> context)
            where T : class
        {
            if (context.Message is RouteCase { Lane: Lane.Routine })
            {
                await one.WaitAsync(context.CancellationToken);
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
                one.Release();
            }
        }

        public Task PostConsume<T>(ConsumeContext<T> context)
            where T : class => Task.CompletedTask;

        public Task ConsumeFault<T>(ConsumeContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
