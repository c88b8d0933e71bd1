using Shared.Contracts.Cases;
using Shared.Contracts.Storage;

namespace Intake.Api.Administration.Audit;

/// <summary>Which entries are shown; nothing means all.</summary>
/// <param name="Person">Name of who acted, exactly.</param>
/// <param name="Action">Code of what was done.</param>
/// <param name="Subject">A case's number, a person's name, a key's id; exactly.</param>
/// <param name="Day">The day in Shanghai.</param>
public sealed record AuditFilter(string? Person, string? Action, string? Subject, DateOnly? Day)
{
    public bool IsEmpty => Person is null && Action is null && Subject is null && Day is null;
}

/// <summary>An entry of the audit log.</summary>
public sealed class AuditLine
{
    public long Id { get; init; }
    public DateTimeOffset At { get; init; }
    public string ActorId { get; init; } = "";
    public string ActorName { get; init; } = "";
    public string Action { get; init; } = "";
    public string? Subject { get; init; }
    public string? Detail { get; init; }
}

/// <summary>A page of the log, newest first.</summary>
/// <param name="Next">The id before which the next page begins; nothing at the end.</param>
public sealed record AuditRows(IReadOnlyList<AuditLine> Lines, long? Next);

/// <summary>
/// Which filters a reading of the log has; each combination is a statement of its own, so that the engine can use its
/// indexes however long the log is.
/// </summary>
public readonly record struct AuditListShape(bool Person, bool Action, bool Subject, bool Day, bool Before)
{
    public int Number => (Person ? 1 : 0) | (Action ? 2 : 0) | (Subject ? 4 : 0) | (Day ? 8 : 0) | (Before ? 16 : 0);

    public static AuditListShape Of(int number) =>
        new((number & 1) != 0, (number & 2) != 0, (number & 4) != 0, (number & 8) != 0, (number & 16) != 0);
}

/// <summary>Reads the audit log.</summary>
public sealed class AuditTrail(Database database)
{
    public const int PageSize = 100;

    private static readonly IReadOnlyList<Statement> Pages =
    [
        .. Enumerable
            .Range(0, 32)
            .Select(AuditListShape.Of)
            .Select(s => new Statement($"audit.page.{s.Number}", Page(s))),
    ];

    /// <summary>A page of what the filter finds, newest first.</summary>
    /// <param name="before">The id to begin before; nothing begins at the newest.</param>
    public async Task<AuditRows> ReadAsync(AuditFilter filter, long? before)
    {
        var shape = new AuditListShape(
            filter.Person is not null,
            filter.Action is not null,
            filter.Subject is not null,
            filter.Day is not null,
            before is not null
        );
        var rows = await database.ReadAsync(s =>
            s.QueryAsync<AuditLine>(
                Pages[shape.Number],
                new
                {
                    person = filter.Person,
                    action = filter.Action,
                    subject = filter.Subject,
                    from = filter.Day is { } day ? Shanghai.Midnight(day) : (DateTimeOffset?)null,
                    to = filter.Day is { } sameDay ? Shanghai.Midnight(sameDay.AddDays(1)) : (DateTimeOffset?)null,
                    bound = before,
                    take = PageSize + 1,
                }
            )
        );
        return rows.Count > PageSize
            ? new AuditRows([.. rows.Take(PageSize)], rows[PageSize - 1].Id)
            : new AuditRows(rows, null);
    }

    private static string Page(AuditListShape shape) =>
        $"""
            SELECT id, at, actor_id, actor_name, action, subject, detail
            FROM audit
            WHERE 1 = 1
                {(shape.Subject ? "AND subject = @subject" : "")}
                {(shape.Day ? Narrowing("at >= @from AND at < @to", leads: !shape.Subject) : "")}
                {(shape.Person ? Narrowing("actor_name = @person", leads: !shape.Subject && !shape.Day) : "")}
                {(
                shape.Action
                    ? Narrowing("action = @action", leads: !shape.Subject && !shape.Day && !shape.Person)
                    : ""
            )}
                {(shape.Before ? "AND id < @bound" : "")}
            ORDER BY id DESC
            {Dialect.PagePiece}
            """;

    /// <summary>
    /// The narrowest filter leads, by its index; the others are kept from leading, since an engine without statistics
    /// might go through all of a common action to find one person's.
    /// </summary>
    private static string Narrowing(string condition, bool leads) =>
        leads ? $"AND {condition}" : $"AND CASE WHEN {condition} THEN 1 ELSE 0 END = 1";
}
