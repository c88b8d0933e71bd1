using Shared.Contracts.Cases;

namespace Intake.Api.Reports;

/// <summary>A case behind a figure.</summary>
/// <param name="Id">Nothing to whoever may not read the case.</param>
/// <param name="IsCounted">Counted; otherwise in the denominator alone.</param>
/// <param name="Amount">CNY, of figures that add up.</param>
/// <param name="FeedSequence">The newest entry of the province's feed that tells of the case.</param>
/// <param name="IsAssigned">Those above assigned it.</param>
public sealed record FigureRow(
    Guid? Id,
    string Number,
    string Kind,
    string Status,
    bool IsCounted,
    decimal? Amount,
    long? FeedSequence,
    bool IsAssigned
)
{
    /// <summary>
    /// The row as this actor may see it: of a case that was not assigned the province sees no more than its feed says, and
    /// of a consultation, or of what its feed never tells, nothing.
    /// </summary>
    public FigureRow? For(Actor actor, FigureRule rule) =>
        actor.Role != Role.Province || IsAssigned ? this
        : !rule.IsInFeed ? null
        : Codes.Kinds.Value(Kind) == Shared.Contracts.Cases.Kind.Consultation ? null
        : this with { Id = null, Amount = null };
}
