using System.Text.Json;
using Intake.Api.Http;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.People;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.Publication;

/// <summary>
/// Reads the complaints of a month that are made public: dealt with in it, closed, and the complainant agreed. Reports are
/// never among them (Order 121 Art. 37).
/// </summary>
public sealed class PublicationList(Database database, PeopleVault vault)
{
    private static readonly Statement OfMonth = new(
        "publication.month",
        """
        SELECT c.arrived_at, c.handled_at, c.facts, c.outcome, c.recovered_amount, p.sealed
        FROM cases c
        JOIN people p ON p.case_id = c.id
        WHERE c.kind = 'complaint' AND c.status = 'closed' AND c.handled_at >= @from AND c.handled_at < @to
        ORDER BY c.handled_at, c.id
        """
    );

    public async IAsyncEnumerable<PublishedComplaint> OfMonthAsync(Month month)
    {
        var range = new { from = month.From, to = month.To };
        await using var session = await database.OpenAsync(CancellationToken.None);
        await foreach (var row in session.StreamAsync<Row>(OfMonth, range))
        {
            if (vault.Open(row.Sealed).AgreesToPublication == true)
            {
                yield return row.ToPublished();
            }
        }
    }

    private sealed class Row
    {
        public DateTimeOffset ArrivedAt { get; init; }
        public DateTimeOffset HandledAt { get; init; }
        public string Facts { get; init; } = "";
        public string Outcome { get; init; } = "";
        public decimal? RecoveredAmount { get; init; }
        public string Sealed { get; init; } = "";

        public PublishedComplaint ToPublished()
        {
            var facts = JsonSerializer.Deserialize<Facts>(Facts, CaseRows.Json)!;
            return new PublishedComplaint(
                Shanghai.DayOf(ArrivedAt),
                Shanghai.DayOf(HandledAt),
                PublishedComplaint.NameOf(facts.Respondent),
                Codes.Districts.NameOrNothing(facts.District),
                Codes.Categories.NameOrNothing(facts.Category),
                Codes.Problems.NameOrNothing(facts.Problem),
                Codes.ComplaintOutcomes.NameOf(Outcome),
                CaseViews.Cents(RecoveredAmount)
            );
        }
    }
}
