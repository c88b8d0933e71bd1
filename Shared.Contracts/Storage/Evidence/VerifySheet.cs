using Shared.Contracts.Cases.Evidence;

namespace Shared.Contracts.Storage.Evidence;

/// <summary>What a printed sheet's chain value says today.</summary>
/// <param name="Seq">The event at which the sheet ends; nothing where no event of the case has this value.</param>
/// <param name="LastEvent">The last event of the case now.</param>
/// <param name="Findings">What is amiss with the case.</param>
public sealed record SheetVerdict(int? Seq, int LastEvent, IReadOnlyList<Finding> Findings)
{
    /// <summary>The case still holds what the sheet was printed from, event by event.</summary>
    public bool Holds => Seq is not null && Findings.Count == 0;
}

/// <summary>
/// Compares a printed sheet with the database: its chain value covers every event up to the one at which it ends, so it
/// stands in the case's chain for as long as none of them is altered, whatever was added since.
/// </summary>
public sealed class VerifySheet(Database database, TimeProvider time)
{
    private static readonly Statement Find = new(
        "evidence.sheet",
        """
        SELECT c.id, c.last_event, (SELECT MAX(e.seq) FROM events e WHERE e.case_id = c.id AND e.chain = @value) AS seq
        FROM cases c
        WHERE c.number = @number
        """
    );

    /// <param name="number">The case's.</param>
    /// <param name="value">As it is printed; spaces and capitals do not matter.</param>
    /// <returns>Nothing where there is no such case.</returns>
    public async Task<SheetVerdict?> RunAsync(string number, string value)
    {
        var chain = string.Concat(value.Where(char.IsAsciiHexDigit)).ToLowerInvariant();
        await using var session = await database.OpenAsync(CancellationToken.None);
        return await session.FirstAsync<SheetRow>(Find, new { number, value = chain }) is { } row
            ? new SheetVerdict(
                row.Seq,
                row.LastEvent,
                await VerifyTimelines.DiagnoseAsync(session, row.Id.ToString("D"), time.GetUtcNow())
            )
            : null;
    }

    private sealed class SheetRow
    {
        public Guid Id { get; init; }
        public int LastEvent { get; init; }
        public int? Seq { get; init; }
    }
}
