using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Evidence;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage.Evidence;

namespace Shared.Contracts.Storage.Shell;

/// <summary>What the law's data is about.</summary>
public enum LawSubject
{
    /// <summary>工作日历: holidays and make-up workdays.</summary>
    Calendar,

    /// <summary>期限依据: the orders and their limits.</summary>
    Limits,
}

/// <summary>A version of the working calendar or of the law's limits.</summary>
public sealed record LawVersion
{
    public string Subject { get; init; } = "";
    public int Version { get; init; }
    public string Body { get; init; } = "";
    public string? Note { get; init; }

    /// <summary>Who put it in force; nothing for what came with the software.</summary>
    public string? SignedBy { get; init; }
    public DateTimeOffset SignedAt { get; init; }

    /// <summary>When every open limit had been counted by it.</summary>
    public DateTimeOffset? AppliedAt { get; init; }

    /// <summary>As timelines name it, such as <c>工作日历第2版</c>.</summary>
    public string Name => LawVersions.NameOf(Subject, Version);

    /// <summary>See <see cref="LawSeal"/>.</summary>
    internal string ChainBehind(string previous) =>
        new StoredLaw(Subject, Version, Body, Note, SignedBy, StoredText.Of(SignedAt), null).ChainBehind(previous);
}

/// <summary>
/// The versions of calendar and law. Each is kept whole, so that a limit can be shown as it was counted, years later.
/// </summary>
public sealed class LawVersions(Database database, CaseClock clock)
{
    private const string Columns = "v.subject, v.version, v.body, v.note, v.signed_by, v.signed_at, v.applied_at";

    private static readonly Statement Newest = new(
        "law.newest",
        $"""
        SELECT {Columns}
        FROM law_versions v
        WHERE v.version = (SELECT MAX(n.version) FROM law_versions n WHERE n.subject = v.subject)
        ORDER BY v.subject
        """
    );

    /// <summary>Asked every few seconds, so without the bodies.</summary>
    private static readonly Statement Unapplied = new(
        "law.unapplied",
        """
        SELECT v.subject, v.version, v.note, v.signed_by, v.signed_at
        FROM law_versions v
        WHERE v.applied_at IS NULL
            AND v.version = (SELECT MAX(n.version) FROM law_versions n WHERE n.subject = v.subject)
        ORDER BY v.subject
        """
    );

    private static readonly Statement Find = new(
        "law.find",
        $"SELECT {Columns} FROM law_versions v WHERE v.subject = @subject AND v.version = @version"
    );

    private static readonly Statement All = new(
        "law.all",
        $"SELECT {Columns} FROM law_versions v WHERE v.subject = @subject ORDER BY v.version DESC"
    );

    private static readonly Statement Insert = new(
        "law.insert",
        """
        INSERT INTO law_versions (subject, version, body, note, signed_by, signed_at, applied_at, chain)
        VALUES (@subject, @version, @body, @note, @signedBy, @at, NULL, @chain)
        """
    );

    private static readonly Statement InsertFirst = new(
        "law.insertFirst",
        """
        INSERT INTO law_versions (subject, version, body, note, signed_by, signed_at, applied_at, chain)
        SELECT @subject, 1, @body, NULL, NULL, @at, @at, @chain
        WHERE NOT EXISTS (SELECT 1 FROM law_versions WHERE subject = @subject)
        """
    );

    private static readonly Statement MarkApplied = new(
        "law.markApplied",
        "UPDATE law_versions SET applied_at = @at WHERE subject = @subject AND version <= @version AND applied_at IS NULL"
    );

    private static readonly Statement HeadOf = new(
        "law.head",
        "SELECT chain FROM law_versions WHERE subject = @subject AND version = @version"
    );

    public static string CodeOf(LawSubject subject) => subject == LawSubject.Calendar ? "calendar" : "limits";

    /// <summary>What people call a version, such as <c>工作日历第2版</c>.</summary>
    public static string NameOf(string subject, int version) =>
        $"{(string.Equals(subject, CodeOf(LawSubject.Calendar), StringComparison.Ordinal) ? "工作日历" : "期限依据")}第{version}版";

    /// <summary>The version in force of each subject.</summary>
    public Task<IReadOnlyList<LawVersion>> NewestAsync() => database.ReadAsync(s => s.QueryAsync<LawVersion>(Newest));

    /// <summary>Versions in force by which not every open limit is counted yet; their bodies are left out.</summary>
    public Task<IReadOnlyList<LawVersion>> UnappliedAsync() =>
        database.ReadAsync(s => s.QueryAsync<LawVersion>(Unapplied));

    public Task<IReadOnlyList<LawVersion>> AllAsync(LawSubject subject) =>
        database.ReadAsync(s => s.QueryAsync<LawVersion>(All, new { subject = CodeOf(subject) }));

    public Task<LawVersion?> FindAsync(LawSubject subject, int version) =>
        database.ReadAsync(s => s.FirstAsync<LawVersion>(Find, new { subject = CodeOf(subject), version }));

    /// <summary>What came with the software.</summary>
    public static LawVersion ShippedOf(LawSubject subject) =>
        new()
        {
            Subject = CodeOf(subject),
            Version = 1,
            Body = Shipped.Read($"Cases.Law.{(subject == LawSubject.Calendar ? "china-workdays.json" : "law.json")}"),
        };

    /// <summary>Puts what came with the software in force where there is nothing yet.</summary>
    public Task EnsureShippedAsync() =>
        database.WriteAsync(async s =>
        {
            foreach (var subject in Enum.GetValues<LawSubject>())
            {
                var shipped = ShippedOf(subject) with { SignedAt = clock.Now };
                await s.ExecuteAsync(
                    InsertFirst,
                    new
                    {
                        subject = shipped.Subject,
                        body = shipped.Body,
                        at = shipped.SignedAt,
                        chain = shipped.ChainBehind(EventSeals.Start),
                    }
                );
            }
        });

    /// <summary>Puts a new version in force, signed by a named person; open limits are counted anew within seconds.</summary>
    /// <param name="version">One more than the version it was made from.</param>
    /// <returns>False when somebody else was faster: nothing was changed.</returns>
    public async Task<bool> SignAsync(LawSubject subject, int version, string body, string note, Actor actor)
    {
        try
        {
            var signed = new LawVersion
            {
                Subject = CodeOf(subject),
                Version = version,
                Body = body,
                Note = note,
                SignedBy = actor.Name,
                SignedAt = clock.Now,
            };
            await database.WriteAsync(async s =>
            {
                var head = await s.ScalarAsync<string>(HeadOf, new { subject = signed.Subject, version = version - 1 });
                await s.ExecuteAsync(
                    Insert,
                    new
                    {
                        subject = signed.Subject,
                        version,
                        body,
                        note,
                        signedBy = signed.SignedBy,
                        at = signed.SignedAt,
                        chain = signed.ChainBehind(head ?? EventSeals.Start),
                    }
                );
                await AuditLog.WriteAsync(
                    s,
                    actor,
                    clock.Now,
                    subject == LawSubject.Calendar ? "SignCalendar" : "SignLimits",
                    $"{version}",
                    note
                );
            });
            return true;
        }
        catch (System.Data.Common.DbException fault) when (database.Dialect.IsUniqueViolation(fault))
        {
            return false;
        }
    }

    /// <summary>Every open limit has been counted by this version.</summary>
    public Task MarkAppliedAsync(LawVersion version) =>
        database.WriteAsync(s =>
            s.ExecuteAsync(
                MarkApplied,
                new
                {
                    subject = version.Subject,
                    version = version.Version,
                    at = clock.Now,
                }
            )
        );
}
