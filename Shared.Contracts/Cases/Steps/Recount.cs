namespace Shared.Contracts.Cases.Steps;

/// <summary>
/// 重新计算期限: the calendar or the law's data have changed, by a named person. Open limits that end otherwise now are changed
/// and stand on the timeline with both ends; what was met, missed or is no longer owed is never rewritten.
/// </summary>
/// <param name="Why">What was changed, such as 工作日历第2版, and by whom.</param>
public sealed record Recount(CaseCall Call, string Why) : CaseCommand(Call)
{
    protected override bool Permits(Case it) => false;

    protected override Decision Decide(Case it, CaseDraft draft, Policy policy)
    {
        // A limit that has run out by now is missed as it stood, whatever the change.
        draft.PassTime();
        foreach (var before in draft.It.Deadlines.Where(d => d.MayBeRecounted).ToList())
        {
            var after = policy.Law.Renew(it, before, draft.Now);
            if (after.LastDay == before.LastDay && after.Provisional == before.Provisional)
            {
                continue;
            }
            draft.Replace(after);
            draft.Event(
                EventType.Recounted,
                before.Stage,
                Why,
                EventData.Of(
                    ("regime", Codes.Regimes.Code(before.Regime)),
                    ("stage", Codes.Stages.Code(before.Stage)),
                    ("round", before.Round),
                    ("from", before.LastDay),
                    ("to", after.LastDay),
                    ("provisional", after.Provisional)
                ),
                ended: after
            );
            draft.TellHolder(before.Stage);
        }
        return draft.Done();
    }
}
