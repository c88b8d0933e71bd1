using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;

namespace Shared.Contracts.Access;

/// <summary>
/// Who looked at or changed what, beside the timelines: looks at personal data, sign-ins, keys and people. Kept at least
/// six months (Cybersecurity Law Art. 23).
/// </summary>
public sealed class AuditLog(Database database, CaseClock clock)
{
    private static readonly Statement Insert = new(
        "audit.write",
        """
        INSERT INTO audit (at, actor_id, actor_name, action, subject, detail)
        VALUES (@at, @actorId, @actorName, @action, @subject, @detail)
        """
    );

    public Task WriteAsync(Actor actor, string action, string? subject, string? detail = null) =>
        database.WriteAsync(s => WriteAsync(s, actor, clock.Now, action, subject, detail));

    /// <summary>Writes in the transaction of the change itself, so that neither is saved without the other.</summary>
    public Task WriteAsync(Session session, Actor actor, string action, string? subject, string? detail = null) =>
        WriteAsync(session, actor, clock.Now, action, subject, detail);

    internal static Task WriteAsync(
        Session session,
        Actor actor,
        DateTimeOffset at,
        string action,
        string? subject,
        string? detail = null
    ) =>
        session.ExecuteAsync(
            Insert,
            new
            {
                at,
                actorId = actor.Id,
                actorName = actor.Name,
                action,
                subject,
                detail,
            }
        );
}
