using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Shared.Contracts.Messages;

namespace Shared.Contracts.Hosting.Bus;

/// <summary>What the broker last said of itself.</summary>
/// <param name="Answers">Whether it answered.</param>
/// <param name="Depths">Messages waiting in each queue that exists.</param>
public sealed record BrokerState(bool Answers, IReadOnlyDictionary<string, uint> Depths);

/// <summary>
/// Asks the broker itself (RabbitMQ.Client, apart from the bus) whether it answers and how deep its queues are, for
/// <c>/health/ready</c> and the duty wall.
/// </summary>
public sealed class BrokerProbe(HotlineOptions options, TimeProvider time, ILogger<BrokerProbe> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private static readonly string[] Watched =
    [
        Queues.Duty,
        Queues.Routine,
        $"{Queues.Duty}_error",
        $"{Queues.Routine}_error",
        Queues.Undeliverable,
    ];

    private IConnection? connection;

    public BrokerState State { get; private set; } = new(false, new Dictionary<string, uint>(StringComparer.Ordinal));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                State = new BrokerState(true, await AskAsync(stoppingToken));
            }
            catch (Exception fault)
                when (fault is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                if (State.Answers)
                {
                    log.LogWarning("The broker does not answer: {Reason}", fault.Message);
                }
                State = State with { Answers = false };
                await ForgetConnectionAsync();
            }
            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await ForgetConnectionAsync();
    }

    private async Task<Dictionary<string, uint>> AskAsync(CancellationToken cancellation)
    {
        connection ??= await new ConnectionFactory
        {
            Uri = new Uri(options.RabbitMq!),
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = TimeSpan.FromSeconds(3),
            ClientProvidedName = "hotline health probe",
        }.CreateConnectionAsync(cancellation);
        var depths = new Dictionary<string, uint>(StringComparer.Ordinal);
        foreach (var queue in Watched)
        {
            if (await DepthAsync(connection, queue, cancellation) is { } depth)
            {
                depths.Add(queue, depth);
            }
        }
        return depths;
    }

    /// <summary>A passive declare of a queue that is missing closes its channel, so each question has its own.</summary>
    private static async Task<uint?> DepthAsync(IConnection connection, string queue, CancellationToken cancellation)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue, cancellation)).MessageCount;
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == 404)
        {
            return null;
        }
    }

    private async Task ForgetConnectionAsync()
    {
        if (connection is { } old)
        {
            connection = null;
            await old.DisposeAsync();
        }
    }
}
