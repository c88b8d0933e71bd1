using Intake.Api.Http;
using Intake.Api.Province;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.People;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.Complaints;

/// <summary>A page of a list; <see cref="Next"/> is nothing at the end.</summary>
public sealed record ComplaintPage(IReadOnlyList<CaseView> Items, string? Next);

/// <summary><c>GET /api/v1/complaints</c>: newest first, by keyset, personal data always masked.</summary>
internal static class ListComplaints
{
    private const int UsualLimit = 50;
    private const int MaxLimit = 500;

    public static async Task<IResult> RunAsync(HttpContext http, Database database, PeopleVault vault, CaseClock clock)
    {
        var errors = new FieldErrors();
        var query = new Query(http.Request.Query, errors);
        var actor = http.User.ToActor();
        var filter = CaseFilter.Read(query, errors, actor);
        var limit = query.Number("limit", UsualLimit, 1, MaxLimit);
        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }
        if (filter.IsEmpty)
        {
            return Results.Json(new ComplaintPage([], null));
        }
        var shape = filter.Shape().Number;
        var parameters = filter.Parameters(vault, clock.Now, limit + 1);
        var (rows, deadlines, people) = await database.ReadAsync(
            async s =>
                (
                    await s.QueryAsync<CaseRow>(ComplaintListSql.Pages[shape], parameters),
                    (await s.QueryAsync<DeadlineRow>(ComplaintListSql.Deadlines[shape], parameters)).ToLookup(d =>
                        d.CaseId
                    ),
                    (await s.QueryAsync<SealedRow>(ComplaintListSql.People[shape], parameters))
                        .DistinctBy(p => p.CaseId)
                        .ToDictionary(p => p.CaseId, p => p.Sealed)
                ),
            http.RequestAborted
        );
        var cases = rows.Take(limit).Select(r => r.ToCase(deadlines[r.Id])).ToList();
        var links = await LinksAsync(database, actor, cases);
        return Results.Json(
            new ComplaintPage(
                [
                    .. cases.Select(it =>
                        ProvinceSight.View(
                            actor,
                            it,
                            people.TryGetValue(it.Id, out var text)
                                ? PersonView.MaskedOf(vault.Open(text), it.Kind)
                                : null,
                            links[it.Id]
                        )
                    ),
                ],
                rows.Count > limit ? new ListCursor(cases[^1].ArrivedAt, cases[^1].Id).ToString() : null
            )
        );
    }

    /// <summary>Few cases have links; each link is shown to whom it may be shown.</summary>
    private static Task<Dictionary<Guid, IReadOnlyList<Guid>>> LinksAsync(
        Database database,
        Actor actor,
        IReadOnlyList<Case> cases
    ) =>
        database.ReadAsync(async s =>
        {
            var links = new Dictionary<Guid, IReadOnlyList<Guid>>();
            foreach (var it in cases)
            {
                links[it.Id] = it.Linked.Count == 0 ? [] : await CaseAnswers.LinksAsync(s, actor, it);
            }
            return links;
        });

    private sealed class SealedRow
    {
        public Guid CaseId { get; init; }
        public string Sealed { get; init; } = "";
    }
}
