using System.Globalization;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Evidence;

namespace Shared.Contracts.Storage.Evidence;

/// <summary>
/// Verifies that each number which was given to a case has its case. Numbers of a day run from 1 without a gap, so a case
/// that was removed whole, its row and its timeline, leaves one.
/// </summary>
public sealed class VerifyNumbers(Database database)
{
    private static readonly Statement Serials = new("evidence.serials", "SELECT day, last FROM serials ORDER BY day");

    /// <summary>Numbers hold their day at the seventh and their serial at the fifteenth place.</summary>
    private static readonly Statement Days = new(
        "evidence.numberDays",
        """
        SELECT SUBSTRING(number, 7, 8) AS day, COUNT(*) AS found, MAX(SUBSTRING(number, 15, 6)) AS highest
        FROM cases
        GROUP BY SUBSTRING(number, 7, 8)
        """
    );

    private static readonly Statement NumbersOfDay = new(
        "evidence.numbersOfDay",
        "SELECT number FROM cases WHERE SUBSTRING(number, 7, 8) = @day ORDER BY number"
    );

    internal async Task RunAsync(Action<Finding> report, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        // Serials are read before the cases and after them: a case being registered now is neither missing nor too many.
        var before = await SerialsAsync(session);
        var found = (await session.QueryAsync<DayRow>(Days)).ToDictionary(r => r.Day, StringComparer.Ordinal);
        var suspects = found.Keys.Union(before.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        foreach (var day in suspects.Where(d => !IsWhole(found.GetValueOrDefault(d), before.GetValueOrDefault(d))))
        {
            cancellation.ThrowIfCancellationRequested();
            var numbers = await session.QueryAsync<string>(NumbersOfDay, new { day });
            var given = (await SerialsAsync(session)).GetValueOrDefault(day);
            Compare(day, numbers, before.GetValueOrDefault(day), given, report);
        }
    }

    private static bool IsWhole(DayRow? day, long last) =>
        day is not null && day.Found == last && day.Highest == last.ToString("D6", CultureInfo.InvariantCulture);

    /// <param name="visible">The serials up to this one must have their cases.</param>
    /// <param name="given">None beyond this one was given.</param>
    private static void Compare(
        string day,
        IReadOnlyList<string> numbers,
        long visible,
        long given,
        Action<Finding> report
    )
    {
        var region = numbers.FirstOrDefault(n => n.Length == CaseNumber.Length)?[..6] ?? Policy.UsualRegion;
        var serials = new HashSet<long>();
        foreach (var number in numbers)
        {
            if (
                number.Length == CaseNumber.Length
                && long.TryParse(number.AsSpan(14), NumberStyles.None, CultureInfo.InvariantCulture, out var serial)
                && serial >= 1
                && serial <= given
            )
            {
                serials.Add(serial);
            }
            else
            {
                report(new Finding(FaultKind.Added, Witness.Serials) { Case = number });
            }
        }
        for (var serial = 1; serial <= Math.Min(visible, CaseNumber.MaxSerial); serial++)
        {
            if (!serials.Contains(serial))
            {
                report(new Finding(FaultKind.Removed, Witness.Serials) { Case = $"{region}{day}{serial:D6}" });
            }
        }
    }

    private static async Task<Dictionary<string, long>> SerialsAsync(Session session) =>
        (await session.QueryAsync<SerialRow>(Serials))
            .GroupBy(
                r => (StoredText.Of(r.Day) ?? "").Replace("-", "", StringComparison.Ordinal),
                StringComparer.Ordinal
            )
            .ToDictionary(g => g.Key, g => (long)(StoredNumber.Of(g.First().Last) ?? 0), StringComparer.Ordinal);

    private sealed class SerialRow
    {
        public object? Day { get; init; }
        public object? Last { get; init; }
    }

    private sealed class DayRow
    {
        public string Day { get; init; } = "";
        public long Found { get; init; }
        public string Highest { get; init; } = "";
    }
}
