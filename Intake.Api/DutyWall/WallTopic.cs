using System.Data.Common;
using Intake.Api.Live;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.DutyWall;

/// <summary>
/// The running duty window, or today, for everybody who watches: one reading for all. The dearer a reading, the rarer: at
/// most a tenth of the time is spent on it. While the database does not answer, the last figures stay, and say so.
/// </summary>
public sealed class WallTopic : LiveTopic
{
    public const string TopicName = "wall";

    /// <summary>How long a page that is opened waits for fresh figures before it shows the last ones.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostPause = TimeSpan.FromSeconds(15);
    private const int PauseForCost = 10;

    private readonly WallReader reader;
    private readonly WallParts parts;
    private readonly PolicySource policies;
    private readonly CaseClock clock;
    private readonly TimeProvider time;
    private readonly ILogger<WallTopic> log;
    private WallReading? last;
    private TimeSpan pause = LeastPause;

    public WallTopic(
        WallReader reader,
        WallParts parts,
        PolicySource policies,
        CaseClock clock,
        TimeProvider time,
        ILogger<WallTopic> log
    )
        : base(clock, time)
    {
        this.reader = reader;
        this.parts = parts;
        this.policies = policies;
        this.clock = clock;
        this.time = time;
        this.log = log;
    }

    public override string Name => TopicName;

    public override TimeSpan LeastAge => pause;

    public override TimeSpan MostAge => pause > base.MostAge ? pause : base.MostAge;

    public override bool MayWatch(Actor actor) => actor.Role is Role.Operator or Role.Coordinator or Role.DutyLeader;

    /// <summary>
    /// The last snapshot, while a new one is read if it is time; a page gets the new one at once if it comes soon.
    /// Nothing yet (number 0) only while the first reading of this process still runs.
    /// </summary>
    public override async Task<LiveSnapshot> PresentAsync()
    {
        var refresh = Task.Run(() => RefreshAsync());
        if (await Task.WhenAny(refresh, Task.Delay(Patience, time)) == refresh && Current.Number == 0)
        {
            await refresh;
        }
        else
        {
            _ = refresh.ContinueWith(
                failed => log.LogError(failed.Exception, "The duty wall could not be read"),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted,
                TaskScheduler.Default
            );
        }
        return Current;
    }

    protected override async Task<(IReadOnlyList<LivePart> Head, IReadOnlyList<LivePart> Rows)> ReadAsync()
    {
        var began = time.GetTimestamp();
        last = await ReadOrKeepAsync();
        var head = await parts.RenderAsync(last);
        var due = time.GetElapsedTime(began) * PauseForCost;
        pause =
            due < LeastPause ? LeastPause
            : due > MostPause ? MostPause
            : due;
        return (head, []);
    }

    private async Task<WallReading> ReadOrKeepAsync()
    {
        try
        {
            var policy = await policies.CurrentAsync();
            return await reader.ReadAsync(WallPeriod.Running(policy.Windows, clock.Now));
        }
        catch (DbException fault) when (last is not null)
        {
            log.LogError(fault, "The database does not answer; the duty wall shows its last figures");
            return last with { Health = last.Health with { AwaySince = last.Health.AwaySince ?? clock.Now } };
        }
    }
}
