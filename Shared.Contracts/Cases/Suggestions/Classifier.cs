using System.Text.Json;

namespace Shared.Contracts.Cases.Suggestions;

/// <summary>A code that the caller's words suggest, and the word that did.</summary>
public sealed record SuggestedCode(string Code, string Word);

/// <summary>
/// Suggests goods or service and problem from the caller's words, by word lists held as data. Only a suggestion: the
/// operator decides. The code with most matching characters wins; of equals the one listed first.
/// </summary>
public sealed class Classifier
{
    private readonly IReadOnlyDictionary<string, string[]> categories;
    private readonly IReadOnlyDictionary<string, string[]> problems;

    private Classifier(IReadOnlyDictionary<string, string[]> categories, IReadOnlyDictionary<string, string[]> problems)
    {
        this.categories = categories;
        this.problems = problems;
    }

    /// <exception cref="JsonException">The text is no word list, or names an unknown code.</exception>
    public static Classifier Parse(string json)
    {
        var lists =
            JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string[]>>>(json)
            ?? throw new JsonException("An empty word list.");
        Check(lists["category"], Codes.Categories);
        Check(lists["problem"], Codes.Problems);
        return new Classifier(lists["category"], lists["problem"]);
    }

    public SuggestedCode? Category(string? text) => Best(categories, text);

    public SuggestedCode? Problem(string? text) => Best(problems, text);

    private static SuggestedCode? Best(IReadOnlyDictionary<string, string[]> lists, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }
        SuggestedCode? best = null;
        var most = 0;
        foreach (var (code, words) in lists)
        {
            var found = words.Where(w => text.Contains(w, StringComparison.OrdinalIgnoreCase)).ToList();
            var weight = found.Sum(w => w.Length);
            if (weight > most)
            {
                most = weight;
                best = new SuggestedCode(code, found.MaxBy(w => w.Length)!);
            }
        }
        return best;
    }

    private static void Check(Dictionary<string, string[]> lists, CodeTable table)
    {
        if (lists.Keys.FirstOrDefault(code => !table.TryFind(code, out _)) is { } unknown)
        {
            throw new JsonException($"There is no {table.Field} {unknown}.");
        }
    }
}
