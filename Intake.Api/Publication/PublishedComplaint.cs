using Shared.Contracts.Cases;

namespace Intake.Api.Publication;

/// <summary>
/// A complaint as it is made public (Order 121 Art. 38): what it was about and how it ended, in coded words only. Neither
/// who complained nor anything that was written or said is in it.
/// </summary>
/// <param name="ReceivedOn">The Shanghai day of receipt.</param>
/// <param name="HandledOn">The Shanghai day on which it was dealt with.</param>
/// <param name="Respondent">Of a person's name only the first character, see <see cref="NameOf"/>.</param>
/// <param name="District">Chinese names of the codes, or nothing.</param>
/// <param name="RecoveredAmount">CNY that the complainant got back.</param>
public sealed record PublishedComplaint(
    DateOnly ReceivedOn,
    DateOnly HandledOn,
    string Respondent,
    string? District,
    string? Category,
    string? Problem,
    string Outcome,
    decimal? RecoveredAmount
)
{
    /// <summary>A name of fewer characters may be a person's, where no credit code says that it is a business.</summary>
    private const int ShortestBusiness = 5;

    /// <summary>The respondent as it may be named.</summary>
    public static string NameOf(Respondent? respondent) =>
        respondent?.Name is not { Length: > 0 } name ? "未登记名称"
        : respondent.CreditCode is { Length: > 0 } || name.Length >= ShortestBusiness ? name
        : $"{name[..1]}**";
}
