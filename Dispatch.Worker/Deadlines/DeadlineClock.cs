using Hangfire;
using Hangfire.Server;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Duty;
using Shared.Contracts.Storage.Failures;
using Shared.Contracts.Storage.Shell;

namespace Dispatch.Worker.Deadlines;

/// <summary>
/// The clock: a Hangfire background process that ticks every second on every server. A tick claims what is due under a
/// lease, lets the core record warnings and misses, each once, hands owed escalation steps to Hangfire jobs, and beats the
/// heartbeat only when all of it succeeded. It never throws: Hangfire would let a throwing process rest for minutes.
/// </summary>
public sealed class DeadlineClock(
    Database database,
    CaseShell shell,
    CaseClock clock,
    OutageLedger outages,
    DutyReports dutyReports,
    Heartbeats heartbeats,
    FailedWork failures,
    IBackgroundJobClient jobs,
    TimeProvider time,
    ILogger<DeadlineClock> log
) : IBackgroundProcess
{
    private const int BatchSize = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private readonly string instance = $"{Environment.MachineName}/{Environment.ProcessId}";

    public void Execute(BackgroundProcessContext context)
    {
        try
        {
            TickAsync(context.StoppingToken).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (context.IsStopping)
        {
            return;
        }
        catch (Exception fault)
        {
            log.LogError(fault, "A tick of the deadline clock failed; the next one comes in a second");
        }
        context.Wait(Interval);
    }

    /// <summary>One tick: everything that is due by now.</summary>
    public async Task TickAsync(CancellationToken cancellation)
    {
        await outages.NoteAsync();
        while (await RecordDueAsync(cancellation) == BatchSize) { }
        while (await HandOverOwedAsync(cancellation) == BatchSize) { }
        await dutyReports.TickAsync();
        await heartbeats.BeatAsync(Heartbeats.Clock, instance);
    }

    private async Task<int> RecordDueAsync(CancellationToken cancellation)
    {
        var claimed = await ClaimAsync<CaseRow>(ClockSql.AnyDue, ClockSql.ClaimDue, cancellation);
        await Task.WhenAll(claimed.Select(c => c.CaseId).Distinct().Select(PassTimeAsync));
        return claimed.Count;
    }

    private async Task PassTimeAsync(Guid caseId)
    {
        var subject = caseId.ToString("D");
        try
        {
            await shell.Commit(new PassTime(new CaseCall(CommandIds.New(), Actor.Clock, caseId)));
        }
        catch (Exception fault)
        {
            log.LogError(fault, "The clocks of case {CaseId} could not be advanced", caseId);
            var until = await failures.RecordAsync(FailedWork.Clock, subject, fault.Message);
            await database.WriteAsync(s =>
                s.ExecuteAsync(
                    ClockSql.Rest,
                    new
                    {
                        caseId,
                        until,
                        domainNow = clock.Now,
                    }
                )
            );
            return;
        }
        await failures.ResolveAsync(FailedWork.Clock, subject);
    }

    /// <summary>Owed steps become Hangfire jobs; a job that is lost is handed over again when its lease ends.</summary>
    private async Task<int> HandOverOwedAsync(CancellationToken cancellation)
    {
        var claimed = await ClaimAsync<OwedRow>(ClockSql.AnyOwed, ClockSql.ClaimOwed, cancellation);
        foreach (var owed in claimed.OrderBy(o => o.DeadlineId, StringComparer.Ordinal).ThenBy(o => o.Step))
        {
            jobs.Enqueue<WalkLadder>(walk => walk.RunAsync(owed.CaseId, owed.DeadlineId, owed.Step, owed.Action));
        }
        return claimed.Count;
    }

    private async Task<IReadOnlyList<T>> ClaimAsync<T>(Statement any, Statement claim, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var domainNow = clock.Now;
        if (!await database.ReadAsync(s => s.ScalarAsync<bool>(any, new { now, domainNow }), cancellation))
        {
            return [];
        }
        return await database.WriteAsync(
            s =>
                s.QueryAsync<T>(
                    claim,
                    new
                    {
                        now,
                        domainNow,
                        owner = instance,
                        until = now + Lease,
                        take = BatchSize,
                    }
                ),
            cancellation
        );
    }

    private sealed class CaseRow
    {
        public Guid CaseId { get; init; }
    }

    private sealed class OwedRow
    {
        public Guid CaseId { get; init; }
        public string DeadlineId { get; init; } = "";
        public int Step { get; init; }
        public string Action { get; init; } = "";
    }
}
