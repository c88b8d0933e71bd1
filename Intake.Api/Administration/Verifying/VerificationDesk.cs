using System.Text.Json;
using System.Text.Json.Serialization;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Evidence;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Evidence;

namespace Intake.Api.Administration.Verifying;

/// <summary>A verification that a person started on the page, running or ended.</summary>
public sealed class VerificationRun
{
    public long Id { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public string ActorName { get; init; } = "";

    /// <summary>When it last told how far it has come; real time.</summary>
    public DateTimeOffset BeatAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public long Cases { get; init; }
    public long Events { get; init; }
    public long Anonymised { get; init; }
    public long Anchors { get; init; }
    public long Findings { get; init; }

    /// <summary>The first findings as JSON.</summary>
    public string Report { get; init; } = "";
    public string? Error { get; init; }
}

/// <summary>
/// Starts verifications from the page and keeps what they found, where every process can read it. One runs at a time; one
/// that has told nothing for half a minute ended with its process.
/// </summary>
internal sealed class VerificationDesk(
    Database database,
    Verification verification,
    AuditLog audit,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<VerificationDesk> log
)
{
    /// <summary>What is kept of the findings; the command line tells them all.</summary>
    public const int MostKept = 200;

    public const string AuditAction = "VerifyTimelines";

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    private static readonly Statement Begin = new(
        "verifications.begin",
        """
        INSERT INTO verifications (started_at, actor_name, beat_at, cases, events, anonymised, anchors, findings, report)
        SELECT @at, @actorName, @at, 0, 0, 0, 0, 0, '[]'
        WHERE NOT EXISTS (SELECT 1 FROM verifications WHERE ended_at IS NULL AND beat_at > @before)
        """
    );

    private static readonly Statement FindBegun = new(
        "verifications.findBegun",
        "SELECT MAX(id) FROM verifications WHERE started_at = @at AND actor_name = @actorName"
    );

    private static readonly Statement Save = new(
        "verifications.save",
        """
        UPDATE verifications
        SET
            beat_at = @at, ended_at = @endedAt, cases = @cases, events = @events, anonymised = @anonymised,
            anchors = @anchors, findings = @findings, report = @report, error = @error
        WHERE id = @id
        """
    );

    private static readonly Statement Newest = new(
        "verifications.newest",
        $"""
        SELECT id, started_at, actor_name, beat_at, ended_at, cases, events, anonymised, anchors, findings, report, error
        FROM verifications
        ORDER BY id DESC
        {Dialect.PagePiece}
        """
    );

    public Task<VerificationRun?> NewestAsync() =>
        database.ReadAsync(s => s.FirstAsync<VerificationRun>(Newest, new { take = 1 }));

    public bool IsRunning(VerificationRun run) => run.EndedAt is null && run.BeatAt > time.GetUtcNow() - Patience;

    public static IReadOnlyList<Finding> FindingsOf(VerificationRun run) =>
        JsonSerializer.Deserialize<Finding[]>(run.Report, Json)!;

    /// <summary>Starts a verification, unless one runs.</summary>
    /// <returns>The one that was started; it never fails. Nothing if another runs.</returns>
    public async Task<Task?> StartAsync(Actor by)
    {
        var at = time.GetUtcNow();
        var id = await database.WriteAsync(async s =>
        {
            var begun = new
            {
                at,
                actorName = by.Name,
                before = at - Patience,
            };
            if (await s.ExecuteAsync(Begin, begun) == 0)
            {
                return (long?)null;
            }
            await audit.WriteAsync(s, by, AuditAction, null);
            return await s.ScalarAsync<long>(FindBegun, begun);
        });
        return id is { } run ? Task.Run(() => RunAsync(run, lifetime.ApplicationStopping)) : null;
    }

    private async Task RunAsync(long id, CancellationToken stopping)
    {
        var tally = new VerificationTally();
        var found = new List<Finding>();
        string? error = null;
        try
        {
            var run = verification.RunAsync(tally, f => Keep(found, f), [], stopping);
            while (await Task.WhenAny(run, Task.Delay(Beat, time, stopping)) != run)
            {
                await SaveAsync(id, tally, found, ended: false, error);
            }
            await run;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception fault)
        {
            log.LogError(fault, "Verification {Id} failed", id);
            error = fault.Message;
        }
        await SaveAsync(id, tally, found, ended: true, error);
    }

    private async Task SaveAsync(long id, VerificationTally tally, List<Finding> found, bool ended, string? error)
    {
        var now = time.GetUtcNow();
        try
        {
            await database.WriteAsync(s =>
                s.ExecuteAsync(
                    Save,
                    new
                    {
                        id,
                        at = now,
                        endedAt = ended ? now : (DateTimeOffset?)null,
                        cases = tally.Cases,
                        events = tally.Events,
                        anonymised = tally.Anonymised,
                        anchors = tally.Anchors,
                        findings = tally.Findings,
                        report = ReportOf(found),
                        error,
                    }
                )
            );
        }
        catch (Exception fault)
        {
            log.LogError(fault, "What verification {Id} found could not be saved", id);
        }
    }

    private static void Keep(List<Finding> found, Finding finding)
    {
        lock (found)
        {
            if (found.Count < MostKept)
            {
                found.Add(finding);
            }
        }
    }

    private static string ReportOf(List<Finding> found)
    {
        lock (found)
        {
            return JsonSerializer.Serialize(found, Json);
        }
    }
}
