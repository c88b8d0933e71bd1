using Shared.Contracts.Storage;

namespace Integration.Storage;

/// <summary>What is written is what is read, kind by kind.</summary>
[TestFixtureSource(typeof(Engines), nameof(Engines.Configured))]
public sealed class ValueTests(string engine)
{
    private static readonly Statement Insert = new(
        "test.values",
        """
        INSERT INTO cases (
            id, number, kind, status, lane, channel, version, last_event, level, arrived_at, received_at, recovered_amount,
            filed_as_case, upstream_number, search_text, facts, incomplete, linked
        )
        VALUES (
            @Id, @Number, 'report', 'received', 'routine', 'phone', @Version, 1, 'normal', @ArrivedAt, @ReceivedAt,
            @RecoveredAmount, @FiledAsCase, @UpstreamNumber, '', @Facts, '[]', '[]'
        )
        """
    );

    private TestDatabase database = null!;

    [OneTimeSetUp]
    public async Task SetUpAsync() => database = await TestDatabase.CreateAsync(engine);

    [OneTimeTearDown]
    public async Task TearDownAsync() => await database.DisposeAsync();

    [Test]
    public async Task AFullRow_RoundTrips(
        [Values("2026-03-14T08:00:00.1234567+08:00", "2026-03-13T19:29:59.9999999-05:30", "2027-01-01T00:00:00Z")]
            string at,
        [Values("0.01", "128.50", "10000000000.00", "9999999999.99")] string amount,
        [Values] bool filed
    )
    {
        var row = Sample() with
        {
            ArrivedAt = At(at),
            ReceivedAt = At(at).AddTicks(1),
            RecoveredAmount = decimal.Parse(amount),
            FiledAsCase = filed,
            UpstreamNumber = "总局〔2026〕1号 🚨",
        };
        Assert.That(await RoundTripAsync(row), Is.EqualTo(row));
    }

    [Test]
    public async Task Nulls_StayNulls()
    {
        var row = Sample();
        Assert.That(await RoundTripAsync(row), Is.EqualTo(row));
    }

    [Test]
    public async Task LongChineseTextWithEmoji_RoundTrips()
    {
        var row = Sample() with
        {
            Facts = string.Concat(Enumerable.Repeat("晋城市市场监督管理局", 799)) + "👨‍👩‍👧‍👦𠮷'\"\\\n终",
        };
        Assert.That(await RoundTripAsync(row), Is.EqualTo(row));
    }

    [Test]
    public async Task Days_RoundTrip()
    {
        var day = new DateOnly(2028, 2, 29);
        await database.ExecuteAsync("INSERT INTO serials (day, last) VALUES (@day, 7)", new { day });
        var rows = await database.QueryAsync<DayRow>("SELECT day FROM serials WHERE day = @day", new { day });
        Assert.That(rows.Single().Day, Is.EqualTo(day));
    }

    [Test]
    public async Task MomentsOfDifferentOffsets_CompareByTime()
    {
        var early = Sample() with { ArrivedAt = At("2030-05-01T10:00:00+08:00") };
        var late = Sample() with { ArrivedAt = At("2030-05-01T03:00:00Z") };
        await RoundTripAsync(late);
        await RoundTripAsync(early);
        var rows = await database.QueryAsync<Row>(
            "SELECT id FROM cases WHERE arrived_at >= @from AND arrived_at < @to ORDER BY arrived_at",
            new { from = At("2030-04-30T21:00:00-05:00"), to = At("2030-05-01T12:00:00+08:00") }
        );
        Assert.That(rows.Select(r => r.Id), Is.EqualTo(new[] { early.Id, late.Id }));
    }

    private async Task<Row> RoundTripAsync(Row row)
    {
        await database.Database.WriteAsync(s => s.ExecuteAsync(Insert, row));
        var read = await database.QueryAsync<Row>(
            """
            SELECT
                id, number, version, arrived_at, received_at, recovered_amount, filed_as_case, upstream_number, facts
            FROM cases
            WHERE id = @id
            """,
            new { id = row.Id }
        );
        return read.Single();
    }

    private static Row Sample() =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Number = Convert.ToHexString(Guid.CreateVersion7().ToByteArray())[12..],
            Version = int.MaxValue,
            ArrivedAt = At("2026-03-14T08:00:00+08:00"),
        };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text);

    private sealed record Row
    {
        public Guid Id { get; init; }
        public string Number { get; init; } = "";
        public int Version { get; init; }
        public DateTimeOffset ArrivedAt { get; init; }
        public DateTimeOffset? ReceivedAt { get; init; }
        public decimal? RecoveredAmount { get; init; }
        public bool FiledAsCase { get; init; }
        public string? UpstreamNumber { get; init; }
        public string Facts { get; init; } = "{}";
    }

    private sealed class DayRow
    {
        public DateOnly Day { get; init; }
    }
}
