using Intake.Api.Complaints;
using Intake.Api.Http;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Law;

namespace Intake.Api.Province;

/// <summary>
/// What of an assigned case those above see: what the contract names (docs/province.md) and nothing else. Who in the
/// bureau holds it, how the call came in and how vulnerable the caller is stay here (Order 121 Art. 37; minimum necessary).
/// </summary>
internal static class ProvinceSight
{
    /// <summary>The case as this actor may see it, people apart.</summary>
    public static Case Of(Case it, Actor actor) =>
        actor.Role != Role.Province
            ? it
            : it with
            {
                Handler = null,
                Facts = it.Facts with
                {
                    Answer = null,
                    Goods = null,
                    Brand = null,
                    OccurredAt = null,
                    AffectedPeople = null,
                    Injured = null,
                    Ongoing = null,
                    OnlinePurchase = null,
                    Group = null,
                    Vulnerable = [],
                    CallRef = null,
                },
            };

    /// <summary>The API's answer with a case, as this actor may see it.</summary>
    /// <param name="person">Who complains or reports, masked already where it must be.</param>
    /// <param name="trace">Why a limit ends when it ends, where that is asked for.</param>
    public static CaseView View(
        Actor actor,
        Case it,
        PersonView? person,
        IReadOnlyList<Guid> visibleLinks,
        Func<Deadline, IReadOnlyList<TraceLine>>? trace = null
    )
    {
        var view = CaseViews.Of(Of(it, actor), person, visibleLinks, trace);
        return actor.Role != Role.Province
            ? view
            : view with
            {
                AcceptedAt = null,
                HandledAt = null,
                ImportantLevel = null,
                RecoveredAmount = null,
                FiledAsCase = false,
            };
    }

    /// <summary>The line as this actor may see it: what a caller said, calling again or called, stays with the bureau.</summary>
    public static TimelineView Of(TimelineView line, Actor actor) =>
        !Rights.SeesContacts(actor)
        && line.Type is EventType.Contacted or EventType.CalledBack or EventType.DecisionTold
            ? line with
            {
                Reason = null,
            }
            : line;
}
