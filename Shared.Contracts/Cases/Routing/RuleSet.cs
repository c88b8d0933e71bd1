using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shared.Contracts.Cases.Routing;

/// <summary>A fact a routing rule may ask for.</summary>
public enum RoutingFact
{
    /// <summary>True outside every duty window at the moment of routing.</summary>
    OutsideDutyWindow,
    Injured,
    AffectedPeople,
    Ongoing,
    OnlinePurchase,

    /// <summary>Number of different districts the text and the address name.</summary>
    DistrictsNamed,
    Kind,
    AssignedBy,

    /// <summary>A text signal, by its id.</summary>
    Signal,

    /// <summary>Holds for every case; the last rule asks for nothing else.</summary>
    Always,
}

/// <summary>
/// One test on one fact. A fact of yes or no needs no value; <see cref="AnyOf"/> names codes or signals;
/// <see cref="AtLeast"/> is a number.
/// </summary>
public sealed record RoutingCondition(RoutingFact Fact, IReadOnlyList<string>? AnyOf = null, int? AtLeast = null);

/// <summary>A routing rule: it matches when any of its conditions holds.</summary>
/// <param name="Id">Letter of the rule, stored with each decision.</param>
/// <param name="Name">In Chinese.</param>
/// <param name="RaisesTo">Level that a match sets at least, whichever rule gives the unit.</param>
/// <param name="FlagsImportant">Whether a match makes the case an important situation, likewise.</param>
public sealed record RoutingRule(
    string Id,
    string Name,
    IReadOnlyList<RoutingCondition> When,
    Unit Unit,
    Level? RaisesTo = null,
    bool FlagsImportant = false
);

/// <summary>Words whose presence, unless plainly negated, is a signal.</summary>
/// <param name="Except">Longer words that hold one of them and mean something else: 着火锅 is no fire.</param>
public sealed record SignalWords(
    string Id,
    string Name,
    IReadOnlyList<string> Words,
    IReadOnlyList<string>? Except = null
);

/// <summary>A version of the routing rules: data, first match wins.</summary>
/// <param name="Negations">Words that take a signal word back when they stand before it.</param>
/// <param name="Fillers">Words that may stand between a negation and the word it takes back.</param>
public sealed record RuleSet(
    int Version,
    IReadOnlyList<RoutingRule> Rules,
    IReadOnlyList<SignalWords> Signals,
    IReadOnlyList<string> Negations,
    IReadOnlyList<string> Fillers
)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <exception cref="JsonException">
    /// The text is not a rule set, two rules share an id, a rule names an unknown signal, or the last rule does not match
    /// every case.
    /// </exception>
    public static RuleSet Parse(string json)
    {
        var rules = JsonSerializer.Deserialize<RuleSet>(json, Json) ?? throw new JsonException("An empty rule set.");
        if (rules.Rules.Count == 0 || !rules.Rules[^1].When.Any(c => c.Fact == RoutingFact.Always))
        {
            throw new JsonException("The last rule must match every case.");
        }
        if (rules.Rules.DistinctBy(r => r.Id, StringComparer.Ordinal).Count() != rules.Rules.Count)
        {
            throw new JsonException("Two rules share an id.");
        }
        var signals = rules.Signals.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        var unknown = rules
            .Rules.SelectMany(r => r.When)
            .Where(c => c.Fact == RoutingFact.Signal)
            .SelectMany(c => c.AnyOf ?? [])
            .FirstOrDefault(id => !signals.Contains(id));
        return unknown is null ? rules : throw new JsonException($"There is no signal {unknown}.");
    }
}
