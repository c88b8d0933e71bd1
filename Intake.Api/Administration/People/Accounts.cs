using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;

namespace Intake.Api.Administration.People;

/// <summary>What became of a change to somebody's account.</summary>
public enum AccountChange
{
    Done,

    /// <summary>There is nothing to change: it was so already.</summary>
    Unchanged,
    NoSuchPerson,

    /// <summary>Nobody may disable or demote themselves.</summary>
    Yourself,

    /// <summary>Without this person nobody could administer.</summary>
    LastAdministrator,
}

/// <summary>
/// Changes to people's accounts. Each is saved together with its audit row; what a person may do, or whether at all,
/// changes at once, since all sessions of the person end.
/// </summary>
public sealed class Accounts(Database database, Users users, AuditLog audit, TimeProvider time)
{
    private static readonly Statement Find = new(
        "accounts.find",
        "SELECT id, name, role, unit, disabled_at, failed_sign_ins, locked_until FROM users WHERE id = @id"
    );

    private static readonly Statement FindByName = new(
        "accounts.findByName",
        "SELECT id, name, role, unit, disabled_at, failed_sign_ins, locked_until FROM users WHERE name = @name"
    );

    private static readonly Statement OtherAdministrators = new(
        "accounts.otherAdministrators",
        "SELECT COUNT(*) FROM users WHERE role = 'admin' AND disabled_at IS NULL AND id <> @id"
    );

    private static readonly Statement Disable = new(
        "accounts.disable",
        "UPDATE users SET disabled_at = @at WHERE id = @id"
    );

    private static readonly Statement Enable = new(
        "accounts.enable",
        "UPDATE users SET disabled_at = NULL, failed_sign_ins = 0, locked_until = NULL WHERE id = @id"
    );

    private static readonly Statement Unlock = new(
        "accounts.unlock",
        "UPDATE users SET failed_sign_ins = 0, locked_until = NULL WHERE id = @id"
    );

    private static readonly Statement SetPosition = new(
        "accounts.setPosition",
        "UPDATE users SET role = @role, unit = @unit WHERE id = @id"
    );

    /// <summary>Adds a person with a one-time password.</summary>
    /// <returns>The password, or nothing when the name is taken.</returns>
    public Task<string?> AddAsync(Actor by, string name, Position position) =>
        users.AddAsync(
            name,
            position.Role,
            position.Unit,
            alongside: s => audit.WriteAsync(s, by, "AddUser", name, position.Name)
        );

    /// <summary>Gives a new one-time password, and lifts a lock.</summary>
    /// <returns>The password, or nothing when there is no such person.</returns>
    public Task<string?> ResetAsync(Actor by, string name) =>
        users.ResetAsync(name, alongside: s => audit.WriteAsync(s, by, "ResetUser", name));

    /// <summary>Ends a lock before its time; forgets failed sign-ins.</summary>
    public Task<AccountChange> UnlockAsync(Actor by, long id) =>
        database.WriteAsync(async s =>
        {
            if (await s.FirstAsync<Row>(Find, new { id }) is not { } person)
            {
                return AccountChange.NoSuchPerson;
            }
            if (person is { FailedSignIns: 0, LockedUntil: null })
            {
                return AccountChange.Unchanged;
            }
            await s.ExecuteAsync(Unlock, new { id });
            await audit.WriteAsync(s, by, "UnlockUser", person.Name);
            return AccountChange.Done;
        });

    /// <summary>Nobody signs in to this account any more, and its sessions end.</summary>
    public Task<AccountChange> DisableAsync(Actor by, long id) =>
        database.WriteAsync(async s =>
        {
            await Turn.TakeAsync(s, time.GetUtcNow());
            var person = await s.FirstAsync<Row>(Find, new { id });
            if (await RefusalAsync(s, by, person) is { } refusal)
            {
                return refusal;
            }
            if (person!.DisabledAt is not null)
            {
                return AccountChange.Unchanged;
            }
            await s.ExecuteAsync(Disable, new { id, at = time.GetUtcNow() });
            await users.EndSessionsAsync(s, person.Name);
            await audit.WriteAsync(s, by, "DisableUser", person.Name);
            return AccountChange.Done;
        });

    public Task<AccountChange> EnableAsync(Actor by, long id) =>
        database.WriteAsync(async s =>
        {
            if (await s.FirstAsync<Row>(Find, new { id }) is not { } person)
            {
                return AccountChange.NoSuchPerson;
            }
            if (person.DisabledAt is null)
            {
                return AccountChange.Unchanged;
            }
            await s.ExecuteAsync(Enable, new { id });
            await audit.WriteAsync(s, by, "EnableUser", person.Name);
            return AccountChange.Done;
        });

    /// <summary>Another role, another unit or both.</summary>
    public Task<AccountChange> MoveAsync(Actor by, long id, Position to) =>
        database.WriteAsync(async s =>
        {
            await Turn.TakeAsync(s, time.GetUtcNow());
            var person = await s.FirstAsync<Row>(Find, new { id });
            if (person is not null && person.Position == to)
            {
                return AccountChange.Unchanged;
            }
            if (await RefusalAsync(s, by, person) is { } refusal)
            {
                return refusal;
            }
            await s.ExecuteAsync(
                SetPosition,
                new
                {
                    id,
                    role = Codes.Roles.Code(to.Role),
                    unit = Codes.Units.CodeOrNothing(to.Unit),
                }
            );
            await users.EndSessionsAsync(s, person!.Name);
            await audit.WriteAsync(s, by, "MoveUser", person.Name, $"{person.Position.Name} → {to.Name}");
            return AccountChange.Done;
        });

    /// <summary>The id of the person of this name, or nothing.</summary>
    public Task<long?> IdOfAsync(string name) =>
        database.ReadAsync(async s => (await s.FirstAsync<Row>(FindByName, new { name }))?.Id);

    /// <summary>Whether nobody but this person could administer.</summary>
    public Task<bool> IsLastAdministratorAsync(long id) =>
        database.ReadAsync(async s =>
            await s.FirstAsync<Row>(Find, new { id }) is { } person && await IsLastAdministratorAsync(s, person)
        );

    private static async Task<AccountChange?> RefusalAsync(Session session, Actor by, Row? person) =>
        person is null ? AccountChange.NoSuchPerson
        : by.Id == $"user:{person.Id}" ? AccountChange.Yourself
        : await IsLastAdministratorAsync(session, person) ? AccountChange.LastAdministrator
        : null;

    private static async Task<bool> IsLastAdministratorAsync(Session session, Row person) =>
        person.DisabledAt is null
        && person.Position.Role == Role.Admin
        && await session.ScalarAsync<int>(OtherAdministrators, new { id = person.Id }) == 0;

    private sealed class Row
    {
        public long Id { get; init; }
        public string Name { get; init; } = "";
        public string Role { get; init; } = "";
        public string? Unit { get; init; }
        public DateTimeOffset? DisabledAt { get; init; }
        public int FailedSignIns { get; init; }
        public DateTimeOffset? LockedUntil { get; init; }

        public Position Position => Position.Of(Role, Unit);
    }
}
