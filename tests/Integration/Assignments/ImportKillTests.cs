using System.Globalization;
using System.Net;
using Integration.Api;
using Integration.Harness;
using Integration.Resilience;

namespace Integration.Assignments;

/// <summary>
/// A large file while the process is killed half-way: each row exactly once, every damaged row listed, progress that never
/// stands still, and memory that does not grow with the file.
/// </summary>
[NonParallelizable, Category("Alone")]
public sealed class ImportKillTests
{
    private static readonly int Rows = TestLength.Of(3_000, 100_000);
    private static readonly int Damaged = TestLength.Of(50, 500);
    private static readonly TimeSpan MostStill = TestLength.Of(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1));

    /// <summary>The lease of the killed process must run out first, and the file be read again.</summary>
    private static readonly TimeSpan MostAfterStart = TimeSpan.FromSeconds(30);
    private const long MostMemory = 400L * 1024 * 1024;

    [Test]
    public async Task KilledHalfWay_EachRowIsThereOnce_AndEveryDamagedOneIsListed()
    {
        await using var service = await Deployment.StartAsync(split: false);
        using var desk = await service.ClientAsync("operator");
        var book = await ImportFile.WorkbookAsync(Enumerable.Range(1, Rows).Select(Row));

        var id = (await desk.UploadAsync(book, "交办.xlsx")).Expect(HttpStatusCode.Accepted).Id;
        var before = await FollowAsync(desk, id, until: i => i.Counts().Done >= Rows / 2);
        var memory = MemoryOf(service.Intake.Pid);
        await service.Intake.Kill9Async();
        await service.Intake.StartAgainAsync();
        await service.IntakeReadyAsync();
        var restarted = TimeProvider.System.GetTimestamp();
        await Eventually.HoldsAsync(
            async () => (await desk.ReadAsync($"{ImportFile.Imports}/{id}")).Counts().Done > before.Counts.Done + 100,
            MostAfterStart,
            "it goes on after the restart"
        );
        var after = await FollowAsync(desk, id, until: i => i.Str("state") is "ended" or "failed");
        memory = Math.Max(memory, MemoryOf(service.Intake.Pid));

        await TestContext.Out.WriteLineAsync(
            $"{Rows} rows, {book.Length / 1024} KiB: killed at {before.Counts.Done}, on after the restart, "
                + $"longest without a move {before.Still.TotalSeconds:F2} s and {after.Still.TotalSeconds:F2} s, "
                + $"{TimeProvider.System.GetElapsedTime(restarted).TotalSeconds:F0} s from the restart to the end, "
                + $"at most {memory / 1024 / 1024} MiB"
        );
        Assert.That(after.Counts, Is.EqualTo((Rows, Rows - Damaged, Damaged)));
        Assert.That(
            service.Cases.Read(
                "SELECT COUNT(*), COUNT(DISTINCT upstream_number) FROM cases",
                r => (r.GetInt32(0), r.GetInt32(1))
            ),
            Is.EqualTo([(Rows - Damaged, Rows - Damaged)])
        );
        var errors = (await desk.CallAsync(HttpMethod.Get, $"{ImportFile.Imports}/{id}/errors.csv")).Text;
        var listed = errors.TrimEnd().Split("\r\n").Skip(1).ToList();
        Assert.That(listed, Has.Count.EqualTo(Damaged));
        Assert.That(
            listed.Select(l => int.Parse(l.Split(',')[^2], CultureInfo.InvariantCulture)),
            Is.EqualTo(Enumerable.Range(1, Rows).Where(IsDamaged).Select(n => n + 1)),
            "the row as the spreadsheet counts it"
        );
        Assert.That(listed, Has.All.Contains("类型：“？”不是可用的值"));
        Assert.That(before.Still, Is.LessThan(MostStill));
        Assert.That(after.Still, Is.LessThan(MostStill));
        Assert.That(memory, Is.LessThan(MostMemory));
    }

    private static bool IsDamaged(int n) => n % (Rows / Damaged) == 0;

    private static string[] Row(int n)
    {
        var row = ImportFile.Row(n);
        if (IsDamaged(n))
        {
            row[1] = "？";
        }
        return row;
    }

    /// <summary>Watches the progress.</summary>
    /// <returns>The last counts, and the longest time in which they did not move.</returns>
    private static async Task<((int Total, int Done, int Failed) Counts, TimeSpan Still)> FollowAsync(
        HttpClient desk,
        Guid id,
        Func<System.Text.Json.JsonElement, bool> until
    )
    {
        var moved = TimeProvider.System.GetTimestamp();
        var still = TimeSpan.Zero;
        (int, int, int) counts = default;
        await Eventually.HoldsAsync(
            async () =>
            {
                var import = await desk.ReadAsync($"{ImportFile.Imports}/{id}");
                if (import.Counts() != counts)
                {
                    var gap = TimeProvider.System.GetElapsedTime(moved);
                    still = counts == default || gap < still ? still : gap;
                    (counts, moved) = (import.Counts(), TimeProvider.System.GetTimestamp());
                }
                return until(import);
            },
            TestLength.Of(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(15)),
            "the file goes on",
            TimeSpan.FromMilliseconds(50)
        );
        return (counts, still);
    }

    /// <summary>The most that a process has held in memory, in bytes.</summary>
    private static long MemoryOf(int pid) =>
        1024
        * long.Parse(
            File.ReadLines($"/proc/{pid}/status")
                .Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
            CultureInfo.InvariantCulture
        );
}
