namespace Shared.Contracts.Cases.Routing;

/// <summary>A signal found in a text, with the word that gave it.</summary>
public sealed record TextSignal(string Id, string Name, string Word);

/// <summary>
/// Finds signals by word lists. A word counts unless a negation stands right before it, fillers aside: "没有造成人员受伤"
/// is no injury, "没有标签，吃了中毒" is a poisoning. In doubt a word counts: a false alarm costs less than a missed one.
/// </summary>
public static class TextSignals
{
    public static IReadOnlyList<TextSignal> Find(RuleSet rules, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }
        var found = new List<TextSignal>();
        foreach (var signal in rules.Signals)
        {
            if (signal.Words.FirstOrDefault(w => IsStated(rules, signal, text, w)) is { } word)
            {
                found.Add(new TextSignal(signal.Id, signal.Name, word));
            }
        }
        return found;
    }

    private static bool IsStated(RuleSet rules, SignalWords signal, string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; )
        {
            if (!IsPartOf(signal.Except, text, at, word) && !IsNegated(rules, text.AsSpan(0, at)))
            {
                return true;
            }
            at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal);
        }
        return false;
    }

    /// <summary>Whether the word at this place is only a part of a longer one that means something else.</summary>
    private static bool IsPartOf(IReadOnlyList<string>? longer, string text, int at, string word)
    {
        foreach (var other in longer ?? [])
        {
            var offset = other.IndexOf(word, StringComparison.Ordinal);
            var start = at - offset;
            if (offset >= 0 && start >= 0 && text.AsSpan(start).StartsWith(other, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsNegated(RuleSet rules, ReadOnlySpan<char> before)
    {
        while (true)
        {
            if (EndsWithAny(before, rules.Negations) > 0)
            {
                return true;
            }
            var skipped = EndsWithAny(before, rules.Fillers);
            if (skipped == 0)
            {
                skipped = LongestSignalAtEnd(rules, before);
            }
            if (skipped == 0)
            {
                return false;
            }
            before = before[..^skipped];
        }
    }

    /// <summary>"没有腹泻、呕吐": one negation reaches over the signal words of a list.</summary>
    private static int LongestSignalAtEnd(RuleSet rules, ReadOnlySpan<char> text)
    {
        var longest = 0;
        foreach (var signal in rules.Signals)
        {
            longest = Math.Max(longest, EndsWithAny(text, signal.Words));
        }
        return longest;
    }

    /// <summary>Length of the longest of <paramref name="words"/> that the text ends with, or 0.</summary>
    private static int EndsWithAny(ReadOnlySpan<char> text, IReadOnlyList<string> words)
    {
        var longest = 0;
        foreach (var word in words)
        {
            if (word.Length > longest && text.EndsWith(word, StringComparison.Ordinal))
            {
                longest = word.Length;
            }
        }
        return longest;
    }
}
