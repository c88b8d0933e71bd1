namespace Shared.Contracts.Cases.Routing;

/// <summary>Which districts a contact names, in its field and in its words.</summary>
public static class DistrictNames
{
    /// <summary>Also parts of towns: 高平市城区 is Gaoping alone.</summary>
    private static readonly string[] PartsOfOthers = ["城区", "开发区"];

    public static IReadOnlyList<string> In(string? district, params ReadOnlySpan<string?> texts)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        if (district is not null)
        {
            found.Add(Codes.Districts.NameOf(district));
        }
        foreach (var text in texts)
        {
            foreach (var name in Codes.Districts.Entries.Select(e => e.Name).Where(n => Names(text ?? "", n)))
            {
                found.Add(name);
            }
        }
        return [.. found];
    }

    private static bool Names(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; )
        {
            if (!PartsOfOthers.Contains(name, StringComparer.Ordinal) || !FollowsAnother(text.AsSpan(0, at)))
            {
                return true;
            }
            at = text.IndexOf(name, at + name.Length, StringComparison.Ordinal);
        }
        return false;
    }

    private static bool FollowsAnother(ReadOnlySpan<char> before)
    {
        foreach (var other in Codes.Districts.Entries)
        {
            if (before.EndsWith(other.Name, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }
}
