using Shared.Contracts.Access;
using Shared.Contracts.Cases;

namespace Intake.Api.Administration.Keys;

/// <summary>Changes to programs' keys, each saved together with its audit row.</summary>
public sealed class KeyRing(ApiKeys keys, AuditLog audit)
{
    public Task<IReadOnlyList<ApiKeyRow>> ListAsync() => keys.ListAsync();

    /// <summary>The key of this id, revoked or not; nothing if there is none.</summary>
    public async Task<ApiKeyRow?> FindAsync(string id) => (await keys.ListAsync()).FirstOrDefault(k => k.Id == id);

    /// <returns>The whole key, <c>id.secret</c>.</returns>
    public Task<string> AddAsync(Actor by, string name, Position position) =>
        keys.AddAsync(
            name,
            position.Role,
            position.Unit,
            (s, id) => audit.WriteAsync(s, by, "AddKey", id, $"{name}：{position.Name}")
        );

    /// <returns>Whether there was such a key in force.</returns>
    public Task<bool> RevokeAsync(Actor by, ApiKeyRow key) =>
        keys.RevokeAsync(key.Id, s => audit.WriteAsync(s, by, "RevokeKey", key.Id, key.Name));
}
