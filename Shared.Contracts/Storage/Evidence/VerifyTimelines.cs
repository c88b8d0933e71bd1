using Shared.Contracts.Cases.Evidence;
using Shared.Contracts.Storage.Shell;

namespace Shared.Contracts.Storage.Evidence;

/// <summary>
/// Walks along every timeline. A case that is not intact at first sight is read again alone, for it may have grown between
/// two readings; what is wrong then is named.
/// </summary>
public sealed class VerifyTimelines(Database database, TimeProvider time)
{
    private const int CasesAtOnce = 500;

    /// <summary>A case that changes between every two of so many readings is being worked on and left to the next time.</summary>
    private const int MostReadings = 20;

    /// <summary>Behind every id.</summary>
    private static readonly string Last = new('z', 36);

    internal async Task RunAsync(VerificationTally tally, Action<Finding> report, CancellationToken cancellation)
    {
        var after = "";
        while (after is not null)
        {
            cancellation.ThrowIfCancellationRequested();
            await using var session = await database.OpenAsync(cancellation);
            var rows = await session.QueryAsync<HeadRow>(
                EvidenceSql.Cases,
                new { afterCase = after, take = CasesAtOnce }
            );
            var cases = rows.Select(r => r.ToCase()).ToDictionary(c => c.Id, StringComparer.Ordinal);
            var through = rows.Count == CasesAtOnce ? rows[^1].ToCase().Id : null;
            foreach (var suspect in await WalkAsync(session, cases, after, through ?? Last, tally, time.GetUtcNow()))
            {
                foreach (var finding in await DiagnoseAsync(session, suspect, time.GetUtcNow()))
                {
                    report(finding);
                }
            }
            tally.Cases += cases.Count;
            after = through;
        }
    }

    /// <summary>Walks along the timelines of a range of ids, those without a case included.</summary>
    /// <returns>The ids of the cases that are not intact.</returns>
    private static async Task<List<string>> WalkAsync(
        Session session,
        Dictionary<string, StoredCase> cases,
        string afterCase,
        string throughCase,
        VerificationTally tally,
        DateTimeOffset now
    )
    {
        var range = new { afterCase, throughCase };
        var anchors = await AnchorsAsync(session, range);
        var states = await StateReader.OfRangeAsync(session, range, now);
        foreach (var state in states.Values)
        {
            tally.CountedBy(LawVersions.CodeOf(LawSubject.Calendar), state.Law.Calendar);
            tally.CountedBy(LawVersions.CodeOf(LawSubject.Limits), state.Law.Limits);
        }
        var unwalked = cases.Keys.Concat(anchors.Keys).ToHashSet(StringComparer.Ordinal);
        var suspects = new List<string>();
        string? current = null;
        ChainWalk? walk = null;

        void End()
        {
            if (current is null)
            {
                return;
            }
            unwalked.Remove(current);
            if (
                !cases.TryGetValue(current, out var it)
                || !walk!.IsIntact(it)
                || !states.TryGetValue(current, out var state)
                || walk.CompareState(it.Number, state).Count > 0
            )
            {
                suspects.Add(current);
            }
        }

        await foreach (var row in session.StreamAsync<EventRow>(EvidenceSql.Events, range))
        {
            var of = row.Of;
            if (walk is null || !string.Equals(of, current, StringComparison.Ordinal))
            {
                End();
                current = of;
                walk = new ChainWalk(of, anchors.GetValueOrDefault(of) ?? []);
            }
            var it = row.ToEvent();
            walk.Next(it);
            tally.Events++;
            tally.Anonymised += it.IsErased ? 1 : 0;
        }
        End();
        return [.. suspects, .. unwalked];
    }

    private static async Task<Dictionary<string, List<AnchoredCase>>> AnchorsAsync(Session session, object range)
    {
        var anchors = new Dictionary<string, List<AnchoredCase>>(StringComparer.Ordinal);
        await foreach (var row in session.StreamAsync<AnchoredRow>(EvidenceSql.AnchoredCases, range))
        {
            if (!anchors.TryGetValue(row.Of, out var ofCase))
            {
                anchors[row.Of] = ofCase = [];
            }
            ofCase.Add(row.ToAnchored());
        }
        return anchors;
    }

    /// <summary>Reads one case until nobody has changed it meanwhile, and names what is wrong with it.</summary>
    internal static async Task<IReadOnlyList<Finding>> DiagnoseAsync(
        Session session,
        string oneCase,
        DateTimeOffset now
    )
    {
        for (var reading = 0; reading < MostReadings; reading++)
        {
            var before = await session.FirstAsync<HeadRow>(EvidenceSql.Case, new { oneCase });
            var anchors = (await session.QueryAsync<AnchoredRow>(EvidenceSql.AnchorsOfCase, new { oneCase }))
                .Select(r => r.ToAnchored())
                .ToList();
            var events = (await session.QueryAsync<EventRow>(EvidenceSql.EventsOfCase, new { oneCase }))
                .Select(r => r.ToEvent())
                .ToList();
            var state = await StateReader.OfCaseAsync(session, oneCase, now);
            var after = await session.FirstAsync<HeadRow>(EvidenceSql.Case, new { oneCase });
            if (StoredText.Of(before?.Version) == StoredText.Of(after?.Version))
            {
                return after is null || state is null
                    ? WithoutCase(oneCase, events, anchors)
                    : Judge(after.ToCase(), events, anchors, state);
            }
        }
        return [];
    }

    private static IReadOnlyList<Finding> Judge(
        StoredCase it,
        IReadOnlyList<StoredEvent> events,
        IReadOnlyList<AnchoredCase> anchors,
        StoredState state
    )
    {
        var walk = new ChainWalk(it.Id, anchors);
        foreach (var line in events)
        {
            walk.Next(line);
        }
        return walk.IsIntact(it) ? walk.CompareState(it.Number, state) : ChainDiagnosis.Of(it, events, anchors);
    }

    /// <summary>The case's row is gone: with an anchor it was there; without one its events were never the service's.</summary>
    private static IReadOnlyList<Finding> WithoutCase(
        string oneCase,
        IReadOnlyList<StoredEvent> events,
        IReadOnlyList<AnchoredCase> anchors
    ) =>
        anchors is [.., var anchor]
            ? [new Finding(FaultKind.Removed, Witness.Anchor) { Case = anchor.Number, AnchorDay = anchor.Day }]
        : events.Count == 0 ? []
        :
        [
            new Finding(FaultKind.Added, Witness.Case)
            {
                Case = oneCase,
                FirstSeq = events[0].Seq,
                LastSeq = events.Count > 1 ? events[^1].Seq : null,
            },
        ];
}
