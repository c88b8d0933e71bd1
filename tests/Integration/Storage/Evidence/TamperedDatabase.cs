using Shared.Contracts.Cases;

namespace Integration.Storage.Evidence;

/// <summary>A database of its own for each test, whose rows somebody tampers with.</summary>
public abstract class TamperedDatabase(string engine)
{
    private protected TestDatabase Database { get; private set; } = null!;

    /// <summary>The first of three cases with five events each.</summary>
    private protected Case Before { get; private set; } = null!;

    /// <summary>The one that is tampered with.</summary>
    private protected Case It { get; private set; } = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        Database = await TestDatabase.CreateAsync(engine);
        Before = await Database.CaseAsync();
        It = await Database.CaseAsync();
        await Database.CaseAsync();
    }

    [TearDown]
    public async Task TearDownAsync() => await Database.DisposeAsync();

    private protected Task TamperAsync(string sql, Guid? other = null) =>
        Database.ExecuteAsync(sql, new { id = It.Id, other });

    private protected Task AddRowAsync(double seq) =>
        TamperAsync(
            $"""
            INSERT INTO events (case_id, seq, at, actor_id, actor_name, type, data, command_id, salt, digest, chain)
            SELECT case_id, {seq}, at, actor_id, actor_name, type, data, command_id, salt, digest, chain
            FROM events
            WHERE case_id = @id AND seq = 1
            """
        );
}
