using Intake.Api.Complaints;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.People;

namespace Intake.Api.Search;

/// <summary>A page of lines.</summary>
/// <param name="Next">Where the next page begins, or nothing at the end.</param>
/// <param name="IsExact">The words were found as a number or telephone; texts were not read.</param>
internal sealed record FoundLines(IReadOnlyList<CaseLine> Lines, string? Next, bool IsExact);

/// <summary>
/// Finds cases for the search page: a number, a telephone or its last four digits by their indexes first, and only when
/// those find nothing, or when asked for, by reading texts.
/// </summary>
internal sealed class SearchCases(Database database, PeopleVault vault, CaseClock clock)
{
    public const int PageSize = 50;

    public async Task<FoundLines> FindAsync(CaseFilter filter, bool inTexts, CancellationToken cancellation)
    {
        if (filter.IsEmpty)
        {
            return new FoundLines([], null, false);
        }
        if (filter.IsOfDigits && !inTexts)
        {
            var exact = await ReadAsync(filter, exact: true, cancellation);
            if (exact.Lines.Count > 0 || filter.Cursor is not null)
            {
                return exact;
            }
        }
        return await ReadAsync(filter, exact: false, cancellation);
    }

    private async Task<FoundLines> ReadAsync(CaseFilter filter, bool exact, CancellationToken cancellation)
    {
        var statement = ComplaintListSql.Lines[filter.Shape(exact).Number];
        var rows = await database.ReadAsync(
            s => s.QueryAsync<CaseLine>(statement, filter.Parameters(vault, clock.Now, PageSize + 1)),
            cancellation
        );
        var lines = rows.Take(PageSize).ToList();
        var next = rows.Count > PageSize ? new ListCursor(lines[^1].ArrivedAt, lines[^1].Id).ToString() : null;
        return new FoundLines(lines, next, exact);
    }
}
