using Intake.Api.Assignments;
using Intake.Api.Http;
using Intake.Api.Registration;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.Drill;

/// <summary>
/// Makes contacts arrive by themselves in a drill, through the same command as an operator's registration. A call's id is
/// made of the seed and its place in simulated time, so that neither a restart nor a second process makes it twice. After a
/// gap (a paused machine) only the last moments are caught up, and never more than a few calls at once.
/// </summary>
public sealed class DrillCalls(
    DrillCallSettings settings,
    CaseClock clock,
    CaseShell shell,
    TimeProvider time,
    ILogger<DrillCalls> log
) : BackgroundService
{
    public static readonly Actor Caller = new("drill:calls", "演练来电", Role.Operator, null);

    /// <summary>How far back, in real time, calls are made that should have come already.</summary>
    public static readonly TimeSpan MostBehind = TimeSpan.FromSeconds(2);

    /// <summary>With <see cref="Round"/> at most 100 calls a real second; what is more is left out.</summary>
    public const int MostARound = 20;

    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(200);

    private readonly DrillSchedule schedule = new(settings.PerMinute, settings.Seed);
    private readonly DrillContacts contacts = new(DrillTemplates.Shipped, settings.Seed);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var rounds = new PeriodicTimer(Round, time);
        var done = clock.Now;
        while (await rounds.WaitForNextTickAsync(stoppingToken))
        {
            var now = clock.Now;
            await Task.WhenAll(Due(done, now, clock.Speed, schedule).Select(MakeAsync));
            done = now;
        }
    }

    /// <summary>The calls to make now, of those that should have come since the last round.</summary>
    public static IReadOnlyList<DrillCall> Due(
        DateTimeOffset done,
        DateTimeOffset now,
        double speed,
        DrillSchedule schedule
    )
    {
        var earliest = now - (MostBehind * speed);
        return [.. schedule.Between(done > earliest ? done : earliest, now).TakeLast(MostARound)];
    }

    private async Task MakeAsync(DrillCall call)
    {
        var command = CommandOf(call);
        try
        {
            if (await shell.Commit(command) is CommitResult.Refused refused)
            {
                log.LogWarning("A drill call was refused: {Reason}", refused.Refusal.Message);
            }
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "A drill call was lost");
        }
    }

    private Register CommandOf(DrillCall call)
    {
        var body = contacts.Make(call);
        var id = CommandIds.Of(Caller.Id, $"{settings.Seed}/{call.Minute}/{call.Index}");
        var errors = new FieldErrors();
        if (body is AssignmentBody assignment)
        {
            return AssignCase.Read(assignment, errors, clock.Now, id, Caller);
        }
        var read = new RegistrationReader(errors, clock.Now);
        var kinds = read.Kinds(body);
        return new Register(id, Caller)
        {
            CaseIds = [.. kinds.Select(_ => Guid.CreateVersion7())],
            Kinds = kinds,
            Channel = read.Channel(body),
            Facts = read.Facts(body),
            Person = read.Person(body),
            Level = read.Level(body),
        };
    }
}

/// <summary>How the calls of a drill come.</summary>
/// <param name="PerMinute">Calls a simulated minute, on the average of an ordinary day.</param>
/// <param name="Seed">The same seed makes the same calls.</param>
public sealed record DrillCallSettings(double PerMinute, int Seed = 315);
