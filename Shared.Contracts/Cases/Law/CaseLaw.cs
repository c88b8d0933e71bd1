namespace Shared.Contracts.Cases.Law;

/// <summary>Where a case stands in the law's own steps, beside its status.</summary>
public sealed record CaseLaw
{
    /// <summary>实名举报: who reported gave a name and did not ask to stay unnamed.</summary>
    public bool RealName { get; init; }

    /// <summary>Missing material was asked for and has not come.</summary>
    public DateTimeOffset? MaterialAskedAt { get; init; }

    /// <summary>Appraisal or testing runs.</summary>
    public DateTimeOffset? AppraisalSince { get; init; }

    /// <summary>Whether a case of administrative penalty is filed; nothing while undecided.</summary>
    public bool? Filed { get; init; }

    /// <summary>A code of <see cref="Codes.MediationEndGrounds"/>.</summary>
    public string? MediationEnd { get; init; }

    /// <summary>The earlier report this one repeats (Order 121 Art. 35).</summary>
    public Guid? MergedInto { get; init; }

    /// <summary>The last grade of a call-back (Order 121 Art. 26), a code of <see cref="Codes.Satisfactions"/>.</summary>
    public string? CalledBack { get; init; }
}
