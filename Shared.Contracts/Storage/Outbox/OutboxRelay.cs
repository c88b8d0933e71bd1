using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Shared.Contracts.Cases;
using Shared.Contracts.Messages;
using Shared.Contracts.Storage.Shell;

namespace Shared.Contracts.Storage.Outbox;

/// <summary>
/// Carries outbox rows to the bus: claims a batch under a lease, publishes it side by side, awaits the broker's confirms
/// and marks the batch in one update. Each lane has a relay of its own, so that a backlog of routine work never delays
/// the duty lane. While the broker is away a circuit breaker keeps the relay from hammering it; rows wait unharmed.
/// </summary>
public sealed class OutboxRelay : BackgroundService
{
    private const int BatchSize = 200;
    private const int MaxAttempts = 10;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConfirmLimit = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private readonly Lane lane;
    private readonly Database database;
    private readonly ISendEndpointProvider bus;
    private readonly Signal signal;
    private readonly TimeProvider time;
    private readonly RelayState state;
    private readonly ILogger<OutboxRelay> log;
    private readonly ResiliencePipeline breaker;

    public OutboxRelay(
        Lane lane,
        Database database,
        IBus bus,
        CommitSignals signals,
        RelayState state,
        TimeProvider time,
        ILogger<OutboxRelay> log
    )
    {
        this.lane = lane;
        this.database = database;
        this.bus = bus;
        this.time = time;
        this.state = state;
        this.log = log;
        signal = signals.Outbox(lane);
        breaker = new ResiliencePipelineBuilder()
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<BrokerAwayException>(),
                    FailureRatio = 0.5,
                    MinimumThroughput = 2,
                    SamplingDuration = TimeSpan.FromSeconds(10),
                    BreakDuration = TimeSpan.FromSeconds(1),
                    OnOpened = _ => Say(degraded: true),
                    OnClosed = _ => Say(degraded: false),
                }
            )
            .Build();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var full = false;
            try
            {
                full = await breaker.ExecuteAsync(RelayAsync, stoppingToken) == BatchSize;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is BrokerAwayException or BrokenCircuitException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250), time, stoppingToken);
            }
            catch (Exception fault)
            {
                log.LogError(fault, "The relay of lane {Lane} failed; it goes on", lane);
            }
            if (!full)
            {
                await signal.WaitAsync(Poll, stoppingToken);
            }
        }
    }

    /// <summary>Relays one batch.</summary>
    /// <returns>How many rows were claimed.</returns>
    /// <exception cref="BrokerAwayException">The broker gave no confirm; the rows are free again.</exception>
    private async ValueTask<int> RelayAsync(CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var laneCode = Codes.Lanes.Code(lane);
        if (
            !await database.ReadAsync(
                s => s.ScalarAsync<bool>(OutboxSql.AnyWaiting, new { lane = laneCode, now }),
                stopping
            )
        )
        {
            return 0;
        }
        var owner = Guid.CreateVersion7().ToString("N");
        var rows = await database.WriteAsync(
            s =>
                s.QueryAsync<OutboxRow>(
                    OutboxSql.Claim,
                    new
                    {
                        lane = laneCode,
                        now,
                        owner,
                        until = now + Lease,
                        take = BatchSize,
                    }
                ),
            stopping
        );
        var failures = await SendAsync(rows, stopping);
        await database.WriteAsync(s => SettleAsync(s, owner, failures), CancellationToken.None);
        if (failures.Any(f => f.BrokerAway))
        {
            throw new BrokerAwayException();
        }
        return rows.Count;
    }

    private async Task<IReadOnlyList<Failure>> SendAsync(IReadOnlyList<OutboxRow> rows, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(ConfirmLimit);
        var endpoint = await bus.GetSendEndpoint(new Uri($"exchange:{Queues.Of(lane)}"));
        var sends = rows.OrderBy(r => r.Id).Select(r => SendAsync(endpoint, r, limit.Token));
        return [.. (await Task.WhenAll(sends)).OfType<Failure>()];
    }

    private static async Task<Failure?> SendAsync(ISendEndpoint endpoint, OutboxRow row, CancellationToken cancellation)
    {
        RouteCase message;
        try
        {
            message =
                JsonSerializer.Deserialize<RouteCase>(row.Body, CaseRows.Json)
                ?? throw new JsonException("The body holds no message.");
        }
        catch (JsonException fault)
        {
            return new Failure(row, false, fault.Message);
        }
        try
        {
            await endpoint.Send(message, cancellation);
            return null;
        }
        catch (Exception fault)
        {
            return new Failure(row, true, fault.Message);
        }
    }

    /// <summary>
    /// One update marks what was confirmed. A row that cannot be sent for its own sake is tried again and parked in the
    /// end; a broker that is away costs no attempt.
    /// </summary>
    private async Task SettleAsync(Session session, string owner, IReadOnlyList<Failure> failures)
    {
        var now = time.GetUtcNow();
        foreach (var failure in failures)
        {
            var attempts = failure.Row.Attempts + (failure.BrokerAway ? 0 : 1);
            await session.ExecuteAsync(
                OutboxSql.Release,
                new
                {
                    id = failure.Row.Id,
                    owner,
                    attempts,
                    error = failure.Error.Length > 1000 ? failure.Error[..1000] : failure.Error,
                    parkedAt = attempts >= MaxAttempts ? now : (DateTimeOffset?)null,
                }
            );
        }
        await session.ExecuteAsync(OutboxSql.MarkSent, new { owner, now });
    }

    private ValueTask Say(bool degraded)
    {
        state.Degraded(lane, degraded);
        if (degraded)
        {
            log.LogWarning("The broker gives no confirms on lane {Lane}; registrations go on, messages wait", lane);
        }
        else
        {
            log.LogInformation("The broker confirms again on lane {Lane}", lane);
        }
        return ValueTask.CompletedTask;
    }

    private sealed record Failure(OutboxRow Row, bool BrokerAway, string Error);

    private sealed class OutboxRow
    {
        public long Id { get; init; }
        public string Body { get; init; } = "";
        public int Attempts { get; init; }
    }
}

/// <summary>The broker did not confirm in time.</summary>
public sealed class BrokerAwayException() : Exception("The broker gave no confirm.");

/// <summary>Which lanes' relays have an open circuit; shown by <c>/health/ready</c> as degraded.</summary>
public sealed class RelayState
{
    private readonly bool[] open = new bool[Enum.GetValues<Lane>().Length];

    public bool IsDegraded => Array.Exists(open, o => o);

    public void Degraded(Lane lane, bool value) => Volatile.Write(ref open[(int)lane], value);
}
