using System.Text.Json;

namespace Shared.Contracts.Cases.Steps;

/// <summary>Names the fields in which two registrations differ.</summary>
internal static class FactsComparison
{
    public static IReadOnlyList<string> Differences(Facts before, Facts after)
    {
        var was = JsonSerializer.SerializeToElement(before, JsonSerializerOptions.Web);
        var now = JsonSerializer.SerializeToElement(after, JsonSerializerOptions.Web);
        return
        [
            .. was.EnumerateObject()
                .Where(p => p.Name != SentFacts.Marks && !JsonElement.DeepEquals(p.Value, now.GetProperty(p.Name)))
                .Select(p => p.Name),
        ];
    }
}
