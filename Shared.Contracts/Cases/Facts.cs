using System.Text.Json.Serialization;

namespace Shared.Contracts.Cases;

/// <summary>Who complains or reports. Personal data: stored apart and encrypted, never on a timeline or the bus.</summary>
public sealed record Person
{
    public string? Name { get; init; }
    public string? Phone { get; init; }
    public string? Address { get; init; }
    public string? IdType { get; init; }
    public string? IdNumber { get; init; }
    public bool Anonymous { get; init; }
    public bool? AgreesToPublication { get; init; }

    /// <summary>Name of the person who complains on behalf of another (Order 121 Art. 11).</summary>
    public string? Delegate { get; init; }

    /// <summary>实名: gives a name and does not ask to stay unnamed.</summary>
    [JsonIgnore]
    public bool IsNamed => !Anonymous && !string.IsNullOrWhiteSpace(Name);

    /// <summary>Whether both name the same person: by paper, telephone or, where neither is known of both, by name.</summary>
    public bool IsSameAs(Person? other)
    {
        if (!IsNamed || other is not { IsNamed: true })
        {
            return false;
        }
        return Agree(IdNumber, other.IdNumber) ?? Agree(Phone, other.Phone) ?? Agree(Name, other.Name) ?? false;
    }

    private static bool? Agree(string? one, string? other) =>
        string.IsNullOrWhiteSpace(one) || string.IsNullOrWhiteSpace(other)
            ? null
            : string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>This person, with everything that <paramref name="given"/> says in its place.</summary>
    public Person CompletedBy(Person given) =>
        new()
        {
            Name = given.Name ?? Name,
            Phone = given.Phone ?? Phone,
            Address = given.Address ?? Address,
            IdType = given.IdType ?? IdType,
            IdNumber = given.IdNumber ?? IdNumber,
            Anonymous = given.Anonymous || Anonymous,
            AgreesToPublication = given.AgreesToPublication ?? AgreesToPublication,
            Delegate = given.Delegate ?? Delegate,
        };
}

/// <summary>The trader complained of or reported.</summary>
public sealed record Respondent
{
    public string? Name { get; init; }
    public string? Address { get; init; }
    public string? Phone { get; init; }
    public string? CreditCode { get; init; }

    public Respondent CompletedBy(Respondent? given) =>
        new()
        {
            Name = given?.Name ?? Name,
            Address = given?.Address ?? Address,
            Phone = given?.Phone ?? Phone,
            CreditCode = given?.CreditCode ?? CreditCode,
        };
}

/// <summary>What a registration says of the matter itself (Order 121 Art. 10, 28). Coded fields hold codes.</summary>
public sealed record Facts
{
    public string? CallRef { get; init; }
    public Respondent? Respondent { get; init; }
    public string? Category { get; init; }
    public string? Problem { get; init; }
    public string? Goods { get; init; }
    public string? Brand { get; init; }
    public string? Content { get; init; }

    /// <summary>What a consultation was answered on the call.</summary>
    public string? Answer { get; init; }
    public IReadOnlyList<string> Demands { get; init; } = [];

    /// <summary>Disputed amount, CNY.</summary>
    public decimal? Amount { get; init; }
    public DateTimeOffset? OccurredAt { get; init; }
    public string? District { get; init; }
    public int? AffectedPeople { get; init; }
    public bool? Injured { get; init; }
    public bool? Ongoing { get; init; }
    public bool? OnlinePurchase { get; init; }
    public bool? Group { get; init; }
    public IReadOnlyList<string> Vulnerable { get; init; } = [];
    public string? BackEntryReason { get; init; }

    /// <summary>What those above wrote in words or codes of their own, by their column; kept as it came.</summary>
    public IReadOnlyDictionary<string, string>? UpstreamTexts { get; init; }

    /// <summary>
    /// A keyed mark of each field as those above sent it last: a repeat changes only what they have changed themselves, and
    /// not what the bureau has filled in since.
    /// </summary>
    public IReadOnlyDictionary<string, string>? UpstreamMarks { get; init; }

    /// <summary>When everything that may tell who complained was erased; nothing until then.</summary>
    public DateTimeOffset? AnonymisedAt { get; init; }

    /// <summary>What may still be counted and published: codes, amounts and the trader, and nobody's words.</summary>
    public Facts Anonymised(DateTimeOffset at) =>
        this with
        {
            CallRef = null,
            Content = null,
            Answer = null,
            Vulnerable = [],
            BackEntryReason = null,
            UpstreamTexts = null,
            UpstreamMarks = null,
            AnonymisedAt = at,
        };

    /// <summary>These facts, with every fact that <paramref name="given"/> holds in its place.</summary>
    public Facts CompletedBy(Facts given) =>
        new()
        {
            CallRef = given.CallRef ?? CallRef,
            Respondent =
                (Respondent ?? new Respondent()).CompletedBy(given.Respondent) is var r && r == new Respondent()
                    ? Respondent
                    : r,
            Category = given.Category ?? Category,
            Problem = given.Problem ?? Problem,
            Goods = given.Goods ?? Goods,
            Brand = given.Brand ?? Brand,
            Content = given.Content ?? Content,
            Answer = given.Answer ?? Answer,
            Demands = given.Demands.Count > 0 ? given.Demands : Demands,
            Amount = given.Amount ?? Amount,
            OccurredAt = given.OccurredAt ?? OccurredAt,
            District = given.District ?? District,
            AffectedPeople = given.AffectedPeople ?? AffectedPeople,
            Injured = given.Injured ?? Injured,
            Ongoing = given.Ongoing ?? Ongoing,
            OnlinePurchase = given.OnlinePurchase ?? OnlinePurchase,
            Group = given.Group ?? Group,
            Vulnerable = given.Vulnerable.Count > 0 ? given.Vulnerable : Vulnerable,
            BackEntryReason = given.BackEntryReason ?? BackEntryReason,
            UpstreamTexts = given.UpstreamTexts ?? UpstreamTexts,
            UpstreamMarks = given.UpstreamMarks ?? UpstreamMarks,
        };

    /// <summary>
    /// What the law wants and the caller has not given: complaints by Order 121 Art. 10, reports by Art. 28.
    /// A gap never refuses a registration; it is asked for later.
    /// </summary>
    public IReadOnlyList<string> Incomplete(Kind kind, Person? person)
    {
        var missing = new List<string>();
        void Want(string field, string? value)
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                missing.Add(field);
            }
        }

        if (kind == Kind.Consultation)
        {
            return missing;
        }
        if (kind == Kind.Complaint)
        {
            Want("complainant.name", person?.Name);
            Want("complainant.phone", person?.Phone);
            Want("complainant.address", person?.Address);
            if (Demands.Count == 0)
            {
                missing.Add("demands");
            }
        }
        Want("respondent.name", Respondent?.Name);
        Want("respondent.address", Respondent?.Address);
        Want("content", Content);
        return missing;
    }
}
