namespace Shared.Contracts.Cases;

/// <summary>Who gives a command: a signed-in person, a program's key, or the service itself.</summary>
/// <param name="Id">Stable id, such as <c>user:3</c>, <c>key:7f…</c>, <c>system:clock</c>.</param>
/// <param name="Name">Shown on timelines.</param>
/// <param name="Role">Nothing for the service itself.</param>
/// <param name="Unit">The unit whose cases this actor works.</param>
public sealed record Actor(string Id, string Name, Role? Role, Unit? Unit)
{
    public static readonly Actor Router = System("router", "自动分流");
    public static readonly Actor Clock = System("clock", "时限时钟");
    public static readonly Actor Escalation = System("escalation", "超期升级");

    public bool IsSystem => Role is null;

    /// <summary>The unit a role works for where nothing else is said.</summary>
    public static Unit? UsualUnit(Role role) =>
        role switch
        {
            Cases.Role.Coordinator => Cases.Unit.Coordination,
            Cases.Role.Enforcer => Cases.Unit.RapidResponse,
            _ => null,
        };

    /// <summary>The service, counting limits anew on behalf of whoever changed what they rest on.</summary>
    public static Actor RecountFor(string name) => System("recount", name);

    private static Actor System(string id, string name) => new($"system:{id}", name, null, null);
}
