namespace Shared.Contracts.Cases.Evidence;

/// <summary>
/// Collects the states along an intact timeline, and compares how the case stands with what they vouch for: its row and
/// limits with the last, and with each the document, person, contact or attachment that its change wrote.
/// </summary>
internal sealed class StateComparison
{
    private readonly SortedDictionary<int, CaseState> states = [];
    private readonly HashSet<int> issued = [];
    private readonly HashSet<int> contacted = [];

    /// <summary>The next event, in order.</summary>
    public void Next(StoredEvent it)
    {
        if (CaseState.Parse(it.Text.State) is { } state)
        {
            states[it.Seq] = state;
        }
        if (it.Text.Type == EventType.Issued)
        {
            issued.Add(it.Seq);
        }
        else if (it.Text.Type == EventType.Contacted)
        {
            contacted.Add(it.Seq);
        }
    }

    /// <param name="number">The case's.</param>
    /// <param name="last">The last event, and its salt.</param>
    /// <param name="erased">The act that erased people's words, or 0.</param>
    public IReadOnlyList<Finding> Compare(string number, (int Seq, string? Salt) last, int erased, StoredState now)
    {
        var found = new List<Finding>();
        CompareWhole(last, now, Report);
        ComparePerson(erased, now, Report);
        foreach (var (seq, state) in states)
        {
            // Once people are erased, what stands before the act is empty, and nothing is put back.
            var isErased = seq < erased;
            var written = isErased && state.Document is not null ? CaseState.ErasedDocument : state.Document;
            CompareAt(StatePart.Document, seq, written, now.Documents.GetValueOrDefault(seq), Report);
            if (state.IsWide && !found.Exists(f => f.Part == StatePart.Document && f.FirstSeq == seq))
            {
                CompareAt(StatePart.Document, seq, state.Entry, now.Entries.GetValueOrDefault(seq), Report);
            }
            if (state.IsWide && !isErased)
            {
                CompareAt(StatePart.Addition, seq, state.Addition, now.Additions.GetValueOrDefault(seq), Report);
            }
        }
        CompareErased(erased, now, Report);
        ReportStrays(erased, now, Report);
        if (found.Count == 0 && !now.IsDerivedRight)
        {
            Report(StatePart.Derived, FaultKind.Changed, null);
        }
        return found;

        void Report(StatePart part, FaultKind kind, int? seq) =>
            found.Add(
                new Finding(kind, Witness.State)
                {
                    Case = number,
                    Part = part,
                    FirstSeq = seq,
                }
            );
    }

    private void CompareWhole((int Seq, string? Salt) last, StoredState now, Action<StatePart, FaultKind, int?> report)
    {
        if (!states.TryGetValue(last.Seq, out var state))
        {
            return;
        }
        // The end of an intact timeline is not erased: an act would have to stand behind it.
        var standing = CaseState.Of(last.Salt!, now.Facts, now.Deadlines);
        if (standing.Facts != state.Facts)
        {
            report(StatePart.Facts, FaultKind.Changed, null);
        }
        if (standing.Deadlines != state.Deadlines)
        {
            report(StatePart.Deadlines, FaultKind.Changed, null);
        }
    }

    /// <summary>The person's row is written whole at each change of it: the last one counts, and none stands after the act.</summary>
    private void ComparePerson(int erased, StoredState now, Action<StatePart, FaultKind, int?> report)
    {
        var (written, state) = states.LastOrDefault(s => s.Value.Person is not null);
        var isKnown = written > 0 || erased > 0 || (states.Count > 0 && states.First().Value.IsWide);
        if (isKnown)
        {
            var expected = written < erased ? null : state?.Person;
            if (now.Person != expected)
            {
                report(StatePart.Person, KindOf(expected, now.Person), null);
            }
        }
    }

    /// <summary>Before the act no attachment stands, and every contact does that was made, but tells nothing of who called.</summary>
    private void CompareErased(int erased, StoredState now, Action<StatePart, FaultKind, int?> report)
    {
        foreach (var seq in now.Additions.Keys.Concat(contacted).Where(s => s < erased).Distinct().Order())
        {
            var stands = now.Additions.ContainsKey(seq);
            if (!contacted.Contains(seq))
            {
                report(StatePart.Addition, FaultKind.Added, seq);
            }
            else if (!stands || !now.Nobodys.Contains(seq))
            {
                report(StatePart.Addition, stands ? FaultKind.Changed : FaultKind.Removed, seq);
            }
        }
    }

    /// <summary>What stands at an event that vouches for no state; events from before states may have issued a document.</summary>
    private void ReportStrays(int erased, StoredState now, Action<StatePart, FaultKind, int?> report)
    {
        var first = states.Count > 0 ? states.Keys.First() : int.MaxValue;
        foreach (var seq in now.Documents.Keys.Where(s => !states.ContainsKey(s)).Order())
        {
            if (seq > first || !issued.Contains(seq))
            {
                report(StatePart.Document, FaultKind.Added, seq);
            }
        }
        if (states.Count > 0 && states.First().Value.IsWide)
        {
            foreach (var seq in now.Additions.Keys.Where(s => s >= erased && !states.ContainsKey(s)).Order())
            {
                report(StatePart.Addition, FaultKind.Added, seq);
            }
        }
    }

    private static void CompareAt(
        StatePart part,
        int seq,
        string? written,
        string? standing,
        Action<StatePart, FaultKind, int?> report
    )
    {
        if (written != standing)
        {
            report(part, KindOf(written, standing), seq);
        }
    }

    private static FaultKind KindOf(string? written, string? standing) =>
        standing is null ? FaultKind.Removed
        : written is null ? FaultKind.Added
        : FaultKind.Changed;
}
