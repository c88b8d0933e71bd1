namespace Shared.Contracts.Cases.Evidence;

/// <summary>
/// Names what is wrong with a case's timeline that <see cref="ChainWalk"/> found not to be intact: which events were
/// changed, are missing, were never written by the service, or stand in another's place.
/// </summary>
public sealed class ChainDiagnosis
{
    /// <summary>So many damaged texts are compared with one another's seals at most.</summary>
    private const int MostCompared = 100;

    private readonly StoredCase it;
    private readonly SortedDictionary<int, StoredEvent> rows = [];
    private readonly IReadOnlyList<AnchoredCase> anchors;
    private readonly ChainPlaces places;
    private readonly SortedSet<int> occupied = [];
    private readonly Erasures erasures = new();
    private readonly List<Finding> findings = [];
    private readonly int last;

    private ChainDiagnosis(StoredCase it, IReadOnlyList<StoredEvent> events, IReadOnlyList<AnchoredCase> anchors)
    {
        this.it = it;
        this.anchors = anchors;
        foreach (var row in events)
        {
            if (row.Seq < 1 || !rows.TryAdd(row.Seq, row))
            {
                Report(FaultKind.Added, Witness.Chain, row.Seq);
            }
        }
        foreach (var row in rows.Values)
        {
            erasures.Next(row);
        }
        places = new ChainPlaces(it, rows, anchors);
        last = JudgeCase();
    }

    /// <param name="it">The case's row.</param>
    /// <param name="events">The rows of its timeline in order.</param>
    /// <param name="anchors">How it stood at each anchor that holds it, by rising event.</param>
    /// <returns>At least one finding, in the order of events.</returns>
    public static IReadOnlyList<Finding> Of(
        StoredCase it,
        IReadOnlyList<StoredEvent> events,
        IReadOnlyList<AnchoredCase> anchors
    )
    {
        var diagnosis = new ChainDiagnosis(it, events, anchors);
        diagnosis.JudgeRows();
        diagnosis.FindGaps();
        diagnosis.CompareWithAnchors();
        if (diagnosis.findings.Count == 0)
        {
            diagnosis.Report(FaultKind.Changed, Witness.Chain);
        }
        return diagnosis.findings.OrderBy(f => f.FirstSeq ?? 0).ToList();
    }

    /// <summary>Compares the case's row with the end of the chain.</summary>
    /// <returns>How many events there ought to be.</returns>
    private int JudgeCase()
    {
        var longest = rows.Count == 0 ? 0 : rows.Keys.Last();
        var end = rows.Where(r => r.Value.Seal.Chain is { } chain && chain == it.ChainHead && places.IsProved(r.Key))
            .Select(r => places.HomeOf(r.Key))
            .FirstOrDefault();
        if (end is { } place && place != it.LastEvent)
        {
            Report(FaultKind.Changed, Witness.Case);
            return place;
        }
        if (it.LastEvent is not { } count || it.ChainHead is null)
        {
            Report(FaultKind.Changed, Witness.Case);
            return it.LastEvent ?? longest;
        }
        if (end is null && places.IsProved(count) && places.HomeOf(count) == count)
        {
            Report(FaultKind.Changed, Witness.Case, count);
        }
        return count;
    }

    private void JudgeRows()
    {
        var exchanged = Exchanged();
        foreach (var (seq, row) in rows)
        {
            var home = exchanged.TryGetValue(seq, out var other) ? other : places.HomeOf(seq);
            if (home is { } from && from != seq)
            {
                ReportSwapped(seq, from, exchanged.ContainsKey(seq) ? Witness.Digest : Witness.Chain);
                occupied.Add(from);
            }
            else if (seq > last)
            {
                Report(FaultKind.Added, Witness.Case, seq);
            }
            else if (home is null && places.IsHome(seq))
            {
                Report(FaultKind.Added, Witness.Chain, seq);
            }
            else
            {
                occupied.Add(seq);
                JudgeText(seq, row, isConfirmed: home is not null);
            }
        }
    }

    /// <summary>Judges a row that stands where it belongs, as far as can be told.</summary>
    /// <param name="isConfirmed">Its chain value is the one that was written there, though it may not fit what is before.</param>
    private void JudgeText(int seq, StoredEvent row, bool isConfirmed)
    {
        if (!EventSeals.Holds(row.Text, row.Seal) || erasures.IsUnnamed(seq))
        {
            Report(FaultKind.Changed, Witness.Digest, seq);
        }
        else if (places.IsChainAltered(seq))
        {
            Report(FaultKind.Changed, Witness.Chain, seq);
        }
        else if (!places.IsProved(seq) && (seq == 1 || rows.ContainsKey(seq - 1)))
        {
            // Between two rows that are whole in themselves the chain is torn: one of them was sealed anew.
            if (!isConfirmed || seq == 1)
            {
                Report(FaultKind.Changed, Witness.Chain, seq);
            }
            else if (!IsReported(seq - 1, seq))
            {
                Report(FaultKind.Changed, Witness.Chain, seq - 1, seq);
            }
        }
    }

    /// <summary>Rows whose texts fit one another's seals: the texts were exchanged and the seals left where they were.</summary>
    private Dictionary<int, int> Exchanged()
    {
        var damaged = rows.Where(r => r.Value.Seal.Salt is not null && !EventSeals.Holds(r.Value.Text, r.Value.Seal))
            .Take(MostCompared)
            .ToList();
        var exchanged = new Dictionary<int, int>();
        foreach (var (seq, row) in damaged)
        {
            foreach (var (other, sealing) in damaged)
            {
                if (other != seq && EventSeals.Holds(row.Text, sealing.Seal))
                {
                    exchanged[seq] = other;
                }
            }
        }
        return exchanged;
    }

    private void FindGaps()
    {
        var before = 0;
        foreach (var place in occupied.Where(p => p <= last).Append(last + 1))
        {
            if (place > before + 1)
            {
                Report(FaultKind.Removed, place > last ? Witness.Case : Witness.Chain, before + 1, place - 1);
            }
            before = place;
        }
    }

    private void CompareWithAnchors()
    {
        if (anchors.FirstOrDefault(a => a.Number != it.Number) is { } renamed)
        {
            findings.Add(new Finding(FaultKind.Changed, Witness.Anchor) { Case = it.Number, AnchorDay = renamed.Day });
        }
        var good = 0;
        foreach (var anchor in anchors)
        {
            var chain = rows.FirstOrDefault(r => places.HomeOf(r.Key) == anchor.Seq).Value?.Seal.Chain;
            if (chain == anchor.Chain)
            {
                good = anchor.Seq;
                continue;
            }
            if (!IsReported(good + 1, anchor.Seq))
            {
                var isGone = anchor.Seq > last;
                findings.Add(
                    Range(isGone ? Math.Max(good, last) + 1 : good + 1, anchor.Seq) with
                    {
                        Kind = isGone ? FaultKind.Removed : FaultKind.Changed,
                        Witness = Witness.Anchor,
                        AnchorDay = anchor.Day,
                    }
                );
            }
            return;
        }
    }

    private void Report(FaultKind kind, Witness witness, int? first = null, int? through = null) =>
        findings.Add(Range(first, through) with { Kind = kind, Witness = witness });

    /// <summary>Neighbours that were moved alike are one finding.</summary>
    private void ReportSwapped(int seq, int home, Witness witness)
    {
        if (
            findings is [.., { Kind: FaultKind.Swapped } before]
            && (before.LastSeq ?? before.FirstSeq) == seq - 1
            && before.HomeSeq - before.FirstSeq == home - seq
        )
        {
            findings[^1] = before with { LastSeq = seq };
            return;
        }
        findings.Add(Range(seq, null) with { Kind = FaultKind.Swapped, Witness = witness, HomeSeq = home });
    }

    private Finding Range(int? first, int? through) =>
        new(FaultKind.Changed, Witness.Chain)
        {
            Case = it.Number,
            FirstSeq = first,
            LastSeq = through == first ? null : through,
        };

    private bool IsReported(int first, int through) =>
        findings.Any(f => f.FirstSeq is { } from && from <= through && (f.LastSeq ?? from) >= first);
}
