using Shared.Contracts.Storage;

namespace Dispatch.Worker.Housekeeping;

/// <summary>Lets a recurring job be done once in each period, whichever worker comes first.</summary>
internal static class JobPeriod
{
    private static readonly Statement Claim = new(
        "jobs.claimPeriod",
        """
        INSERT INTO job_runs (job, period, at)
        SELECT @job, @period, @at
        WHERE NOT EXISTS (SELECT 1 FROM job_runs WHERE job = @job AND period = @period)
        """
    );

    /// <summary>Claims a period in the caller's transaction: what is rolled back is free again.</summary>
    /// <returns>Whether nobody had claimed it before.</returns>
    public static async Task<bool> ClaimAsync(Session session, string job, string period, DateTimeOffset at)
    {
        try
        {
            return await session.ExecuteAsync(
                    Claim,
                    new
                    {
                        job,
                        period,
                        at,
                    }
                ) == 1;
        }
        catch (Exception taken) when (session.Dialect.IsUniqueViolation(taken))
        {
            return false;
        }
    }
}
