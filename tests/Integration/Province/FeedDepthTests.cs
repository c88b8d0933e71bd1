using Integration.Api;
using Integration.Harness;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;

namespace Integration.Province;

/// <summary>A page of the feed takes the same time at its beginning, its middle and its end.</summary>
[NonParallelizable]
public sealed class FeedDepthTests
{
    private const int Tries = 15;
    private static readonly int Entries = TestLength.Of(20_000, 1_000_000);
    private static readonly TimeSpan Most = TestLength.Of(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(20));

    [Test]
    public async Task APage_IsThereAtOnce_AtAnyDepth()
    {
        await using var service = await InProcessService.StartAsync(at: Shanghai.At(2027, 3, 15, 9));
        await FillAsync(service);
        var key = await service.Services.GetRequiredService<ApiKeys>().AddAsync("省局", Role.Province, null);
        using var province = service.Client(key);

        foreach (var limit in new[] { 1, 100, 500 })
        {
            foreach (var after in new[] { 0, Entries / 4, Entries / 2, Entries - 600 })
            {
                var times = new List<TimeSpan>();
                for (var i = 0; i <= Tries; i++)
                {
                    var began = TimeProvider.System.GetTimestamp();
                    var page = await province.ReadAsync($"/api/v1/feedback?after={after + i}&limit={limit}");
                    times.Add(TimeProvider.System.GetElapsedTime(began));
                    Assert.That(page.List("items"), Has.Length.EqualTo(limit));
                    Assert.That(page.GetProperty("next").GetInt64(), Is.EqualTo(after + i + limit));
                }
                var median = times.Skip(1).Order().ElementAt(Tries / 2);
                await TestContext.Out.WriteLineAsync(
                    $"{limit} after {after} of {Entries}: {median.TotalMilliseconds:F1} ms"
                );
                Assert.That(median, Is.LessThan(Most), $"{limit} after {after}");
            }
        }
    }

    private static async Task FillAsync(InProcessService service)
    {
        await using var connection = new SqliteConnection(
            service.Services.GetRequiredService<Database>().ConnectionString
        );
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < @count)
            INSERT INTO feed (
                sequence, case_id, at, event, number, kind, assigned_by, upstream_number, status, stage, unit, outcome,
                due_at, in_time
            )
            SELECT
                n,
                printf('%08x-%04x-7000-8000-%012x', 27000000 + n / 1000, n % 1000, n * 7919),
                strftime('%Y-%m-%dT%H:%M:%f', '2027-01-01', '+' || n || ' seconds') || '0000Z',
                'routed',
                printf('14050020270314%06d', n % 1000000),
                'complaint',
                NULL,
                NULL,
                'routed',
                'route',
                'coordination',
                NULL,
                NULL,
                1
            FROM numbers
            """;
        command.Parameters.AddWithValue("@count", Entries);
        await command.ExecuteNonQueryAsync();
        // One write of this size lies in the write-ahead log, where no service that grew to it has anything.
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await command.ExecuteNonQueryAsync();
    }
}
