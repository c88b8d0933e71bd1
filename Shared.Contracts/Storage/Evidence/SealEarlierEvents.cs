using System.Security.Cryptography;
using Shared.Contracts.Cases.Evidence;
using Shared.Contracts.Storage.Shell;

namespace Shared.Contracts.Storage.Evidence;

/// <summary>
/// Seals the events that were written before timelines were chained, and the versions of calendar and law from before, once
/// in the life of a database and before anything else writes. After a crash it goes on with the cases that are left; once
/// done it never seals again, so that a row whose seal was taken away later is found.
/// </summary>
public sealed class SealEarlierEvents(Database database, TimeProvider time)
{
    private const int BatchSize = 500;

    /// <summary>Seals all that is left, a batch of cases to a transaction.</summary>
    public async Task RunAsync()
    {
        await SealLawAsync();
        if (await database.ReadAsync(s => s.ScalarAsync<bool>(EvidenceSql.IsSealed)))
        {
            return;
        }
        string? after = "";
        while (after is not null)
        {
            after = await SealBatchAsync(after, BatchSize);
        }
    }

    /// <summary>Seals some cases; where none is left, notes that all are sealed.</summary>
    /// <returns>The last case of the batch, or nothing at the end.</returns>
    public Task<string?> SealBatchAsync(string after, int take) =>
        database.WriteAsync(async s =>
        {
            await s.ExecuteAsync(EvidenceSql.TakeTurn, new { now = time.GetUtcNow() });
            if (await s.ScalarAsync<bool>(EvidenceSql.IsSealed))
            {
                return null;
            }
            var cases = await s.QueryAsync<string>(EvidenceSql.Unsealed, new { afterCase = after, take });
            foreach (var oneCase in cases)
            {
                await SealCaseAsync(s, oneCase);
            }
            if (cases.Count == 0)
            {
                await s.ExecuteAsync(EvidenceSql.MarkSealed, new { at = time.GetUtcNow() });
            }
            return cases.Count == 0 ? null : cases[^1];
        });

    private async Task SealLawAsync()
    {
        if (await database.ReadAsync(s => s.ScalarAsync<bool>(EvidenceSql.IsLawSealed)))
        {
            return;
        }
        await database.WriteAsync(async s =>
        {
            await s.ExecuteAsync(EvidenceSql.TakeTurn, new { now = time.GetUtcNow() });
            if (!await s.ScalarAsync<bool>(EvidenceSql.IsLawSealed))
            {
                await LawChain.SealEarlierAsync(s);
                await s.ExecuteAsync(EvidenceSql.MarkLawSealed, new { at = time.GetUtcNow() });
            }
        });
    }

    private static async Task SealCaseAsync(Session session, string oneCase)
    {
        var head = EventSeals.Start;
        foreach (var row in await session.QueryAsync<EventRow>(EvidenceSql.EventsOfCase, new { oneCase }))
        {
            var it = row.ToEvent();
            var salt = RandomNumberGenerator.GetHexString(SealedEvent.SaltDigits, lowercase: true);
            var seal = EventSeals.Seal(head, oneCase, it.Seq, it.Text, salt);
            await session.ExecuteAsync(
                EvidenceSql.SealEvent,
                new
                {
                    oneCase,
                    seq = it.Seq,
                    salt,
                    digest = seal.Digest,
                    chain = seal.Chain,
                }
            );
            head = seal.Chain!;
        }
        await session.ExecuteAsync(EvidenceSql.SealCase, new { oneCase, chain = head });
    }
}
