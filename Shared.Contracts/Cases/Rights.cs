namespace Shared.Contracts.Cases;

/// <summary>Who may see which case, and whose personal data. What a role may do is said by each step.</summary>
public static class Rights
{
    /// <summary>
    /// Operators, coordinators and duty leaders read all; enforcers their unit's; the province what was assigned from
    /// above; administrators none.
    /// </summary>
    public static bool Reads(Actor actor, Unit? unitOfCase, bool isAssigned) =>
        actor.Role switch
        {
            null or Role.Operator or Role.Coordinator or Role.DutyLeader => true,
            Role.Enforcer => unitOfCase is not null && unitOfCase == actor.Unit,
            Role.Province => isAssigned,
            _ => false,
        };

    public static bool Reads(Actor actor, Case it) => Reads(actor, it.Unit, it.Assignment is not null);

    /// <summary>
    /// Whether personal data is shown unmasked: to the unit that holds the case, and to operators while the case is
    /// with the centre (received, returned) or waits for the reply (Order 121 Art. 37; minimum necessary). Both while the
    /// end of a mediation is yet to be told.
    /// </summary>
    public static bool SeesPeople(Actor actor, Case it) =>
        actor.Role switch
        {
            Role.Operator => it.OwesWord
                || it.Status is CaseStatus.Arrived or CaseStatus.Received or CaseStatus.Returned or CaseStatus.Handled,
            Role.Coordinator or Role.Enforcer => it.Unit is not null
                && it.Unit == actor.Unit
                && (!it.IsFinal || it.OwesWord),
            _ => false,
        };

    /// <summary>Whether what a caller said when calling again is shown: to whoever reads the case, but the province.</summary>
    public static bool SeesContacts(Actor actor) => actor.Role != Role.Province;

    /// <summary>
    /// Who may open a case's photographs and documents, which may show people: whoever reads the case, but the province,
    /// and of a report only whoever works it (Order 121 Art. 37).
    /// </summary>
    public static bool SeesAttachments(Actor actor, Case it) =>
        Reads(actor, it)
        && actor.Role is Role.Operator or Role.Coordinator or Role.Enforcer or Role.DutyLeader
        && (it.Kind != Kind.Report || actor.Role == Role.DutyLeader || WorksOn(actor, it));

    /// <summary>Whether the case lies with this actor: with the actor's unit, or with the centre.</summary>
    public static bool WorksOn(Actor actor, Case it) =>
        actor.Role == Role.Operator ? it.Unit is null : it.Unit is not null && it.Unit == actor.Unit;
}
