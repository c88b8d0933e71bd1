using System.Globalization;
using Shared.Contracts.Cases.Evidence;

namespace Shared.Contracts.Storage.Evidence;

/// <summary>The versions of calendar and law as the database holds them, tied one to the other (<see cref="LawSeal"/>).</summary>
internal static class LawChain
{
    private static readonly Statement All = new(
        "lawChain.all",
        """
        SELECT subject, version, body, note, signed_by, signed_at, chain
        FROM law_versions
        ORDER BY subject, version
        """
    );

    private static readonly Statement Newest = new(
        "lawChain.newest",
        """
        SELECT v.subject, v.version, v.chain
        FROM law_versions v
        WHERE v.version = (SELECT MAX(n.version) FROM law_versions n WHERE n.subject = v.subject)
        ORDER BY v.subject
        """
    );

    private static readonly Statement Seal = new(
        "lawChain.seal",
        "UPDATE law_versions SET chain = @chain WHERE subject = @subject AND version = @version"
    );

    /// <summary>Every version, by subject and version.</summary>
    public static async Task<IReadOnlyList<StoredLaw>> AllAsync(Session session) =>
        [.. (await session.QueryAsync<LawRow>(All)).Select(r => r.ToLaw())];

    /// <summary>The newest version of each subject.</summary>
    public static async Task<IReadOnlyList<LawHead>> HeadsAsync(Session session) =>
        [
            .. (await session.QueryAsync<LawRow>(Newest))
                .Select(r => r.ToLaw())
                .Select(l => new LawHead(l.Subject, l.Version, l.Chain ?? "")),
        ];

    /// <summary>Seals what was put in force before versions were tied to one another; called once in a database's life.</summary>
    public static async Task SealEarlierAsync(Session session)
    {
        var previous = EventSeals.Start;
        string? subject = null;
        foreach (var law in await AllAsync(session))
        {
            previous = subject == law.Subject ? previous : EventSeals.Start;
            subject = law.Subject;
            previous = law.ChainBehind(previous);
            await session.ExecuteAsync(
                Seal,
                new
                {
                    chain = previous,
                    subject,
                    version = law.Version,
                }
            );
        }
    }

    private sealed class LawRow
    {
        public object? Subject { get; init; }
        public object? Version { get; init; }
        public object? Body { get; init; }
        public object? Note { get; init; }
        public object? SignedBy { get; init; }
        public object? SignedAt { get; init; }
        public object? Chain { get; init; }

        public StoredLaw ToLaw() =>
            new(
                StoredText.Of(Subject) ?? "",
                StoredNumber.Of(Version) ?? 0,
                StoredText.Of(Body) ?? "",
                StoredText.Of(Note),
                StoredText.Of(SignedBy),
                StoredText.Of(SignedAt) ?? "",
                StoredText.Of(Chain)
            );
    }
}

/// <summary>A version as it is stored, whatever stands there.</summary>
internal sealed record StoredLaw(
    string Subject,
    int Version,
    string Body,
    string? Note,
    string? SignedBy,
    string SignedAt,
    string? Chain
)
{
    public string ChainBehind(string previous) =>
        LawSeal.Of(previous, Subject, Version.ToString(CultureInfo.InvariantCulture), Body, Note, SignedBy, SignedAt);
}
