using MassTransit;
using Shared.Contracts.Messages;
using Shared.Contracts.Storage.Failures;

namespace Dispatch.Worker.Failures;

/// <summary>Puts messages that failed on the in-memory bus into the failed-work table, as the drain does for RabbitMQ.</summary>
public sealed class FaultConsumer(FailedWork failures) : IConsumer<Fault<RouteCase>>
{
    public Task Consume(ConsumeContext<Fault<RouteCase>> context) =>
        failures.RecordAsync(
            $"message:{Queues.ErrorsOf(context.Message.Message.Lane)}",
            context.Message.Message.CaseId.ToString("D"),
            context.Message.Exceptions.FirstOrDefault()?.Message ?? "unknown"
        );
}
