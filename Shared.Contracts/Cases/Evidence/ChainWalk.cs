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
    private readonly StateComparison states = new();

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
        states.Next(it);
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
    public IReadOnlyList<Finding> CompareState(string number, StoredState now) =>
        states.Compare(number, (last, salt), erasures.Act, now);
}
