using System.Text.Json;

namespace Shared.Contracts.Cases.Evidence;

/// <summary>
/// Which events of a timeline are erased without an act: an event of the kind <see cref="EventType.Anonymised"/> behind
/// them, whose own words stand, must name each. Who erases in the database alone is thereby found out.
/// </summary>
public sealed class Erasures
{
    private HashSet<int>? unnamed;

    /// <summary>The last act, before which documents are erased too; 0 where there is none.</summary>
    public int Act { get; private set; }

    public bool AreAllNamed => unnamed is null or { Count: 0 };

    public bool IsUnnamed(int seq) => unnamed?.Contains(seq) == true;

    /// <summary>The next event, in order.</summary>
    public void Next(StoredEvent it)
    {
        if (it.IsErased)
        {
            (unnamed ??= []).Add(it.Seq);
        }
        else if (it.Text.Type == EventType.Anonymised)
        {
            Act = it.Seq;
            unnamed?.ExceptWith(NamedBy(it.Text.Data));
        }
    }

    private static List<int> NamedBy(string? data)
    {
        try
        {
            return JsonSerializer.Deserialize<Data>(data ?? "", JsonSerializerOptions.Web)?.Events ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private sealed record Data(List<int>? Events);
}
