using System.Collections.Concurrent;
using Intake.Api.Live;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Evidence;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage.Evidence;

namespace Intake.Api.Administration.Verifying;

/// <summary>What the page of verification shows.</summary>
/// <param name="Run">The newest verification.</param>
/// <param name="Findings">The first of its findings.</param>
/// <param name="Anchors">The newest anchors, newest first.</param>
/// <param name="Today">The day in Shanghai by real time, by which anchors are made.</param>
public sealed record VerificationReading(
    VerificationRun? Run,
    bool IsRunning,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<Anchor> Anchors,
    DateOnly Today
);

/// <summary>The newest verification and the newest anchors, kept current while an administrator looks.</summary>
internal sealed class VerificationTopic(
    VerificationDesk desk,
    AnchorBook anchors,
    PartRenderer renderer,
    CaseClock clock,
    TimeProvider time
) : LiveTopic(clock, time)
{
    public const string TopicName = "verification";
    private const int AnchorsShown = 14;

    private readonly TimeProvider time = time;
    private readonly ConcurrentDictionary<string, (VerificationReading, LivePart)> parts = new(StringComparer.Ordinal);

    public override string Name => TopicName;

    /// <summary>Cases change often, this page's facts do not.</summary>
    public override TimeSpan LeastAge => TimeSpan.FromSeconds(2);

    public override TimeSpan MostAge => TimeSpan.FromSeconds(2);

    public override bool MayWatch(Actor actor) => actor.Role == Role.Admin;

    protected override async Task<(IReadOnlyList<LivePart> Head, IReadOnlyList<LivePart> Rows)> ReadAsync()
    {
        var run = await desk.NewestAsync();
        var reading = new VerificationReading(
            run,
            run is not null && desk.IsRunning(run),
            run is null ? [] : VerificationDesk.FindingsOf(run),
            await anchors.NewestAsync(AnchorsShown),
            Shanghai.DayOf(time.GetUtcNow())
        );
        return (
            await renderer.RenderAsync<VerificationPart, VerificationReading>([("verification-part", reading)], parts),
            []
        );
    }
}
