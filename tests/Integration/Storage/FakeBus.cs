using System.Collections.Concurrent;
using System.Reflection;
using MassTransit;
using Shared.Contracts.Messages;

namespace Integration.Storage;

/// <summary>A bus that notes what is sent, or fails as a broker that is away does.</summary>
public class FakeBus : DispatchProxy
{
    public ConcurrentBag<RouteCase> Sent { get; } = [];

    public bool Away { get; set; }

    public static (IBus Bus, FakeBus State) Create()
    {
        var bus = Create<IBus, FakeBus>();
        return (bus, (FakeBus)(object)bus);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name != nameof(IBus.GetSendEndpoint))
        {
            throw new NotSupportedException(targetMethod.Name);
        }
        var endpoint = Create<ISendEndpoint, Endpoint>();
        ((Endpoint)(object)endpoint).Bus = this;
        return Task.FromResult(endpoint);
    }

    public class Endpoint : DispatchProxy
    {
        internal FakeBus Bus { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (Bus.Away)
            {
                return Task.FromException(new TimeoutException("no confirm"));
            }
            Bus.Sent.Add((RouteCase)args![0]!);
            return Task.CompletedTask;
        }
    }
}
