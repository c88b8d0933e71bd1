using System.Diagnostics.CodeAnalysis;

namespace Shared.Contracts.Cases;

/// <summary>One value of a coded field: what programs write and what people read.</summary>
/// <param name="Code">Stable code, camelCase.</param>
/// <param name="Name">Simplified Chinese name of the field.</param>
public sealed record CodeEntry(string Code, string Name);

/// <summary>A coded field whose values are data: goods, problems, districts, grounds.</summary>
public class CodeTable
{
    private readonly Dictionary<string, CodeEntry> byCodeOrName = new(StringComparer.OrdinalIgnoreCase);

    public CodeTable(string field, params IEnumerable<(string Code, string Name)> entries)
    {
        Field = field;
        Entries = [.. entries.Select(e => new CodeEntry(e.Code, e.Name))];
        foreach (var entry in Entries)
        {
            byCodeOrName.Add(entry.Code, entry);
            byCodeOrName.TryAdd(entry.Name, entry);
        }
    }

    public string Field { get; }

    public IReadOnlyList<CodeEntry> Entries { get; }

    /// <summary>Finds an entry by its code or its Chinese name.</summary>
    public bool TryFind(string codeOrName, [NotNullWhen(true)] out CodeEntry? entry) =>
        byCodeOrName.TryGetValue(codeOrName.Trim(), out entry);

    /// <summary>The Chinese name of a code, or the code itself where it is unknown.</summary>
    public string NameOf(string code) => byCodeOrName.TryGetValue(code, out var entry) ? entry.Name : code;

    public string? NameOrNothing(string? code) => code is null ? null : NameOf(code);
}

/// <summary>A coded field whose values the core knows as an enumeration.</summary>
public sealed class CodeTable<T> : CodeTable
    where T : struct, Enum
{
    private readonly Dictionary<T, CodeEntry> byValue;
    private readonly Dictionary<string, T> byCode;

    public CodeTable(string field, params (T Value, string Name)[] names)
        : base(field, names.Select(n => (CodeOf(n.Value), n.Name)))
    {
        byValue = names.Zip(Entries).ToDictionary(p => p.First.Value, p => p.Second);
        byCode = byValue.ToDictionary(p => p.Value.Code, p => p.Key, StringComparer.Ordinal);
    }

    public string Code(T value) => byValue[value].Code;

    public string Name(T value) => byValue[value].Name;

    /// <summary>The value of a stored code.</summary>
    /// <exception cref="KeyNotFoundException">The code is none of this table's.</exception>
    public T Value(string code) => byCode[code];

    public string? CodeOrNothing(T? value) => value is { } v ? Code(v) : null;

    public T? ValueOrNothing(string? code) => code is null ? null : Value(code);

    public bool TryParse(string codeOrName, out T value)
    {
        value = default;
        return TryFind(codeOrName, out var entry) && byCode.TryGetValue(entry.Code, out value);
    }

    private static string CodeOf(T value)
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
