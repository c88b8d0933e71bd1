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
}

/// <summary>The trader complained of or reported.</summary>
public sealed record Respondent
{
    public string? Name { get; init; }
    public string? Address { get; init; }
    public string? Phone { get; init; }
    public string? CreditCode { get; init; }
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
