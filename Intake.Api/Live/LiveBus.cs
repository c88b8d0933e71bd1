using MassTransit;
using Shared.Contracts.Hosting.Bus;
using Shared.Contracts.Messages;

namespace Intake.Api.Live;

/// <summary>This process's one subscription to changes: a queue of its own, gone when the process is.</summary>
internal sealed class LiveBus : IBusParticipant
{
    private static readonly TemporaryEndpointDefinition Endpoint = new("live", prefetchCount: 256);

    public void Register(IBusRegistrationConfigurator bus) => bus.AddConsumer<CasesChangedConsumer>();

    public void Configure(IRabbitMqBusFactoryConfigurator bus, IBusRegistrationContext context) =>
        bus.ReceiveEndpoint(Endpoint, null, queue => queue.ConfigureConsumer<CasesChangedConsumer>(context));

    public void Configure(IInMemoryBusFactoryConfigurator bus, IBusRegistrationContext context) =>
        bus.ReceiveEndpoint(Endpoint, null, queue => queue.ConfigureConsumer<CasesChangedConsumer>(context));
}

/// <summary>Marks every live page's snapshot as old.</summary>
internal sealed class CasesChangedConsumer(LiveTopics topics) : IConsumer<CasesChanged>
{
    public Task Consume(ConsumeContext<CasesChanged> context)
    {
        topics.Changed();
        return Task.CompletedTask;
    }
}
