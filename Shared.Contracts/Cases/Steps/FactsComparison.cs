using System.Text.Json;

namespace Shared.Contracts.Cases.Steps;

/// <summary>Names the fields in which two registrations differ.</summary>
internal static class FactsComparison
{
    private static readonly string Marks = JsonNamingPolicy.CamelCase.ConvertName(nameof(Facts.UpstreamMarks));

    public static IReadOnlyList<string> Differences(Facts before, Facts after)
    {
        var was = JsonSerializer.SerializeToElement(before, JsonSerializerOptions.Web);
        var now = JsonSerializer.SerializeToElement(after, JsonSerializerOptions.Web);
        return
        [
            .. was.EnumerateObject()
                .Where(p => p.Name != Marks && !JsonElement.DeepEquals(p.Value, now.GetProperty(p.Name)))
                .Select(p => p.Name),
        ];
    }
}
