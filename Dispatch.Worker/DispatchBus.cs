using Dispatch.Worker.Failures;
using Dispatch.Worker.Routing;
using MassTransit;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting.Bus;
using Shared.Contracts.Messages;

namespace Dispatch.Worker;

/// <summary>
/// The worker's queues: one a lane, with consumers of their own, so that a backlog of routine work never delays the duty
/// lane. Consumers have this one retry layer and no other.
/// </summary>
public sealed class DispatchBus : IBusParticipant
{
    private const int DeliveryLimit = 20;

    public void Register(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<RouteCaseConsumer>();
        bus.AddConsumer<FaultConsumer>();
    }

    public void Configure(IRabbitMqBusFactoryConfigurator bus, IBusRegistrationContext context)
    {
        foreach (var lane in Enum.GetValues<Lane>())
        {
            bus.ReceiveEndpoint(
                Queues.Of(lane),
                queue =>
                {
                    queue.SetQuorumQueue();
                    queue.SetQueueArgument("x-delivery-limit", DeliveryLimit);
                    queue.BindDeadLetterQueue(Queues.Undeliverable, Queues.Undeliverable);
                    queue.PrefetchCount = 64;
                    Consume(queue, context);
                }
            );
        }
    }

    public void Configure(IInMemoryBusFactoryConfigurator bus, IBusRegistrationContext context)
    {
        foreach (var lane in Enum.GetValues<Lane>())
        {
            bus.ReceiveEndpoint(Queues.Of(lane), queue => Consume(queue, context));
        }
        bus.ReceiveEndpoint("dispatch-faults", queue => queue.ConfigureConsumer<FaultConsumer>(context));
    }

    private static void Consume(IReceiveEndpointConfigurator queue, IBusRegistrationContext context)
    {
        queue.ConcurrentMessageLimit = 32;
        queue.UseMessageRetry(retry => retry.Intervals(100, 500, 1500));
        queue.ConfigureConsumer<RouteCaseConsumer>(context);
    }
}
