using System.Text.Json;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Law;

namespace Shared.Contracts.Storage.Shell;

/// <summary>An open limit that ends otherwise under other data.</summary>
public sealed record LimitDifference(Guid CaseId, string Number, Deadline Before, Deadline After);

/// <summary>
/// The open limits of the law of all cases, compared with what other data would make of them. What was met or missed, or is no
/// longer owed, is not looked at.
/// </summary>
public sealed class OpenLawLimits(Database database)
{
    private const int PageSize = 2_000;

    private static readonly Statement Page = new(
        "law.openLimits",
        """
        SELECT
            d.case_id, d.regime, d.stage, d.round, d.started_at, d.last_day, d.due_at, d.found_late, d.provisional, d.warned,
            d.basis, c.number, c.kind
        FROM deadlines d
        JOIN cases c ON c.id = d.case_id
        WHERE d.last_day IS NOT NULL
            AND d.met_at IS NULL
            AND d.cancelled_at IS NULL
            AND d.missed_at IS NULL
            AND d.case_id > @after
        ORDER BY d.case_id
        {page}
        """
    );

    private static readonly Statement InUse = new(
        "law.inUse",
        """
        SELECT r.regime
        FROM (SELECT 'order20' AS regime UNION ALL SELECT 'order121') r
        WHERE EXISTS (SELECT 1 FROM deadlines d WHERE d.regime = r.regime)
        """
    );

    /// <summary>The orders that cases run under, or have run under.</summary>
    public async Task<IReadOnlyCollection<Regime>> RegimesInUseAsync() =>
        [.. (await database.ReadAsync(s => s.QueryAsync<RegimeRow>(InUse))).Select(r => Codes.Regimes.Value(r.Regime))];

    /// <summary>Each limit that differs, case by case, read in pages.</summary>
    /// <param name="now">Domain time: what is due by now is missed as it stands.</param>
    public async IAsyncEnumerable<LimitDifference> DifferencesAsync(StatutoryLimits law, DateTimeOffset now)
    {
        var after = "";
        while (true)
        {
            var rows = await database.ReadAsync(s => s.QueryAsync<Row>(Page, new { after, take = PageSize }));
            // The last case of a full page may go on in the next one.
            var whole = rows.Count < PageSize ? rows : [.. rows.Where(r => r.CaseId != rows[^1].CaseId)];
            foreach (var row in whole)
            {
                if (Difference(row, law, now) is { } difference)
                {
                    yield return difference;
                }
            }
            if (rows.Count < PageSize)
            {
                yield break;
            }
            after = whole[^1].CaseId.ToString("D");
        }
    }

    /// <summary>Nothing where it ends the same, is due already, or cannot be read, which is for verification to name.</summary>
    private static LimitDifference? Difference(Row row, StatutoryLimits law, DateTimeOffset now)
    {
        try
        {
            var before = row.ToDeadline();
            if (before.DueAt <= now && !before.IsPaused)
            {
                return null;
            }
            var renewed = law.Renew(row.ToCase(), before, now);
            return renewed.LastDay == before.LastDay && renewed.Provisional == before.Provisional
                ? null
                : new LimitDifference(row.CaseId, row.Number, before, renewed);
        }
        catch (Exception unreadable)
            when (unreadable is JsonException or KeyNotFoundException or NullReferenceException)
        {
            return null;
        }
    }

    private sealed class RegimeRow
    {
        public string Regime { get; init; } = "";
    }

    private sealed class Row
    {
        public Guid CaseId { get; init; }
        public string Regime { get; init; } = "";
        public string Stage { get; init; } = "";
        public int Round { get; init; }
        public DateTimeOffset StartedAt { get; init; }
        public DateOnly? LastDay { get; init; }
        public DateTimeOffset DueAt { get; init; }
        public bool FoundLate { get; init; }
        public bool Provisional { get; init; }
        public int Warned { get; init; }
        public string? Basis { get; init; }
        public string Number { get; init; } = "";
        public string Kind { get; init; } = "";

        public Deadline ToDeadline() =>
            new()
            {
                CaseId = CaseId,
                Regime = Codes.Regimes.Value(Regime),
                Stage = Codes.Stages.Value(Stage),
                Round = Round,
                StartedAt = StartedAt,
                LastDay = LastDay,
                DueAt = DueAt,
                FoundLate = FoundLate,
                Provisional = Provisional,
                Warned = Warned,
                Basis = Basis is null ? null : JsonSerializer.Deserialize<LimitBasis>(Basis, CaseRows.Json),
            };

        /// <summary>As much of the case as counting its limits needs.</summary>
        public Case ToCase() =>
            new()
            {
                Id = CaseId,
                Number = default,
                Kind = Codes.Kinds.Value(Kind),
                Status = CaseStatus.Acknowledged,
                Lane = Lane.Routine,
                Channel = Channel.Phone,
                ArrivedAt = StartedAt,
                Facts = new Facts(),
            };
    }
}
