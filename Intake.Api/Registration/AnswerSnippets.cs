using System.Text.Json;

namespace Intake.Api.Registration;

/// <summary>A usual answer to a usual question.</summary>
/// <param name="Basis">The article it rests on.</param>
public sealed record AnswerSnippet(string Title, string Text, string Basis, IReadOnlyList<string> Words);

/// <summary>Usual answers that an operator puts into a consultation; data shipped with the program.</summary>
public sealed class AnswerSnippets
{
    private const int MostShown = 6;

    private readonly IReadOnlyList<AnswerSnippet> all;

    public AnswerSnippets()
    {
        using var stream = typeof(AnswerSnippets).Assembly.GetManifestResourceStream(
            "Intake.Api.Registration.answer-snippets.json"
        )!;
        all = JsonSerializer.Deserialize<List<AnswerSnippet>>(stream, JsonSerializerOptions.Web)!;
    }

    public IReadOnlyList<AnswerSnippet> All => all;

    /// <summary>Those that fit the question best, by the words they share with it; the first ones when nothing fits.</summary>
    public IReadOnlyList<AnswerSnippet> For(string? question) =>
        [
            .. all.OrderByDescending(s =>
                    s.Words.Where(w => question?.Contains(w, StringComparison.OrdinalIgnoreCase) == true)
                        .Sum(w => w.Length)
                )
                .Take(MostShown),
        ];
}
