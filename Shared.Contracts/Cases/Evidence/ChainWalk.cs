namespace Shared.Contracts.Cases.Evidence;

/// <summary>
/// Walks along one case's timeline, event by event, and tells at the end whether all is as it was written. Keeps nothing
/// but the place it has come to; what exactly is wrong is for <see cref="ChainDiagnosis"/> to find.
/// </summary>
/// <param name="caseId">As stored.</param>
/// <param name="anchors">How the case stood at each anchor that holds it, by rising event.</param>
public sealed class ChainWalk(string caseId, IReadOnlyList<AnchoredCase> anchors)
{
    private int last;
    private string head = EventSeals.Start;
    private int anchored;
    private bool isBroken;
    private string? salt;
    private readonly Erasures erasures = new();
    private readonly Dictionary<int, CaseState> states = [];

    public void Next(StoredEvent it)
    {
        if (isBroken)
        {
            return;
        }
        last++;
        isBroken = it.Seq != last || !EventSeals.Holds(it.Text, it.Seal) || !EventSeals.Follows(it, head, caseId, last);
        head = it.Seal.Chain ?? "";
        salt = it.Seal.Salt;
        erasures.Next(it);
        if (CaseState.Parse(it.Text.State) is { } state)
        {
            states[last] = state;
        }
        while (!isBroken && anchored < anchors.Count && anchors[anchored].Seq == last)
        {
            isBroken = !string.Equals(anchors[anchored].Chain, head, StringComparison.Ordinal);
            anchored++;
        }
    }

    /// <summary>After the last event: whether the timeline is whole and ends as the case's row says.</summary>
    public bool IsIntact(StoredCase it) =>
        !isBroken
        && last > 0
        && it.LastEvent == last
        && string.Equals(it.ChainHead, head, StringComparison.Ordinal)
        && erasures.AreAllNamed
        && anchored == anchors.Count
        && anchors.All(a => a.Number == it.Number);

    /// <summary>After the last event of an intact timeline: what does not stand as the timeline vouches.</summary>
    /// <param name="number">The case's.</param>
    /// <param name="now">How the case stands.</param>
    public IEnumerable<Finding> CompareState(string number, StoredState now)
    {
        if (states.TryGetValue(last, out var state))
        {
            // The end of an intact timeline is not erased: an act would have to stand behind it.
            var found = CaseState.Of(salt!, now.Facts, now.Deadlines, null);
            if (found.Facts != state.Facts)
            {
                yield return Differs(StatePart.Facts, FaultKind.Changed, null);
            }
            if (found.Deadlines != state.Deadlines)
            {
                yield return Differs(StatePart.Deadlines, FaultKind.Changed, null);
            }
        }
        foreach (var (seq, at) in states)
        {
            var document = now.Documents.GetValueOrDefault(seq);
            if (document != at.Document && !(seq < erasures.Act && document == CaseState.ErasedDocument))
            {
                yield return Differs(
                    StatePart.Document,
                    document is null ? FaultKind.Removed
                        : at.Document is null ? FaultKind.Added
                        : FaultKind.Changed,
                    seq
                );
            }
        }

        Finding Differs(StatePart part, FaultKind kind, int? seq) =>
            new(kind, Witness.State)
            {
                Case = number,
                Part = part,
                FirstSeq = seq,
            };
    }
}
