using System.Text.Json;

namespace Intake.Api.Drill;

/// <summary>
/// A matter that people call about. The words hold places to fill in: <c>{district} {street} {n} {amount} {days} {age}
/// {childAge}</c>; the other fields are those of a registration.
/// </summary>
public sealed record DrillMatter
{
    /// <summary>complaint, report, both or consultation.</summary>
    public required string Kind { get; init; }
    public string? Category { get; init; }
    public string? Problem { get; init; }
    public string? Goods { get; init; }
    public string? Brand { get; init; }

    /// <summary>Name of the trader; none for most consultations.</summary>
    public string? Respondent { get; init; }
    public required string Content { get; init; }

    /// <summary>What a consultation is answered on the call.</summary>
    public string? Answer { get; init; }
    public IReadOnlyList<string> Demands { get; init; } = [];

    /// <summary>Least and largest disputed amount, CNY.</summary>
    public IReadOnlyList<decimal>? Amount { get; init; }

    /// <summary>Fewest and most people affected.</summary>
    public IReadOnlyList<int>? People { get; init; }

    /// <summary>Where this matter always lies; anywhere if nothing is said.</summary>
    public string? District { get; init; }

    /// <summary>The way this matter always comes; any way if nothing is said.</summary>
    public string? Channel { get; init; }
    public bool? Injured { get; init; }
    public bool? Ongoing { get; init; }
    public bool? OnlinePurchase { get; init; }
    public bool? Group { get; init; }
    public IReadOnlyList<string>? Vulnerable { get; init; }

    /// <summary>Danger to people: comes only now and then.</summary>
    public bool Urgent { get; init; }
}

/// <summary>
/// The data drill calls are made of, shipped inside the assembly. Streets, people and traders are invented.
/// </summary>
public sealed record DrillTemplates
{
    public required IReadOnlyList<string> Streets { get; init; }
    public required IReadOnlyList<string> Surnames { get; init; }
    public required IReadOnlyList<string> GivenNames { get; init; }
    public required IReadOnlyList<DrillMatter> Matters { get; init; }

    public static DrillTemplates Shipped { get; } = Read();

    private static DrillTemplates Read()
    {
        using var stream = typeof(DrillTemplates).Assembly.GetManifestResourceStream("Intake.Api.Drill.matters.json")!;
        return JsonSerializer.Deserialize<DrillTemplates>(stream, JsonSerializerOptions.Web)!;
    }
}
