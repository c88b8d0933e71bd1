using Shared.Contracts.Cases;
using Shared.Contracts.Storage;

namespace Intake.Api.Administration.People;

/// <summary>Which people a list shows; nothing means all.</summary>
public sealed record PersonFilter(string? Name, Role? Role, Unit? Unit, PersonState? State);

/// <summary>A page of a list, ordered by name.</summary>
/// <param name="Count">How many people the filter finds in all.</param>
/// <param name="Next">The name after which the next page begins; nothing at the end.</param>
public sealed record PersonRows(IReadOnlyList<PersonLine> Lines, int Count, string? Next);

/// <summary>Reads people, page by page, however many there are.</summary>
public sealed class PersonList(Database database, TimeProvider time)
{
    public const int PageSize = 50;

    private const string Columns =
        "u.id, u.name, u.role, u.unit, u.must_change, u.failed_sign_ins, u.locked_until, u.disabled_at, "
        + "u.last_sign_in_at, u.created_at";

    private const string Filter = """
        (@like IS NULL OR u.name LIKE @like ESCAPE '\')
            AND (@role IS NULL OR u.role = @role)
            AND (@unit IS NULL OR u.unit = @unit)
            AND (
                @state IS NULL
                OR @state = CASE
                    WHEN u.disabled_at IS NOT NULL THEN 'disabled'
                    WHEN u.locked_until > @now THEN 'locked'
                    WHEN u.must_change = 1 THEN 'oneTimePassword'
                    ELSE 'inUse'
                END
            )
        """;

    private static readonly Statement Page = new(
        "people.page",
        $"""
        SELECT {Columns}
        FROM users u
        WHERE {Filter}
            AND (@afterName IS NULL OR u.name > @afterName)
        ORDER BY u.name
        {Dialect.PagePiece}
        """
    );

    private static readonly Statement Count = new("people.count", $"SELECT COUNT(*) FROM users u WHERE {Filter}");

    private static readonly Statement One = new("people.one", $"SELECT {Columns} FROM users u WHERE u.id = @id");

    private static readonly Statement Members = new(
        "people.members",
        $"""
        SELECT {Columns}
        FROM users u
        WHERE u.unit = @unit AND u.disabled_at IS NULL
        ORDER BY u.name
        {Dialect.PagePiece}
        """
    );

    private static readonly Statement CountMembers = new(
        "people.countMembers",
        "SELECT COUNT(*) FROM users WHERE unit = @unit AND disabled_at IS NULL"
    );

    private static readonly Statement InHand = new(
        "people.inHand",
        """
        SELECT handler_id, COUNT(*) AS cases
        FROM cases
        WHERE status IN ('routed', 'acknowledged', 'handled', 'replied') AND handler_id IS NOT NULL
        GROUP BY handler_id
        """
    );

    /// <summary>A page of everybody whom the filter finds, beginning after a name.</summary>
    public Task<PersonRows> ReadAsync(PersonFilter filter, string? afterName) =>
        database.ReadAsync(async s =>
        {
            var parameters = new
            {
                like = filter.Name is null ? null : LikePattern.Containing(filter.Name),
                role = Codes.Roles.CodeOrNothing(filter.Role),
                unit = Codes.Units.CodeOrNothing(filter.Unit),
                state = PersonLine.States.CodeOrNothing(filter.State),
                now = time.GetUtcNow(),
                afterName,
                take = PageSize + 1,
            };
            var lines = await s.QueryAsync<PersonLine>(Page, parameters);
            var count = await s.ScalarAsync<int>(Count, parameters);
            return lines.Count > PageSize
                ? new PersonRows([.. lines.Take(PageSize)], count, lines[PageSize - 1].Name)
                : new PersonRows(lines, count, null);
        });

    /// <summary>One person with the count of cases in hand, or nothing.</summary>
    public Task<PersonLine?> FindAsync(long id) =>
        database.ReadAsync(async s =>
            await s.FirstAsync<PersonLine>(One, new { id }) is { } person
                ? (await WithHandsAsync(s, [person]))[0]
                : null
        );

    /// <summary>Members of a unit who are not disabled, and how many there are in all.</summary>
    public Task<(IReadOnlyList<PersonLine> Lines, int Count)> MembersAsync(Unit unit, int take) =>
        database.ReadAsync(async s =>
        {
            var parameters = new { unit = Codes.Units.Code(unit), take };
            return (
                await WithHandsAsync(s, await s.QueryAsync<PersonLine>(Members, parameters)),
                await s.ScalarAsync<int>(CountMembers, parameters)
            );
        });

    private static async Task<IReadOnlyList<PersonLine>> WithHandsAsync(
        Session session,
        IReadOnlyList<PersonLine> people
    )
    {
        var hands = (await session.QueryAsync<HandRow>(InHand)).ToDictionary(
            h => h.HandlerId,
            h => h.Cases,
            StringComparer.Ordinal
        );
        foreach (var person in people)
        {
            person.InHand = hands.GetValueOrDefault($"user:{person.Id}");
        }
        return people;
    }

    private sealed class HandRow
    {
        public string HandlerId { get; init; } = "";
        public int Cases { get; init; }
    }
}
