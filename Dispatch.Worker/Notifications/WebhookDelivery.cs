using Polly;
using Polly.Retry;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Shell;

namespace Dispatch.Worker.Notifications;

/// <summary>
/// Tells duty leaders and the publicity section by webhook of what cannot wait. Each delivery has a row and an end of its
/// own: delivered, or tried again later with the error beside it. Holds no personal data.
/// </summary>
public sealed class WebhookDelivery : BackgroundService
{
    private const int BatchSize = 50;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private static readonly Statement Claim = Statement.Claim(
        "notifications.claim",
        "notifications",
        ["id"],
        "next_at <= @now AND delivered_at IS NULL AND (lease_until IS NULL OR lease_until < @now)",
        "id",
        ["id", "case_id", "event_seq", "recipient", "type", "stage", "at", "attempts"]
    );

    private static readonly Statement Delivered = new(
        "notifications.delivered",
        """
        UPDATE notifications
        SET delivered_at = @now, next_at = NULL, attempts = attempts + 1, error = NULL
        WHERE id = @id
        """
    );

    private static readonly Statement Failed = new(
        "notifications.failed",
        """
        UPDATE notifications
        SET next_at = @nextAt, attempts = attempts + 1, error = @error, lease_until = NULL
        WHERE id = @id
        """
    );

    private readonly Database database;
    private readonly HttpClient http;
    private readonly CommitSignals signals;
    private readonly TimeProvider time;
    private readonly ILogger<WebhookDelivery> log;
    private readonly ResiliencePipeline retry;
    private readonly Uri address;

    public WebhookDelivery(
        HotlineOptions options,
        Database database,
        HttpClient http,
        CommitSignals signals,
        TimeProvider time,
        ILogger<WebhookDelivery> log
    )
    {
        address = options.NotificationWebhook!;
        this.database = database;
        this.http = http;
        this.signals = signals;
        this.time = time;
        this.log = log;
        retry = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>(),
                    MaxRetryAttempts = 2,
                    Delay = TimeSpan.FromMilliseconds(200),
                }
            )
            .AddTimeout(TimeSpan.FromSeconds(10))
            .Build();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await DeliverAsync(stoppingToken) == BatchSize) { }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                log.LogError(fault, "Delivering notifications failed; it goes on");
            }
            await signals.Notifications.WaitAsync(Poll, stoppingToken);
        }
    }

    private async Task<int> DeliverAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var rows = await database.WriteAsync(
            s =>
                s.QueryAsync<Row>(
                    Claim,
                    new
                    {
                        now,
                        owner = $"{Environment.MachineName}/{Environment.ProcessId}",
                        until = now + Lease,
                        take = BatchSize,
                    }
                ),
            cancellation
        );
        foreach (var row in rows.OrderBy(r => r.Id))
        {
            await DeliverAsync(row, cancellation);
        }
        return rows.Count;
    }

    private async Task DeliverAsync(Row row, CancellationToken cancellation)
    {
        try
        {
            await retry.ExecuteAsync(
                async token =>
                {
                    using var answer = await http.PostAsJsonAsync(
                        address,
                        new
                        {
                            row.CaseId,
                            Event = row.Type,
                            row.EventSeq,
                            row.Stage,
                            row.Recipient,
                            At = Shared.Contracts.Cases.Shanghai.In(row.At),
                        },
                        token
                    );
                    answer.EnsureSuccessStatusCode();
                },
                cancellation
            );
            await database.WriteAsync(s => s.ExecuteAsync(Delivered, new { id = row.Id, now = time.GetUtcNow() }));
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            log.LogWarning("Notification {Id} was not delivered: {Reason}", row.Id, fault.Message);
            var wait = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, row.Attempts), LongestWait.TotalSeconds));
            await database.WriteAsync(s =>
                s.ExecuteAsync(
                    Failed,
                    new
                    {
                        id = row.Id,
                        nextAt = time.GetUtcNow() + wait,
                        error = fault.Message.Length > 1000 ? fault.Message[..1000] : fault.Message,
                    }
                )
            );
        }
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public Guid CaseId { get; init; }
        public int EventSeq { get; init; }
        public string Recipient { get; init; } = "";
        public string Type { get; init; } = "";
        public string? Stage { get; init; }
        public DateTimeOffset At { get; init; }
        public int Attempts { get; init; }
    }
}
