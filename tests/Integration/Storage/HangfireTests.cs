using Integration.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;

namespace Integration.Storage;

/// <summary>The worker's clock and Hangfire over each engine.</summary>
public sealed class HangfireTests
{
    [TestCaseSource(typeof(Engines), nameof(Engines.Configured))]
    public async Task AMissedDeadline_WalksItsLadder(string engine)
    {
        await using var database = TestDatabase.Empty(engine);
        await using var service = await InProcessService.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Storage:Provider"] = engine,
                ["ConnectionStrings:Complaints"] = database.ConnectionString,
            },
            at: Shanghai.At(2026, 3, 14, 9)
        );
        var it = await service
            .Services.GetRequiredService<Shared.Contracts.Storage.Shell.CaseShell>()
            .CommittedAsync(Samples.Contact());
        service.SetTime(Shanghai.At(2026, 3, 14, 9).AddMinutes(31));
        await Eventually.HoldsAsync(
            async () =>
                await database.CountAsync("owed_steps", "walked_at IS NOT NULL") >= 2
                && await database.CountAsync("events", $"type = 'escalated' AND case_id = '{it.Id:D}'") >= 1,
            TimeSpan.FromSeconds(30),
            "the ladder of the missed limit is walked by Hangfire jobs"
        );
        if (engine == Engines.SqlServer)
        {
            Assert.That(await database.CountAsync("[HangFire].[Job]"), Is.Positive, "jobs lie in SQL Server");
        }
    }
}
