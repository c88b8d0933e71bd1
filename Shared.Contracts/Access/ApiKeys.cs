using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;

namespace Shared.Contracts.Access;

/// <summary>A program's key as listed: never its secret.</summary>
public sealed class ApiKeyRow
{
    public string Id { get; init; } = "";
    public string Name { get; init; } = "";
    public string Role { get; init; } = "";
    public string? Unit { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
    public string SecretHash { get; init; } = "";
}

/// <summary>
/// Keys of programs, <c>&lt;id&gt;.&lt;secret&gt;</c>. Only a hash of the 256-bit secret is stored. A revoked key works for
/// <see cref="Freshness"/> more at most. What a change takes as <c>alongside</c> is saved in the same transaction.
/// </summary>
public sealed class ApiKeys(Database database, TimeProvider time, IMemoryCache cache)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private static readonly Statement Insert = new(
        "keys.insert",
        """
        INSERT INTO api_keys (id, name, secret_hash, role, unit, created_at)
        VALUES (@id, @name, @hash, @role, @unit, @at)
        """
    );

    private static readonly Statement Find = new(
        "keys.find",
        "SELECT id, name, role, unit, created_at, revoked_at, secret_hash FROM api_keys WHERE id = @id"
    );

    private static readonly Statement List = new(
        "keys.list",
        "SELECT id, name, role, unit, created_at, revoked_at FROM api_keys ORDER BY created_at, id"
    );

    private static readonly Statement Revoke = new(
        "keys.revoke",
        "UPDATE api_keys SET revoked_at = @at WHERE id = @id AND revoked_at IS NULL"
    );

    /// <summary>Makes a key.</summary>
    /// <returns>The whole key; its secret can not be had again.</returns>
    public async Task<string> AddAsync(
        string name,
        Role role,
        Unit? unit,
        Func<Session, string, Task>? alongside = null
    )
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var secret = Convert
            .ToBase64String(RandomNumberGenerator.GetBytes(32))
            .TrimEnd('=')
            .Replace('+', '-')
            .Replace('/', '_');
        var row = new
        {
            id,
            name,
            hash = HashOf(secret),
            role = Codes.Roles.Code(role),
            unit = Codes.Units.CodeOrNothing(unit),
            at = time.GetUtcNow(),
        };
        await database.WriteAsync(async s =>
        {
            await s.ExecuteAsync(Insert, row);
            if (alongside is not null)
            {
                await alongside(s, id);
            }
        });
        return $"{id}.{secret}";
    }

    public Task<IReadOnlyList<ApiKeyRow>> ListAsync() => database.ReadAsync(s => s.QueryAsync<ApiKeyRow>(List));

    /// <returns>Whether there was such a key in force.</returns>
    public Task<bool> RevokeAsync(string id, Func<Session, Task>? alongside = null) =>
        database.WriteAsync(async s =>
        {
            var isDone = await s.ExecuteAsync(Revoke, new { id, at = time.GetUtcNow() }) == 1;
            if (isDone && alongside is not null)
            {
                await alongside(s);
            }
            return isDone;
        });

    /// <summary>The actor a key stands for, or nothing if the key is unknown, wrong or revoked.</summary>
    public async Task<Actor?> VerifyAsync(string key)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || key.Length > 200)
        {
            return null;
        }
        var hash = HashOf(key[(dot + 1)..]);
        var cacheKey = $"api-key:{key[..dot]}:{hash}";
        if (cache.TryGetValue<Actor>(cacheKey, out var known))
        {
            return known;
        }
        var row = await database.ReadAsync(s => s.FirstAsync<ApiKeyRow>(Find, new { id = key[..dot] }));
        if (row is null || row.RevokedAt is not null || !SameHash(row.SecretHash, hash))
        {
            return null;
        }
        var actor = new Actor(
            $"key:{row.Id}",
            row.Name,
            Codes.Roles.Value(row.Role),
            Codes.Units.ValueOrNothing(row.Unit)
        );
        cache.Set(cacheKey, actor, Freshness);
        return actor;
    }

    private static string HashOf(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static bool SameHash(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));
}
