namespace Intake.Api.Registration;

/// <summary>What a caller sends to register a contact; coded fields take the code or the Chinese name.</summary>
public record RegistrationBody
{
    /// <summary>complaint, report, consultation, or both: a complaint and a report, which become two linked cases.</summary>
    public string? Kind { get; init; }
    public string? Channel { get; init; }

    /// <summary>The telephone system's reference of the call.</summary>
    public string? CallRef { get; init; }

    /// <summary>RFC 3339; now if missing; up to a minute ahead; older than 30 days needs backEntryReason.</summary>
    public string? ArrivedAt { get; init; }
    public string? BackEntryReason { get; init; }
    public PersonBody? Complainant { get; init; }
    public RespondentBody? Respondent { get; init; }
    public string? Category { get; init; }
    public string? Problem { get; init; }
    public string? Goods { get; init; }
    public string? Brand { get; init; }

    /// <summary>What the caller says, up to 8,000 characters.</summary>
    public string? Content { get; init; }

    /// <summary>What a consultation was answered on the call, up to 8,000 characters.</summary>
    public string? Answer { get; init; }
    public IReadOnlyList<string?>? Demands { get; init; }

    /// <summary>Disputed amount, CNY, two decimals.</summary>
    public decimal? Amount { get; init; }

    /// <summary>RFC 3339, or a day.</summary>
    public string? OccurredAt { get; init; }
    public string? District { get; init; }
    public int? AffectedPeople { get; init; }
    public bool? Injured { get; init; }
    public bool? Ongoing { get; init; }
    public bool? OnlinePurchase { get; init; }
    public bool? Group { get; init; }
    public IReadOnlyList<string?>? Vulnerable { get; init; }
    public string? Level { get; init; }
}

/// <summary>Who complains or reports.</summary>
public sealed record PersonBody
{
    public string? Name { get; init; }
    public string? Phone { get; init; }
    public string? Address { get; init; }
    public string? IdType { get; init; }
    public string? IdNumber { get; init; }
    public bool? Anonymous { get; init; }
    public bool? AgreesToPublication { get; init; }
    public string? Delegate { get; init; }
}

/// <summary>The trader.</summary>
public sealed record RespondentBody
{
    public string? Name { get; init; }
    public string? Address { get; init; }
    public string? Phone { get; init; }
    public string? CreditCode { get; init; }
}
