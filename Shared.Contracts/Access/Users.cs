using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;

namespace Shared.Contracts.Access;

/// <summary>What became of a sign-in.</summary>
public abstract record SignInResult
{
    public sealed record Welcome(Actor Actor, string Stamp, bool MustChangePassword) : SignInResult;

    /// <summary>Name or password is wrong, or the account is disabled; which of them is not said to the caller.</summary>
    public sealed record Wrong(bool IsDisabled = false) : SignInResult;

    public sealed record Locked(DateTimeOffset Until) : SignInResult;
}

/// <summary>
/// People and their passwords. A wrong password five times in a row locks the account for a quarter of an hour; a new
/// password ends every session of the person. Where a change takes <c>alongside</c>, that is saved in the same transaction,
/// and only if there was a change.
/// </summary>
public sealed class Users(Database database, TimeProvider time)
{
    public const int MinPasswordLength = 10;
    public const int MaxNameLength = 100;
    private const int MaxFailedSignIns = 5;
    private static readonly TimeSpan LockFor = TimeSpan.FromMinutes(15);
    private static readonly PasswordHasher<string> Hasher = new();

    /// <summary>Verified when the name is unknown, so that the answer takes as long as for a known one.</summary>
    private static readonly string NobodysHash = Hasher.HashPassword("", "nobody");

    private static readonly Statement Insert = new(
        "users.insert",
        """
        INSERT INTO users (name, role, unit, password_hash, must_change, failed_sign_ins, stamp, created_at)
        SELECT @name, @role, @unit, @hash, @mustChange, 0, @stamp, @at
        WHERE NOT EXISTS (SELECT 1 FROM users WHERE name = @name)
        """
    );

    private static readonly Statement Find = new(
        "users.find",
        """
        SELECT id, name, role, unit, password_hash, must_change, failed_sign_ins, locked_until, stamp, disabled_at
        FROM users
        WHERE name = @name
        """
    );

    private static readonly Statement FindStamp = new(
        "users.findStamp",
        "SELECT stamp FROM users WHERE id = @id AND disabled_at IS NULL"
    );

    private static readonly Statement Count = new("users.count", "SELECT COUNT(*) FROM users");

    private static readonly Statement NoteFailure = new(
        "users.noteFailure",
        """
        UPDATE users
        SET
            failed_sign_ins = failed_sign_ins + 1,
            locked_until = CASE WHEN failed_sign_ins + 1 >= @most THEN @until ELSE locked_until END
        WHERE id = @id
        """
    );

    private static readonly Statement ForgetFailures = new(
        "users.forgetFailures",
        "UPDATE users SET failed_sign_ins = 0, locked_until = NULL WHERE id = @id"
    );

    private static readonly Statement NoteSignIn = new(
        "users.noteSignIn",
        "UPDATE users SET last_sign_in_at = @at WHERE id = @id"
    );

    private static readonly Statement SetPassword = new(
        "users.setPassword",
        """
        UPDATE users
        SET
            password_hash = @hash, must_change = @mustChange, stamp = @stamp, failed_sign_ins = 0, locked_until = NULL
        WHERE name = @name
        """
    );

    private static readonly Statement SetStamp = new(
        "users.setStamp",
        "UPDATE users SET stamp = @stamp WHERE name = @name"
    );

    public async Task<bool> AnyAsync() => await database.ReadAsync(s => s.ScalarAsync<int>(Count)) > 0;

    /// <summary>Adds a person with a one-time password.</summary>
    /// <returns>The password, or nothing when the name is taken.</returns>
    public async Task<string?> AddAsync(
        string name,
        Role role,
        Unit? unit,
        bool mustChange = true,
        Func<Session, Task>? alongside = null
    )
    {
        var password = NewPassword();
        var row = new
        {
            name,
            role = Codes.Roles.Code(role),
            unit = Codes.Units.CodeOrNothing(unit),
            hash = Hasher.HashPassword(name, password),
            mustChange,
            stamp = NewStamp(),
            at = time.GetUtcNow(),
        };
        return await ChangeAsync(Insert, row, alongside) ? password : null;
    }

    /// <summary>Gives a person a new one-time password, which also lifts a lock.</summary>
    /// <returns>The password, or nothing when there is no such person.</returns>
    public async Task<string?> ResetAsync(string name, Func<Session, Task>? alongside = null)
    {
        var password = NewPassword();
        return await SetPasswordAsync(name, password, mustChange: true, alongside) ? password : null;
    }

    /// <summary>Sets the person's own password; all sessions end.</summary>
    public Task<bool> ChangePasswordAsync(string name, string password, Func<Session, Task>? alongside = null) =>
        SetPasswordAsync(name, password, mustChange: false, alongside);

    /// <summary>Ends every session of the person, so that a cookie kept by somebody else is worth nothing.</summary>
    public Task EndSessionsAsync(string name) => database.WriteAsync(s => EndSessionsAsync(s, name));

    /// <inheritdoc cref="EndSessionsAsync(string)"/>
    public Task EndSessionsAsync(Session session, string name) =>
        session.ExecuteAsync(SetStamp, new { name, stamp = NewStamp() });

    /// <summary>Signs a person in, and notes when.</summary>
    public async Task<SignInResult> SignInAsync(string name, string password)
    {
        var (result, id) = await VerifyAsync(name, password);
        if (result is SignInResult.Welcome)
        {
            await database.WriteAsync(s => s.ExecuteAsync(NoteSignIn, new { id, at = time.GetUtcNow() }));
        }
        return result;
    }

    /// <summary>Whether this is the person's password now; a wrong one counts like a failed sign-in.</summary>
    public async Task<bool> IsPasswordAsync(string name, string password) =>
        (await VerifyAsync(name, password)).Result is SignInResult.Welcome;

    /// <summary>Whether a session's stamp is still the person's: false after a new password, and of a disabled person.</summary>
    public async Task<bool> IsCurrentAsync(string actorId, string stamp) =>
        long.TryParse(actorId.AsSpan(actorId.IndexOf(':', StringComparison.Ordinal) + 1), provider: null, out var id)
        && string.Equals(
            await database.ReadAsync(s => s.ScalarAsync<string>(FindStamp, new { id })),
            stamp,
            StringComparison.Ordinal
        );

    private async Task<(SignInResult Result, long Id)> VerifyAsync(string name, string password)
    {
        var row = await database.ReadAsync(s => s.FirstAsync<UserRow>(Find, new { name }));
        var verdict = Hasher.VerifyHashedPassword(name, row?.PasswordHash ?? NobodysHash, password);
        if (row is null)
        {
            return (new SignInResult.Wrong(), 0);
        }
        var now = time.GetUtcNow();
        if (row.LockedUntil is { } until && now < until)
        {
            return (new SignInResult.Locked(until), row.Id);
        }
        if (verdict == PasswordVerificationResult.Failed || row.DisabledAt is not null)
        {
            await NoteFailureAsync(row.Id, now);
            return (new SignInResult.Wrong(row.DisabledAt is not null), row.Id);
        }
        await database.WriteAsync(s => s.ExecuteAsync(ForgetFailures, new { id = row.Id }));
        var actor = new Actor(
            $"user:{row.Id}",
            row.Name,
            Codes.Roles.Value(row.Role),
            Codes.Units.ValueOrNothing(row.Unit)
        );
        return (new SignInResult.Welcome(actor, row.Stamp, row.MustChange), row.Id);
    }

    private Task NoteFailureAsync(long id, DateTimeOffset now) =>
        database.WriteAsync(s =>
            s.ExecuteAsync(
                NoteFailure,
                new
                {
                    id,
                    most = MaxFailedSignIns,
                    until = now + LockFor,
                }
            )
        );

    private Task<bool> SetPasswordAsync(
        string name,
        string password,
        bool mustChange,
        Func<Session, Task>? alongside
    ) =>
        ChangeAsync(
            SetPassword,
            new
            {
                name,
                hash = Hasher.HashPassword(name, password),
                mustChange,
                stamp = NewStamp(),
            },
            alongside
        );

    private Task<bool> ChangeAsync(Statement statement, object row, Func<Session, Task>? alongside) =>
        database.WriteAsync(async s =>
        {
            var isDone = await s.ExecuteAsync(statement, row) == 1;
            if (isDone && alongside is not null)
            {
                await alongside(s);
            }
            return isDone;
        });

    /// <summary>14 characters without look-alikes, about 80 bits.</summary>
    private static string NewPassword() =>
        RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789", 14);

    private static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    private sealed class UserRow
    {
        public long Id { get; init; }
        public string Name { get; init; } = "";
        public string Role { get; init; } = "";
        public string? Unit { get; init; }
        public string PasswordHash { get; init; } = "";
        public bool MustChange { get; init; }
        public DateTimeOffset? LockedUntil { get; init; }
        public string Stamp { get; init; } = "";
        public DateTimeOffset? DisabledAt { get; init; }
    }
}
