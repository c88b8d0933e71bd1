using System.Collections.Concurrent;
using Intake.Api.Live;
using Intake.Api.Operations;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage.Failures;

namespace Intake.Api.Administration.Running;

/// <summary>Everything the page of operations shows, read at one time.</summary>
public sealed record OperationsReading(
    ServiceHealth Health,
    IReadOnlyList<FailedWorkRow> Failed,
    IReadOnlyList<ParkedRow> Parked,
    IReadOnlyList<UndeliveredRow> Undelivered,
    IReadOnlyList<OutageRow> Outages
);

/// <summary>The page of operations, kept current while an administrator looks.</summary>
internal sealed class OperationsTopic(
    IServiceProvider services,
    FailureDesk desk,
    PartRenderer renderer,
    CaseClock clock,
    TimeProvider time
) : LiveTopic(clock, time)
{
    /// <summary>The most of each kind on the page.</summary>
    public const int Shown = 50;

    private readonly ConcurrentDictionary<string, (OperationsReading, LivePart)> health = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (OperationsReading, LivePart)> lists = new(StringComparer.Ordinal);

    public override string Name => "operations";

    /// <summary>Cases change often, this page's facts do not.</summary>
    public override TimeSpan LeastAge => TimeSpan.FromSeconds(2);

    public override bool MayWatch(Actor actor) => actor.Role == Role.Admin;

    protected override async Task<(IReadOnlyList<LivePart> Head, IReadOnlyList<LivePart> Rows)> ReadAsync()
    {
        var reading = new OperationsReading(
            await ServiceHealth.ReadAsync(services),
            await desk.FailedAsync(Shown),
            await desk.ParkedAsync(Shown),
            await desk.UndeliveredAsync(Shown),
            await desk.OutagesAsync(Shown)
        );
        var parts = await renderer.RenderAsync<HealthPart, OperationsReading>([("operations-health", reading)], health);
        var tables = await renderer.RenderAsync<FailuresPart, OperationsReading>(
            [("operations-failures", reading)],
            lists
        );
        return ([.. parts, .. tables], []);
    }
}
