using Shared.Contracts.Cases.Evidence;

namespace Shared.Contracts.Storage.Evidence;

/// <summary>Reads how cases stand, for comparison with what their timelines vouch for.</summary>
internal static class StateReader
{
    /// <summary>The cases of a range of ids.</summary>
    public static Task<Dictionary<string, StoredState>> OfRangeAsync(Session session, object range) =>
        ReadAsync(session, EvidenceSql.States, EvidenceSql.Deadlines, EvidenceSql.Documents, range);

    /// <summary>One case; nothing where there is none.</summary>
    public static async Task<StoredState?> OfCaseAsync(Session session, string oneCase) =>
        (
            await ReadAsync(
                session,
                EvidenceSql.StateOfCase,
                EvidenceSql.DeadlinesOfCase,
                EvidenceSql.DocumentsOfCase,
                new { oneCase }
            )
        ).GetValueOrDefault(oneCase);

    private static async Task<Dictionary<string, StoredState>> ReadAsync(
        Session session,
        Statement cases,
        Statement deadlines,
        Statement documents,
        object parameters
    )
    {
        var limits = (await RowsAsync(session, deadlines, parameters)).ToLookup(
            d => StoredText.Of(d["case_id"]) ?? "",
            StateColumns.OfDeadline,
            StringComparer.Ordinal
        );
        var issued = (await session.QueryAsync<DocumentStateRow>(documents, parameters)).ToLookup(
            d => StoredText.Of(d.CaseId) ?? "",
            StringComparer.Ordinal
        );
        var states = new Dictionary<string, StoredState>(StringComparer.Ordinal);
        foreach (var row in await RowsAsync(session, cases, parameters))
        {
            var id = StoredText.Of(row["id"]) ?? "";
            states[id] = new StoredState(
                StateColumns.OfCase(row),
                [.. limits[id]],
                issued[id]
                    .GroupBy(d => StoredNumber.Of(d.EventSeq) ?? 0)
                    .ToDictionary(
                        g => g.Key,
                        g => string.Join('+', g.Select(d => CaseState.OfDocument(StoredText.Of(d.Sealed))))
                    )
            );
        }
        return states;
    }

    /// <summary>Rows by the names of their columns, whatever types stand in them.</summary>
    private static async Task<IEnumerable<IDictionary<string, object?>>> RowsAsync(
        Session session,
        Statement statement,
        object parameters
    ) => (await session.QueryAsync<object>(statement, parameters)).Cast<IDictionary<string, object?>>();
}
