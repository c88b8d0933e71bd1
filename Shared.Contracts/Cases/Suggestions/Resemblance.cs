namespace Shared.Contracts.Cases.Suggestions;

/// <summary>How alike two texts are: the share of two-character pieces they have in common (Jaccard), 0 to 1.</summary>
public static class Resemblance
{
    /// <summary>From here on two texts probably tell of the same matter.</summary>
    public const double Likely = 0.35;

    public static double Of(string? one, string? other)
    {
        var first = Pieces(one);
        var second = Pieces(other);
        if (first.Count == 0 || second.Count == 0)
        {
            return 0;
        }
        var common = first.Count(second.Contains);
        return (double)common / (first.Count + second.Count - common);
    }

    private static HashSet<(char, char)> Pieces(string? text)
    {
        var pieces = new HashSet<(char, char)>();
        var before = '\0';
        foreach (var c in text ?? "")
        {
            if (!char.IsLetterOrDigit(c))
            {
                continue;
            }
            if (before != '\0')
            {
                pieces.Add((before, c));
            }
            before = c;
        }
        return pieces;
    }
}
