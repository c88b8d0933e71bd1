using MassTransit;
using Shared.Contracts.Cases;
using Shared.Contracts.Messages;

namespace Dispatch.Worker.Routing;

/// <summary>分流: routes the case a message nudges for.</summary>
public sealed class RouteCaseConsumer(RouteWaitingCase route) : IConsumer<RouteCase>
{
    public Task Consume(ConsumeContext<RouteCase> context) =>
        route.RunAsync(context.Message.CaseId, context.Message.Version, RoutedBy.Message);
}
