using Intake.Api.Drill;
using Integration.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;

namespace Integration.Api;

/// <summary>Calls arrive by themselves in a drill, and a restart makes none of them twice.</summary>
public sealed class DrillCallTests
{
    private const int Enough = 150;
    private static readonly DateTimeOffset Gala = Shanghai.At(2027, 3, 15, 20);
    private string folder = null!;

    [SetUp]
    public void SetUp() => folder = Directory.CreateTempSubdirectory("drill-").FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task Calls_BecomeCases_AndARestartGoesOn()
    {
        DateTimeOffset stoppedAt;
        await using (var first = await StartAsync(Gala))
        {
            await WaitForAsync(first, Enough);
            stoppedAt = first.Clock.Now;
            var rows = await first.RowsAsync(
                """
                SELECT kind, COUNT(*), SUM(CASE WHEN json_extract(facts, '$.answer') IS NOT NULL THEN 1 ELSE 0 END)
                FROM cases GROUP BY kind ORDER BY kind
                """
            );
            var kinds = rows.Select(r => r.Split('|')).ToDictionary(r => r[0], r => (int.Parse(r[1]), int.Parse(r[2])));
            await Assert.MultipleAsync(async () =>
            {
                Assert.That(kinds.Keys, Is.EquivalentTo(new[] { "complaint", "consultation", "report" }));
                Assert.That(kinds["consultation"].Item2, Is.EqualTo(kinds["consultation"].Item1), "all are answered");
                Assert.That(
                    await first.RowsAsync("SELECT DISTINCT actor_name FROM events WHERE type = 'registered'"),
                    Is.EqualTo(new[] { "演练来电" })
                );
                Assert.That(
                    await first.RowsAsync("SELECT DISTINCT status FROM cases WHERE assigned_by IS NOT NULL"),
                    Is.EqualTo(new[] { "arrived" }),
                    "what comes from above waits to be received"
                );
            });
        }

        // Before the end of the last run: what was made then would be made again.
        await using var second = await StartAsync(stoppedAt.AddSeconds(-60));
        await WaitForAsync(second, 2 * Enough);

        Assert.That(await second.RowsAsync("SELECT number FROM cases"), Is.Unique);
        Assert.That(await second.RowsAsync("SELECT json_extract(facts, '$.callRef'), kind FROM cases"), Is.Unique);
    }

    /// <summary>A minute of the drill passes in a second.</summary>
    private async Task<InProcessService> StartAsync(DateTimeOffset at)
    {
        var service = await InProcessService.StartAsync(
            configure: builder =>
            {
                builder.Services.AddSingleton(new DrillCallSettings(PerMinute: 15, Seed: 7));
                builder.Services.AddHostedService<DrillCalls>();
            },
            at: at,
            directory: folder
        );
        service.SetTime(at, speed: 60);
        return service;
    }

    private static Task WaitForAsync(InProcessService service, int cases) =>
        Eventually.HoldsAsync(
            async () => int.Parse((await service.RowsAsync("SELECT COUNT(*) FROM cases"))[0]) >= cases,
            ApiCalls.Patience,
            $"{cases} cases have come"
        );
}
