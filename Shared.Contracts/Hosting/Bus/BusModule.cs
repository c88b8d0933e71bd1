using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Shared.Contracts.Hosting.Bus;

/// <summary>Where a process's consumers are put onto the bus.</summary>
public interface IBusParticipant
{
    void Register(IBusRegistrationConfigurator bus);

    void Configure(IRabbitMqBusFactoryConfigurator bus, IBusRegistrationContext context);

    void Configure(IInMemoryBusFactoryConfigurator bus, IBusRegistrationContext context);
}

/// <summary>MassTransit over RabbitMQ or in memory.</summary>
public static class BusModule
{
    /// <param name="services">Where to register.</param>
    /// <param name="options">Which transport.</param>
    /// <param name="participants">The consumers of this process.</param>
    public static IServiceCollection AddBus(
        this IServiceCollection services,
        HotlineOptions options,
        IReadOnlyList<IBusParticipant> participants
    )
    {
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            foreach (var participant in participants)
            {
                participant.Register(bus);
            }
            if (options.Bus == BusTransport.RabbitMq)
            {
                bus.UsingRabbitMq(
                    (context, rabbit) =>
                    {
                        rabbit.Host(new Uri(options.RabbitMq!), h => h.PublisherConfirmation = true);
                        foreach (var participant in participants)
                        {
                            participant.Configure(rabbit, context);
                        }
                    }
                );
            }
            else
            {
                bus.UsingInMemory(
                    (context, memory) =>
                    {
                        foreach (var participant in participants)
                        {
                            participant.Configure(memory, context);
                        }
                    }
                );
            }
        });
        services.Configure<MassTransitHostOptions>(host =>
        {
            host.WaitUntilStarted = false;
            host.StopTimeout = TimeSpan.FromSeconds(10);
        });
        return services;
    }
}
