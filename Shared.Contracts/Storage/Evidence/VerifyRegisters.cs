using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Evidence;

namespace Shared.Contracts.Storage.Evidence;

/// <summary>
/// Verifies that as many documents of each kind stand in the register as numbers were given: they run without a gap, and a
/// document is never removed, not even when its words are erased.
/// </summary>
public sealed class VerifyRegisters(Database database)
{
    private static readonly Statement Given = new(
        "evidence.documentsGiven",
        "SELECT kind, SUM(last) AS documents FROM document_serials GROUP BY kind"
    );

    private static readonly Statement Standing = new(
        "evidence.documentsStanding",
        "SELECT kind, COUNT(*) AS documents FROM documents GROUP BY kind"
    );

    internal async Task RunAsync(Action<Finding> report, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        // A document that is issued meanwhile is neither missing nor too many.
        var before = await CountAsync(session, Given);
        var standing = await CountAsync(session, Standing);
        var after = await CountAsync(session, Given);
        foreach (var kind in standing.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var stand = standing.GetValueOrDefault(kind);
            if (stand < before.GetValueOrDefault(kind))
            {
                report(Fault(FaultKind.Removed, kind));
            }
            else if (stand > after.GetValueOrDefault(kind))
            {
                report(Fault(FaultKind.Added, kind));
            }
        }
    }

    private static Finding Fault(FaultKind kind, string document) =>
        new(kind, Witness.Serials) { Register = Codes.DocumentKinds.NameOrNothing(document) ?? document };

    private static async Task<Dictionary<string, long>> CountAsync(Session session, Statement statement) =>
        (await session.QueryAsync<KindRow>(statement)).ToDictionary(
            r => r.Kind,
            r => r.Documents,
            StringComparer.Ordinal
        );

    private sealed class KindRow
    {
        public string Kind { get; init; } = "";
        public long Documents { get; init; }
    }
}
