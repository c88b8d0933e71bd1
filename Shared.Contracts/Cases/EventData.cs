namespace Shared.Contracts.Cases;

/// <summary>Builds the facts of a timeline event; values that are missing are left out.</summary>
public static class EventData
{
    public static IReadOnlyDictionary<string, object?> Of(params ReadOnlySpan<(string Key, object? Value)> facts)
    {
        var data = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in facts)
        {
            if (value is not null)
            {
                data.Add(key, value);
            }
        }
        return data;
    }
}
