using System.Globalization;

namespace Shared.Contracts.Cases.Evidence;

/// <summary>
/// Ties each version of the working calendar and of the law's limits to the one before, so that none can be altered, left out
/// or put between without showing: by them limits are counted, and shown as they were counted.
/// </summary>
public static class LawSeal
{
    private const string Purpose = "12315 law 1";

    /// <param name="previous">The value of the version before, or <see cref="EventSeals.Start"/>.</param>
    /// <param name="signedAt">As stored text.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public static string Of(
        string previous,
        string subject,
        string version,
        string body,
        string? note,
        string? signedBy,
        string signedAt
    ) => FieldHash.Of(Purpose, previous, subject, version, body, note, signedBy, signedAt);
}

/// <summary>The newest version of calendar or law at an anchor.</summary>
/// <param name="Chain">Its <see cref="LawSeal"/>.</param>
public sealed record LawHead(string Subject, int Version, string Chain)
{
    /// <summary>As an anchor holds them: <c>subject:version:chain</c>, one behind the other.</summary>
    public static string Write(IEnumerable<LawHead> heads) =>
        string.Join(
            ' ',
            heads.Select(h => $"{h.Subject}:{h.Version.ToString(CultureInfo.InvariantCulture)}:{h.Chain}")
        );

    public static IReadOnlyList<LawHead> Read(string? text) =>
        [
            .. (text ?? "")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(h => h.Split(':'))
                .Where(h => h.Length == 3 && int.TryParse(h[1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .Select(h => new LawHead(h[0], int.Parse(h[1], CultureInfo.InvariantCulture), h[2])),
        ];
}
