using Hangfire;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Duty;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Failures;
using Shared.Contracts.Storage.Shell;

namespace Dispatch.Worker.Deadlines;

/// <summary>
/// The Hangfire job that enforces a recorded miss: walks one owed step of the escalation ladder. Idempotent by (deadline,
/// step): the command's id is made of them. A job that fails or is lost is handed over again by the clock.
/// </summary>
public sealed class WalkLadder(CaseShell shell, Database database, FailedWork failures)
{
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(Guid caseId, string deadlineId, int step, string action)
    {
        var subject = $"{deadlineId}/{step}";
        try
        {
            await WalkAsync(caseId, deadlineId, step, action);
        }
        catch (Exception fault)
        {
            var until = await failures.RecordAsync(FailedWork.Escalation, subject, fault.Message);
            await database.WriteAsync(s =>
                s.ExecuteAsync(
                    ClockSql.RestOwed,
                    new
                    {
                        deadlineId,
                        step,
                        until,
                    }
                )
            );
            throw;
        }
        await failures.ResolveAsync(FailedWork.Escalation, subject);
    }

    private async Task WalkAsync(Guid caseId, string deadlineId, int step, string action)
    {
        var result = await shell.Commit(
            new Escalate(new CaseCall(CommandIds.Escalate(deadlineId, step), Actor.Escalation, caseId))
            {
                DeadlineId = deadlineId,
                LadderStep = step,
                Action = EscalationActions.Value(action),
            }
        );
        if (result is CommitResult.Refused refused)
        {
            throw new InvalidOperationException($"Step {step} of {deadlineId} was refused: {refused.Refusal.Kind}.");
        }
    }
}
