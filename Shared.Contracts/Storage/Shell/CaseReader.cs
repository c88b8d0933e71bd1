using Shared.Contracts.Cases;

namespace Shared.Contracts.Storage.Shell;

/// <summary>A case as it was loaded, the chain value its next event is tied to, and its deadlines as they are stored.</summary>
internal sealed record LoadedCase(Case It, string? ChainHead, IReadOnlyList<DeadlineRow> Deadlines);

/// <summary>Loads a case with its deadlines.</summary>
public static class CaseReader
{
    public static async Task<Case?> FindAsync(Session session, Guid id) => (await LoadAsync(session, id))?.It;

    internal static async Task<LoadedCase?> LoadAsync(Session session, Guid id)
    {
        if (await session.FirstAsync<CaseRow>(CaseSql.Load, new { id }) is not { } row)
        {
            return null;
        }
        var deadlines = await session.QueryAsync<DeadlineRow>(CaseSql.LoadDeadlines, new { id });
        return new LoadedCase(row.ToCase(deadlines), row.ChainHead, deadlines);
    }
}
