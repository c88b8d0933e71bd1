using Shared.Contracts.Cases;

namespace Shared.Contracts.Storage.Shell;

/// <summary>Loads a case with its deadlines.</summary>
public static class CaseReader
{
    public static async Task<Case?> FindAsync(Session session, Guid id)
    {
        if (await session.FirstAsync<CaseRow>(CaseSql.Load, new { id }) is not { } row)
        {
            return null;
        }
        return row.ToCase(await session.QueryAsync<DeadlineRow>(CaseSql.LoadDeadlines, new { id }));
    }
}
