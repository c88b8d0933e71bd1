namespace Shared.Contracts.Cases;

/// <summary>Something somebody wants done. Its id makes a repeat find its own result.</summary>
public abstract record Command(Guid Id, Actor Actor);

/// <summary>Who wants which case changed.</summary>
/// <param name="Id">The command's id.</param>
/// <param name="IfVersion">The version the caller has read (If-Match), when it must still hold.</param>
public sealed record CaseCall(Guid Id, Actor Actor, Guid CaseId, int? IfVersion = null);

/// <summary>A command on a case that exists.</summary>
public abstract record CaseCommand(CaseCall Call) : Command(Call.Id, Call.Actor)
{
    public Guid CaseId => Call.CaseId;

    /// <summary>The step of <see cref="Lifecycle"/> this command takes; nothing for the service's own commands.</summary>
    protected virtual string? Step => null;

    /// <summary>Whether this actor may take this step on this case; not asked of the service itself.</summary>
    protected abstract bool Permits(Case it);

    protected abstract Decision Decide(Case it, CaseDraft draft, Policy policy);

    /// <summary>Decides: rights first, then version, then the life of the case, then the step itself.</summary>
    public Decision Decide(Case it, Policy policy, DateTimeOffset now)
    {
        if (!Rights.Reads(Actor, it))
        {
            return Decision.Refuse(RefusalKind.NotFound, "没有这件案件，或您无权查看");
        }
        if (!Actor.IsSystem && !Permits(it))
        {
            if (IsAheadOfRouting(it))
            {
                return NotNow(it, $"案件{Codes.Statuses.Name(it.Status)}，还没有承办单位");
            }
            return Decision.Refuse(RefusalKind.NotPermitted, "您的角色或单位不能办理这一步");
        }
        if (Call.IfVersion is { } version && version != it.Version)
        {
            return Decision.Refuse(
                RefusalKind.Stale,
                $"案件已被更改（现为第 {it.Version} 版，您读到的是第 {version} 版），请重新打开后再办"
            );
        }
        if (Step is { } step && !Lifecycle.Allows(it, step))
        {
            return NotNow(it, $"案件{Codes.Statuses.Name(it.Status)}，现在不能办理这一步");
        }
        return Decide(it, new CaseDraft(it, Actor, policy, now), policy);
    }

    /// <summary>Whether this actor may take this step on the case as it is now: what a page offers.</summary>
    public bool IsOpenFor(Case it) =>
        Rights.Reads(Actor, it) && Permits(it) && (Step is not { } step || Lifecycle.Allows(it, step));

    protected static Decision NotNow(Case it, string message) =>
        new Decision.Refused(new Refusal(RefusalKind.NotAllowedNow, message, it.Status, Lifecycle.Allowed(it)));

    /// <summary>A unit's member takes a unit's step on a case that lies with no unit: not forbidden, but too early.</summary>
    private bool IsAheadOfRouting(Case it) =>
        it.Unit is null && Actor.Unit is not null && Step is { } step && !Lifecycle.Allows(it, step);

    protected bool IsOfUnit(Case it) => Actor.Role is Role.Coordinator or Role.Enforcer && Actor.Unit == it.Unit;

    protected bool IsOperator => Actor.Role == Role.Operator;
}
