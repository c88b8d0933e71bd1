using Shared.Contracts.Cases;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.People;

namespace Intake.Api.Search;

/// <summary>A search that a person has saved under a name.</summary>
public sealed class SavedFilter
{
    public long Id { get; init; }
    public string Name { get; init; } = "";

    /// <summary>The page's query, without a place in the list.</summary>
    public string Query { get; init; } = "";
}

/// <summary>
/// Each person's saved searches: 50 at most, each name once. What is searched for may be a telephone, so it is sealed.
/// </summary>
internal sealed class SavedFilters(Database database, PeopleVault vault, TimeProvider time)
{
    public const int Most = 50;
    public const int MostName = 40;
    private const int MostQuery = 1000;

    private static readonly Statement List = new(
        "savedFilters.list",
        "SELECT id, name, query FROM saved_filters WHERE actor_id = @actorId ORDER BY name"
    );

    private static readonly Statement Insert = new(
        "savedFilters.insert",
        """
        INSERT INTO saved_filters (actor_id, name, query, created_at)
        SELECT @actorId, @name, @query, @createdAt
        WHERE NOT EXISTS (SELECT 1 FROM saved_filters WHERE actor_id = @actorId AND name = @name)
        """
    );

    private static readonly Statement Update = new(
        "savedFilters.update",
        "UPDATE saved_filters SET query = @query WHERE actor_id = @actorId AND name = @name"
    );

    private static readonly Statement Delete = new(
        "savedFilters.delete",
        "DELETE FROM saved_filters WHERE actor_id = @actorId AND id = @id"
    );

    public async Task<IReadOnlyList<SavedFilter>> OfAsync(Actor actor) =>
        [
            .. (await database.ReadAsync(s => s.QueryAsync<SavedFilter>(List, new { actorId = actor.Id }))).Select(
                f => new SavedFilter
                {
                    Id = f.Id,
                    Name = f.Name,
                    Query = vault.OpenText(f.Query),
                }
            ),
        ];

    /// <summary>Saves under a new name, or anew under one that is there.</summary>
    /// <returns>What is wrong, or nothing.</returns>
    public async Task<string?> SaveAsync(Actor actor, string? name, string query)
    {
        var trimmed = name?.Trim() ?? "";
        if (trimmed.Length is 0 or > MostName)
        {
            return $"名称为 1 到 {MostName} 个字";
        }
        if (query.Length is 0 or > MostQuery)
        {
            return query.Length == 0 ? "先选条件，再保存" : "条件太长，不能保存";
        }
        var known = await OfAsync(actor);
        if (known.Count >= Most && known.All(f => f.Name != trimmed))
        {
            return $"最多保存 {Most} 个，请先删除不用的";
        }
        await database.WriteAsync(async s =>
        {
            var row = new
            {
                actorId = actor.Id,
                name = trimmed,
                query = vault.SealText(query),
                createdAt = time.GetUtcNow(),
            };
            if (await s.ExecuteAsync(Update, row) == 0)
            {
                await s.ExecuteAsync(Insert, row);
            }
        });
        return null;
    }

    public Task ForgetAsync(Actor actor, long id) =>
        database.WriteAsync(s => s.ExecuteAsync(Delete, new { actorId = actor.Id, id }));
}
