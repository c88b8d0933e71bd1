using System.Security.Cryptography;
using System.Text.Json;
using Intake.Api.Http;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Law;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.CallBacks;

/// <summary>A case to call back.</summary>
/// <param name="Grade">The last grade given; nothing until somebody was reached.</param>
/// <param name="Tries">How often it was called back.</param>
public sealed record CallBackCase(
    Guid Id,
    string Number,
    string Kind,
    string? Respondent,
    string? Outcome,
    DateTimeOffset HandledAt,
    string? Grade,
    int Tries
);

/// <summary>
/// 回访 (Order 121 Art. 26): a sample of the cases that were dealt with in a month and closed. Which ones is drawn by their
/// ids alone, so that nobody chooses, and the same are drawn whenever it is asked for.
/// </summary>
public sealed class CallBackSample(Database database)
{
    private static readonly Statement Closed = new(
        "callBacks.closed",
        """
        SELECT
            c.id,
            c.number,
            c.kind,
            c.respondent_name,
            c.outcome,
            c.handled_at,
            c.law,
            (SELECT COUNT(*) FROM events e WHERE e.case_id = c.id AND e.type = 'calledBack') AS tries
        FROM cases c
        WHERE c.status = 'closed' AND c.handled_at >= @from AND c.handled_at < @to
        """
    );

    /// <param name="share">Percent, 1 to 100; at least one case is drawn if there is any.</param>
    public async Task<IReadOnlyList<CallBackCase>> OfMonthAsync(Month month, int share)
    {
        var span = new { from = month.From, to = month.To };
        var closed = await database.ReadAsync(s => s.QueryAsync<Row>(Closed, span));
        return
        [
            .. closed
                .OrderBy(r => Convert.ToHexString(SHA256.HashData(r.Id.ToByteArray())), StringComparer.Ordinal)
                .Take((int)Math.Ceiling(closed.Count * share / 100.0))
                .OrderBy(r => r.HandledAt)
                .ThenBy(r => r.Number, StringComparer.Ordinal)
                .Select(r => r.ToCase()),
        ];
    }

    private sealed class Row
    {
        public Guid Id { get; init; }
        public string Number { get; init; } = "";
        public string Kind { get; init; } = "";
        public string? RespondentName { get; init; }
        public string? Outcome { get; init; }
        public DateTimeOffset HandledAt { get; init; }
        public string? Law { get; init; }
        public int Tries { get; init; }

        public CallBackCase ToCase() =>
            new(
                Id,
                Number,
                Kind,
                RespondentName,
                Outcome,
                Shanghai.In(HandledAt),
                Law is null ? null : JsonSerializer.Deserialize<CaseLaw>(Law, CaseRows.Json)!.CalledBack,
                Tries
            );
    }
}
