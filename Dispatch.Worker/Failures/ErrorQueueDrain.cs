using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;
using Shared.Contracts.Messages;
using Shared.Contracts.Storage.Failures;

namespace Dispatch.Worker.Failures;

/// <summary>
/// Empties the broker's error queues into the failed-work table (RabbitMQ.Client): a message is acknowledged only after
/// its row is committed. The case itself stays a row the sweep finds.
/// </summary>
public sealed class ErrorQueueDrain(
    HotlineOptions options,
    FailedWork failures,
    TimeProvider time,
    ILogger<ErrorQueueDrain> log
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private static readonly string[] ErrorQueues =
    [
        .. Enum.GetValues<Lane>().Select(Queues.ErrorsOf),
        Queues.Undeliverable,
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DrainAsync(stoppingToken);
            }
            catch (Exception fault)
                when (fault is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("The error queues could not be drained: {Reason}", fault.Message);
            }
            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    private async Task DrainAsync(CancellationToken cancellation)
    {
        var factory = new ConnectionFactory
        {
            Uri = new Uri(options.RabbitMq!),
            AutomaticRecoveryEnabled = false,
            ClientProvidedName = "hotline error queue drain",
        };
        await using var connection = await factory.CreateConnectionAsync(cancellation);
        while (!cancellation.IsCancellationRequested)
        {
            foreach (var queue in ErrorQueues)
            {
                await DrainAsync(connection, queue, cancellation);
            }
            await Task.Delay(Interval, time, cancellation);
        }
    }

    private async Task DrainAsync(IConnection connection, string queue, CancellationToken cancellation)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        try
        {
            while (await channel.BasicGetAsync(queue, autoAck: false, cancellation) is { } message)
            {
                await failures.RecordAsync($"message:{queue}", SubjectOf(message), ErrorOf(message));
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellation);
            }
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == 404)
        {
            log.LogDebug("No message has failed on {Queue} yet", queue);
        }
    }

    /// <summary>The case a message spoke of, or the message's own id where it cannot be read.</summary>
    private static string SubjectOf(BasicGetResult message)
    {
        try
        {
            using var envelope = JsonDocument.Parse(message.Body);
            return envelope.RootElement.GetProperty("message").GetProperty("caseId").GetString()!;
        }
        catch (Exception unreadable)
            when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return message.BasicProperties.MessageId ?? $"delivery {message.DeliveryTag}";
        }
    }

    private static string ErrorOf(BasicGetResult message) =>
        message.BasicProperties.Headers?.TryGetValue("MT-Fault-Message", out var value) == true && value is byte[] text
            ? Encoding.UTF8.GetString(text)
            : "delivered too often without an answer";
}
