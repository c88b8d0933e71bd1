using Shared.Contracts.Cases.Evidence;
using Shared.Contracts.Storage.Shell;

namespace Shared.Contracts.Storage.Evidence;

/// <summary>
/// Verifies that the calendars and limits by which limits were counted are those that named persons put in force: each is tied
/// to the one before, anchors hold the newest of their day, and none that a limit was counted by is gone.
/// </summary>
public sealed class VerifyLaw(Database database, AnchorBook book)
{
    /// <param name="used">The highest version that a limit names, of each subject.</param>
    internal async Task RunAsync(
        Action<Finding> report,
        IReadOnlyDictionary<string, int> used,
        CancellationToken cancellation
    )
    {
        var anchors = await book.AfterAsync(DateOnly.MinValue);
        await using var session = await database.OpenAsync(cancellation);
        var versions = (await LawChain.AllAsync(session)).GroupBy(v => v.Subject, StringComparer.Ordinal).ToList();
        var whole = new Dictionary<(string Subject, int Version), string?>();
        foreach (var subject in versions)
        {
            CompareChain(subject.Key, [.. subject], report);
            foreach (var version in subject)
            {
                whole[(version.Subject, version.Version)] = version.Chain;
            }
        }
        foreach (var (subject, version) in used.Where(u => !whole.ContainsKey((u.Key, u.Value))))
        {
            report(Fault(FaultKind.Removed, Witness.State, subject, version));
        }
        var told = new HashSet<(string, int)>();
        foreach (var anchor in anchors)
        {
            foreach (var head in LawHead.Read(anchor.Count.Law).Where(h => told.Add((h.Subject, h.Version))))
            {
                var isThere = whole.TryGetValue((head.Subject, head.Version), out var chain);
                if (!isThere || chain != head.Chain)
                {
                    report(
                        Fault(
                            isThere ? FaultKind.Changed : FaultKind.Removed,
                            Witness.Anchor,
                            head.Subject,
                            head.Version
                        ) with
                        {
                            AnchorDay = anchor.Day,
                        }
                    );
                }
            }
        }
    }

    private static void CompareChain(string subject, List<StoredLaw> versions, Action<Finding> report)
    {
        var previous = EventSeals.Start;
        var expected = 1;
        foreach (var version in versions)
        {
            for (; expected < version.Version; expected++)
            {
                report(Fault(FaultKind.Removed, Witness.Chain, subject, expected));
            }
            // Behind a gap nothing can be compared but the version itself with the one behind it.
            var isBehindGap = version.Version > 1 && versions.TrueForAll(v => v.Version != version.Version - 1);
            if (version.Chain is null || (!isBehindGap && version.ChainBehind(previous) != version.Chain))
            {
                report(Fault(FaultKind.Changed, Witness.Chain, subject, version.Version));
            }
            previous = version.Chain ?? "";
            expected = version.Version + 1;
        }
    }

    private static Finding Fault(FaultKind kind, Witness witness, string subject, int version) =>
        new(kind, witness) { Law = LawVersions.NameOf(subject, version) };
}
