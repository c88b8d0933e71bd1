using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage.Shell;

namespace Dispatch.Worker.Deadlines;

/// <summary>
/// After a change of the calendar or of the law's data counts every open limit anew, each case by a command of its own in the
/// name of whoever signed the change. Which version is still to be applied is a row, so a process that ends half-way loses
/// nothing: the next one goes on, and a limit that is right already is left alone.
/// </summary>
public sealed class RecountSweep(
    LawVersions versions,
    OpenLawLimits limits,
    PolicySource policies,
    CaseShell shell,
    CaseClock clock,
    TimeProvider time,
    ILogger<RecountSweep> log
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>Every process decides by the new version after this: none opens a limit by the old one any more.</summary>
    private static readonly TimeSpan UntilKnown = TimeSpan.FromSeconds(8);

    private readonly Dictionary<(string, int), long> seen = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync();
            }
            catch (Exception fault)
            {
                log.LogError(fault, "Open limits could not be counted anew; it is tried again");
            }
            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    /// <summary>Counts anew for each version that is in force and not applied yet; once more when all processes know it.</summary>
    private async Task SweepAsync()
    {
        foreach (var version in await versions.UnappliedAsync())
        {
            var since = seen.TryGetValue((version.Subject, version.Version), out var at)
                ? at
                : seen[(version.Subject, version.Version)] = time.GetTimestamp();
            policies.Forget();
            await ApplyAsync(version);
            if (time.GetElapsedTime(since) > UntilKnown)
            {
                await versions.MarkAppliedAsync(version);
            }
        }
    }

    private async Task ApplyAsync(LawVersion version)
    {
        var law = (await policies.CurrentAsync()).Law;
        var why = $"{version.Name}：{version.Note}";
        var actor = Actor.RecountFor(version.SignedBy ?? "系统");
        var cases = new HashSet<Guid>();
        await foreach (var difference in limits.DifferencesAsync(law, clock.Now))
        {
            if (cases.Add(difference.CaseId))
            {
                await shell.Commit(new Recount(new CaseCall(CommandIds.New(), actor, difference.CaseId), why));
            }
        }
        if (cases.Count > 0)
        {
            log.LogInformation("{Count} cases were counted anew by {Version}", cases.Count, version.Name);
        }
    }
}
