using Shared.Contracts.Cases.Routing;

namespace Shared.Contracts.Cases.Steps;

/// <summary>What several steps do alike.</summary>
internal static class Common
{
    /// <summary>The case is received: routing and handling begin, and the router is asked.</summary>
    public static void BeginReceived(CaseDraft draft, Policy policy)
    {
        draft.Set(it => it with { Status = CaseStatus.Received, ReceivedAt = draft.Now });
        draft.OpenDuty(Stage.Route, draft.Now, policy.Duty.Route);
        draft.OpenDuty(Stage.Handle, draft.Now, policy.Duty.Handle);
        OpenUrgentClocks(draft, policy);
        draft.AskForRouting();
    }

    /// <summary>An urgent case owes a first feedback, and a visit if the rapid-response team has it.</summary>
    public static void OpenUrgentClocks(CaseDraft draft, Policy policy)
    {
        if (draft.It.Level < Level.Urgent || draft.It.ReceivedAt is not { } receivedAt)
        {
            return;
        }
        if (draft.RoundsOf(Regime.Duty, Stage.FirstFeedback) == 0)
        {
            draft.OpenDuty(Stage.FirstFeedback, receivedAt, policy.Duty.FirstFeedback);
        }
        if (draft.It.Unit == Unit.RapidResponse && !draft.It.Deadlines.Any(IsVisitOwedOrMade))
        {
            var first = draft.RoundsOf(Regime.Duty, Stage.OnSite) == 0;
            draft.OpenDuty(Stage.OnSite, first ? receivedAt : draft.Now, policy.Duty.OnSite(draft.It.Facts.District));
        }
    }

    private static bool IsVisitOwedOrMade(Deadline d) => d.Stage == Stage.OnSite && (d.IsOpen || d.MetAt is not null);

    /// <summary>Only the rapid-response team owes a visit.</summary>
    public static void CancelVisit(CaseDraft draft)
    {
        if (draft.It.Unit != Unit.RapidResponse)
        {
            draft.Cancel(d => d.Stage == Stage.OnSite);
        }
    }

    /// <summary>分流: gives the case to a unit, ends the route clocks and starts a round of acknowledgement.</summary>
    public static void RouteTo(CaseDraft draft, Policy policy, Unit unit, RoutingRecord routing, string? from = null)
    {
        draft.Meet(Stage.Route);
        draft.Cancel(d => d.Stage == Stage.Acknowledge);
        draft.Set(it =>
            it with
            {
                Status = CaseStatus.Routed,
                Unit = unit,
                OpenTo = null,
                Handler = null,
                Routing = routing,
            }
        );
        CancelVisit(draft);
        draft.OpenDuty(Stage.Acknowledge, draft.Now, policy.Duty.Acknowledge);
        OpenUrgentClocks(draft, policy);
        draft.Event(
            EventType.Routed,
            Stage.Route,
            routing.Reason,
            EventData.Of(
                ("unit", Codes.Units.Code(unit)),
                ("by", Codes.RoutedBys.Code(routing.By)),
                ("level", Codes.Levels.Code(draft.It.Level)),
                ("from", from)
            ),
            routing
        );
        draft.Tell(Recipients.Of(unit), Stage.Acknowledge);
    }

    /// <summary>重要情况: flags the case, and both reports upward become owed from now on.</summary>
    public static void Flag(CaseDraft draft, Policy policy, ImportantLevel level, string? summary)
    {
        var first = draft.It.Important is null;
        draft.Set(it => it with { Important = level });
        if (first)
        {
            draft.OpenDutyAlways(Stage.ReportByPhone, draft.Now, policy.Duty.ReportByPhone);
            draft.OpenDutyAlways(Stage.ReportInWriting, draft.Now, policy.Duty.ReportInWriting);
        }
        draft.Event(
            EventType.FlaggedImportant,
            reason: summary,
            data: EventData.Of(("level", Codes.ImportantLevels.Code(level)))
        );
        draft.Tell(Recipients.DutyLeader, Stage.ReportByPhone);
        draft.Tell(Recipients.Publicity);
    }

    /// <summary>
    /// Takes what the rules say of danger, whoever gives the unit: the level first, since it opens clocks of its own.
    /// </summary>
    /// <returns>Why the case is an important situation, if the rules make it one now.</returns>
    public static string? RaiseByRules(CaseDraft draft, Policy policy)
    {
        var advice = Router.Advise(draft.It, policy, draft.Now);
        draft.Set(it => it with { Level = advice.Level });
        return advice.Important && draft.It.Important is null ? advice.Reason : null;
    }

    /// <summary>Flags what <see cref="RaiseByRules"/> found.</summary>
    public static void FlagByRules(CaseDraft draft, Policy policy, string? why)
    {
        if (why is not null)
        {
            Flag(draft, policy, ImportantLevel.Major, why);
        }
    }
}
