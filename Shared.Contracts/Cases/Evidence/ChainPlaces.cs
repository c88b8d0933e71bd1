namespace Shared.Contracts.Cases.Evidence;

/// <summary>
/// Finds out, for the rows of a damaged timeline, at which place each was written. A chain value fits one place behind one
/// other value only, so a row that was moved with its seal betrays where it came from, and by fitting also tells the place
/// of the one before it.
/// </summary>
internal sealed class ChainPlaces
{
    /// <summary>A row is tried at every place behind every known value; a long timeline in ruins is given up on.</summary>
    private const int MostTries = 200_000;

    /// <summary>How far beyond the rows that are left a place is looked for.</summary>
    private const int Beyond = 100;

    private readonly StoredCase it;
    private readonly SortedDictionary<int, StoredEvent> rows;
    private readonly IReadOnlyList<AnchoredCase> anchors;
    private readonly Dictionary<int, int> homes = [];
    private readonly HashSet<int> proved = [];
    private readonly HashSet<int> altered = [];
    private int tries;

    public ChainPlaces(StoredCase it, SortedDictionary<int, StoredEvent> rows, IReadOnlyList<AnchoredCase> anchors)
    {
        this.it = it;
        this.rows = rows;
        this.anchors = anchors;
        var moved = rows.Where(r => !IsInPlace(r.Key, r.Value)).ToList();
        var known = Known();
        foreach (var (seq, row) in moved)
        {
            Search(seq, row, known);
        }
        InferFromEnds();
    }

    /// <summary>The place at which the row was written, as far as it can be told.</summary>
    public int? HomeOf(int seq) => homes.TryGetValue(seq, out var home) ? home : null;

    /// <summary>Whether the row's chain value itself fits its place, not only what comes behind it.</summary>
    public bool IsProved(int seq) => proved.Contains(seq);

    /// <summary>Whether nothing but the row's chain value was changed: what comes behind fits the right one.</summary>
    public bool IsChainAltered(int seq) => altered.Contains(seq);

    public bool IsHome(int place) => homes.ContainsValue(place);

    private bool IsInPlace(int seq, StoredEvent row)
    {
        if (Before(seq) is { } before && Fits(row, seq, before))
        {
            Prove(seq, seq, before);
            return true;
        }
        if (
            rows.TryGetValue(seq - 1, out var previous)
            && Expected(seq - 1, previous) is { } right
            && Fits(row, seq, right)
        )
        {
            altered.Add(seq - 1);
            homes[seq - 1] = seq - 1;
            Prove(seq, seq, right);
            return true;
        }
        if (anchors.FirstOrDefault(a => a.Seq == seq - 1)?.Chain is { } anchored && Fits(row, seq, anchored))
        {
            Prove(seq, seq, anchored);
            return true;
        }
        return false;
    }

    private string? Before(int seq) =>
        seq == 1 ? EventSeals.Start
        : rows.TryGetValue(seq - 1, out var previous) ? previous.Seal.Chain
        : null;

    /// <summary>The chain value that a row ought to have behind the one before it.</summary>
    private string? Expected(int seq, StoredEvent row) =>
        row.Seal.Digest is { } digest && Before(seq) is { } before
            ? EventSeals.Chain(before, it.Id, seq, row.Text, digest)
            : null;

    private List<string> Known() =>
        [
            .. rows
                .Values.Select(r => r.Seal.Chain)
                .OfType<string>()
                .Concat(anchors.Select(a => a.Chain))
                .Append(EventSeals.Start)
                .Distinct(StringComparer.Ordinal),
        ];

    private void Search(int seq, StoredEvent row, List<string> known)
    {
        if (row.Seal is not { Digest: not null, Chain: not null })
        {
            return;
        }
        var longest = rows.Keys.Last();
        var places = Math.Min(Math.Max(it.LastEvent ?? 0, longest), longest + Beyond);
        // A place whose own row stands in it is nobody else's: a row that fits there is a copy.
        var free = Enumerable.Range(1, places).Where(p => p != seq && !(IsProved(p) && HomeOf(p) == p));
        foreach (var place in free.Prepend(seq))
        {
            foreach (var before in known)
            {
                if (++tries > MostTries)
                {
                    return;
                }
                if (Fits(row, place, before))
                {
                    Prove(seq, place, before);
                    return;
                }
            }
        }
    }

    private bool Fits(StoredEvent row, int place, string before) => EventSeals.Follows(row, before, it.Id, place);

    private void Prove(int seq, int place, string before)
    {
        homes[seq] = place;
        proved.Add(seq);
        if (place > 1)
        {
            Infer(before, place - 1);
        }
    }

    /// <summary>The end of the chain and the anchors tell the place of the row that has their value.</summary>
    private void InferFromEnds()
    {
        if (it is { ChainHead: { } head, LastEvent: { } last })
        {
            Infer(head, last);
        }
        foreach (var anchor in anchors)
        {
            Infer(anchor.Chain, anchor.Seq);
        }
    }

    private void Infer(string chain, int place)
    {
        foreach (var (seq, row) in rows)
        {
            if (row.Seal.Chain == chain)
            {
                homes.TryAdd(seq, place);
                return;
            }
        }
    }
}
