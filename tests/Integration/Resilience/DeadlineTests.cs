using System.Globalization;
using System.Net.Http.Json;
using Integration.Harness;
using Shared.Contracts.Cases;

namespace Integration.Resilience;

/// <summary>Every missed limit is recorded, once, with its true time, in time or after an outage.</summary>
[NonParallelizable]
public sealed class DeadlineTests
{
    /// <summary>Beyond it the clock itself calls a miss found late; the long form allows none.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);
    private static readonly int Cases = TestLength.Of(500, 1000);
    private static readonly TimeSpan Acknowledge = TestLength.Of(TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(20));

    [Test, Category("Alone")]
    public async Task TwoWorkers_RecordEachMissOnceAndWithin2Seconds()
    {
        await using var service = await Deployment.StartAsync(
            split: true,
            workerCount: 2,
            ("Deadlines__Duty__Acknowledge", $"{Acknowledge:hh\\:mm\\:ss}")
        );
        using var client = await service.ClientAsync("operator");
        await using var callers = new Callers(client) { DutyOnly = true };
        callers.Burst(20);
        await callers.FinishAsync();
        await using var load = new Callers(client, "load") { DutyOnly = true };
        load.Steady(100);
        await Eventually.HoldsAsync(
            () => Task.FromResult(load.Begun >= Cases),
            TimeSpan.FromSeconds(60),
            $"{Cases} contacts have come"
        );
        await load.FinishAsync();
        var expected = callers.Begun + load.Begun;

        var misses = await Eventually.ValueAsync(
            () => Task.FromResult(Misses(service.Cases, "acknowledge")),
            m => m.Count == expected,
            Acknowledge + TimeSpan.FromSeconds(40),
            "every miss is recorded"
        );
        var late = misses.Max(m => m.RecordedAt - m.DueAt);
        await TestContext.Out.WriteLineAsync(
            $"{misses.Count} misses, latest recorded {late.TotalSeconds:F2} s after its due time"
        );
        Assert.Multiple(() =>
        {
            Assert.That(misses.Select(m => m.RecordedAt >= m.DueAt), Is.All.True, "none is recorded early");
            Assert.That(late, Is.LessThanOrEqualTo(TestLength.Of(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2))));
            Assert.That(misses.Select(m => m.MissedAt == m.DueAt), Is.All.True, "with its true time");
            Assert.That(misses.Any(m => m.FoundLate), Is.False.Or.EqualTo(late > Tolerance));
            Assert.That(misses.Select(m => m.Records), Is.All.EqualTo(1), "each once on its timeline");
        });
        await Eventually.HoldsAsync(
            () =>
                Task.FromResult(
                    service.Cases.Read(
                        "SELECT COUNT(*) FROM owed_steps WHERE walked_at IS NULL AND action <> 'openToCoordination'",
                        r => r.GetInt64(0)
                    )[0] == 0
                ),
            TimeSpan.FromSeconds(60),
            "Hangfire jobs have walked every owed step"
        );
    }

    [Test]
    public async Task TenMinutesOfDowntime_AllMissesAreRecordedWithTheirTrueTimeAndTheOutageBeside()
    {
        var start = Shanghai.At(2026, 3, 14, 12);
        var directory = System.IO.Directory.CreateTempSubdirectory("hotline-").FullName;
        try
        {
            await using (var service = await InProcessService.StartAsync(at: start, directory: directory))
            {
                using var client = await service.ClientAsync(Role.Operator);
                for (var i = 0; i < 50; i++)
                {
                    using var answer = await client.PostAsJsonAsync(
                        "/api/v1/complaints",
                        new { kind = "complaint", channel = "phone" }
                    );
                    answer.EnsureSuccessStatusCode();
                }
                var before = new CaseFile(Path.Combine(directory, "complaints.db"));
                await Eventually.HoldsAsync(
                    () => Task.FromResult(before.WaitingInAll() == 0),
                    TimeSpan.FromSeconds(20),
                    "all is routed"
                );
                service.SetTime(start.AddMinutes(10));
                await Eventually.HoldsAsync(
                    () =>
                        Task.FromResult(
                            before.Read(
                                "SELECT COUNT(*) FROM heartbeats WHERE domain_at >= @at",
                                r => r.GetInt64(0),
                                ("@at", CaseFile.Text(start.AddMinutes(10)))
                            )[0] == 1
                        ),
                    TimeSpan.FromSeconds(20),
                    "the clock beats"
                );
            }
            await using var again = await InProcessService.StartAsync(at: start.AddMinutes(20), directory: directory);
            var cases = new CaseFile(Path.Combine(directory, "complaints.db"));
            var misses = await Eventually.ValueAsync(
                () => Task.FromResult(Misses(cases, "acknowledge")),
                m => m.Count == 50,
                TimeSpan.FromSeconds(30),
                "every miss is recorded"
            );
            var outages = await Eventually.ValueAsync(
                () =>
                    Task.FromResult(
                        cases.Read(
                            "SELECT from_at, to_at FROM outages ORDER BY id DESC LIMIT 1",
                            r => (From: Moment(r.GetString(0)), To: Moment(r.GetString(1)))
                        )
                    ),
                o => o.Count == 1,
                TimeSpan.FromSeconds(10),
                "the outage is noted"
            );
            Assert.Multiple(() =>
            {
                Assert.That(misses.Select(m => m.MissedAt == m.DueAt), Is.All.True, "with its true time");
                Assert.That(misses.Select(m => m.FoundLate), Is.All.True);
                Assert.That(misses.Select(m => m.Records), Is.All.EqualTo(1), "each once on its timeline");
                Assert.That(
                    outages[0].To - outages[0].From,
                    Is.EqualTo(TimeSpan.FromMinutes(10)).Within(TimeSpan.FromSeconds(30))
                );
                Assert.That(misses.Select(m => m.DueAt > outages[0].From && m.DueAt < outages[0].To), Is.All.True);
            });
        }
        finally
        {
            System.IO.Directory.Delete(directory, recursive: true);
        }
    }

    private static IReadOnlyList<Miss> Misses(CaseFile cases, string stage) =>
        cases.Read(
            """
            SELECT d.due_at, d.missed_at, d.recorded_at, d.found_late, (
                SELECT COUNT(*) FROM events e
                WHERE e.case_id = d.case_id AND e.type = 'missed'
                    AND json_extract(e.data, '$.stage') = d.stage AND json_extract(e.data, '$.round') = d.round
                    AND json_extract(e.data, '$.regime') = d.regime
            )
            FROM deadlines d
            WHERE d.stage = @stage AND d.missed_at IS NOT NULL
            """,
            r => new Miss(
                Moment(r.GetString(0)),
                Moment(r.GetString(1)),
                Moment(r.GetString(2)),
                r.GetBoolean(3),
                r.GetInt64(4)
            ),
            ("@stage", stage)
        );

    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private sealed record Miss(
        DateTimeOffset DueAt,
        DateTimeOffset MissedAt,
        DateTimeOffset RecordedAt,
        bool FoundLate,
        long Records
    );
}
