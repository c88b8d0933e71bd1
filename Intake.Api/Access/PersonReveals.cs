using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;

namespace Intake.Api.Access;

/// <summary>Who has said why they must see the people of a case: asked once a case, logged, and good for a session.</summary>
internal sealed class PersonReveals(Database database, AuditLog audit, TimeProvider time)
{
    private const string Reveal = "RevealPerson";
    private const string Look = "SeePerson";
    private const int MostReason = 200;

    /// <summary>A reason holds as long as the longest session.</summary>
    private static readonly TimeSpan ReasonHolds = TimeSpan.FromHours(12);

    private static readonly Statement Find = new(
        "reveals.find",
        """
        SELECT COUNT(*)
        FROM reveals
        WHERE case_id = @caseId AND actor_id = @actorId AND until_at > @now
        """
    );

    private static readonly Statement Insert = new(
        "reveals.insert",
        "INSERT INTO reveals (case_id, actor_id, until_at) VALUES (@caseId, @actorId, @untilAt)"
    );

    public async Task<bool> HasAsync(Session session, Guid caseId, Actor actor)
    {
        var parameters = new
        {
            caseId,
            actorId = actor.Id,
            now = time.GetUtcNow(),
        };
        return await session.ScalarAsync<int>(Find, parameters) > 0;
    }

    /// <summary>Unmasks the people of a case for somebody who may see them, for a reason that is logged.</summary>
    /// <returns>What is wrong, or nothing.</returns>
    public async Task<string?> RevealAsync(Case it, Actor actor, string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > MostReason)
        {
            return $"请写明查看原因，最多 {MostReason} 个字";
        }
        await audit.WriteAsync(actor, Reveal, it.Number.ToString(), reason.Trim());
        await database.WriteAsync(s =>
            s.ExecuteAsync(
                Insert,
                new
                {
                    caseId = it.Id,
                    actorId = actor.Id,
                    untilAt = time.GetUtcNow() + ReasonHolds,
                }
            )
        );
        return null;
    }

    /// <summary>Logs a look at people who stand unmasked.</summary>
    /// <param name="what">The document they stand on, if it is one.</param>
    public Task LogLookAsync(Case it, Actor actor, string? what = null) =>
        audit.WriteAsync(actor, Look, it.Number.ToString(), what);
}
