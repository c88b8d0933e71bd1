namespace Shared.Contracts.Cases.Documents;

/// <summary>Who may read documents that were issued. Who may issue one is said by <see cref="DocumentForm.Permits"/>.</summary>
public static class DocumentRights
{
    /// <summary>As photographs and files: whoever reads the case but the province, of a report only whoever works it.</summary>
    public static bool Opens(Actor actor, Case it) => Rights.SeesAttachments(actor, it);

    /// <summary>
    /// Who sees on a document who it is: as elsewhere, and the unit that had the case also after its end, since a refusal
    /// or an end is told to the person only then.
    /// </summary>
    public static bool SeesPeople(Actor actor, Case it) =>
        Rights.SeesPeople(actor, it)
        || (actor.Role is Role.Coordinator or Role.Enforcer && it.Unit is not null && it.Unit == actor.Unit);
}
