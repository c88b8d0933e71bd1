using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shared.Contracts.Cases.Steps;

/// <summary>The facts that those above have sent, and what of them is new since they sent them last.</summary>
/// <param name="sent">As sent now.</param>
/// <param name="before">Marks of what they sent last; nothing where that is not known.</param>
public sealed class SentFacts(Facts sent, IReadOnlyDictionary<string, string>? before)
{
    /// <summary>Names of marks beside those of facts.</summary>
    public const string Channel = "channel";
    public const string Level = "level";
    public const string DueAt = "upstreamDueAt";
    public const string Person = "complainant";

    private static readonly string Respondent = JsonNamingPolicy.CamelCase.ConvertName(nameof(Facts.Respondent));
    internal static readonly string Marks = JsonNamingPolicy.CamelCase.ConvertName(nameof(Facts.UpstreamMarks));

    /// <summary>The facts that are given, by name, as JSON.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode>> Given(Facts facts) =>
        JsonSerializer
            .SerializeToNode(facts, JsonSerializerOptions.Web)!
            .AsObject()
            .Where(p => p.Value is not null and not JsonArray { Count: 0 } && p.Key != Marks)
            .Select(p => KeyValuePair.Create(p.Key, p.Value!));

    /// <summary>Whether those above sent this otherwise, or not at all, last time.</summary>
    public bool IsNew(string name) =>
        before is null
        || sent.UpstreamMarks is not { } now
        || !now.TryGetValue(name, out var mark)
        || !before.TryGetValue(name, out var was)
        || was != mark;

    /// <summary>The facts with what is new in its place; nothing is taken back.</summary>
    public Facts Onto(Facts facts)
    {
        var merged = JsonSerializer.SerializeToNode(facts, JsonSerializerOptions.Web)!.AsObject();
        foreach (var (name, value) in Given(sent).Where(p => p.Key != Respondent && IsNew(p.Key)))
        {
            merged[name] = value.DeepClone();
        }
        var respondent =
            sent.Respondent is { } party && IsNew(Respondent)
                ? (facts.Respondent ?? new Respondent()).CompletedBy(party)
                : facts.Respondent;
        var marks = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, mark) in (before ?? marks).Concat(sent.UpstreamMarks ?? marks))
        {
            marks[name] = mark;
        }
        return merged.Deserialize<Facts>(JsonSerializerOptions.Web)! with
        {
            Respondent = respondent,
            UpstreamMarks = marks.Count == 0 ? null : marks,
        };
    }
}
