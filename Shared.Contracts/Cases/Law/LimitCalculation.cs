namespace Shared.Contracts.Cases.Law;

/// <summary>
/// Every limit a contact would run under if it arrived at a moment: one row a stage and regime, each later step assumed taken
/// at the last moment that is in time, without extension or pause. What the calculator shows.
/// </summary>
public static class LimitCalculation
{
    /// <param name="kind">Of the contact; a consultation has no limits.</param>
    /// <param name="arrivedAt">When it reached the centre.</param>
    public static IReadOnlyList<Deadline> Of(Kind kind, DateTimeOffset arrivedAt, Policy policy)
    {
        if (kind == Kind.Consultation)
        {
            return [];
        }
        var it = new Case
        {
            Id = Guid.Empty,
            Number = default,
            Kind = kind,
            Status = CaseStatus.Arrived,
            Lane = policy.Windows.Contains(arrivedAt) ? Lane.Duty : Lane.Routine,
            Channel = Channel.Phone,
            ArrivedAt = arrivedAt,
            Facts = new Facts(),
        };
        return [.. OfLaw(it, policy), .. OfDuty(it, policy)];
    }

    private static IEnumerable<Deadline> OfLaw(Case it, Policy policy)
    {
        var ends = new Dictionary<LimitStart, DateTimeOffset> { [LimitStart.Receipt] = it.ArrivedAt };
        var limits = policy.Law.OrderOf(it).Limits.Where(l => l.AppliesTo(it.Kind)).DistinctBy(l => l.Stage).ToList();
        var rows = new Dictionary<Stage, Deadline>();
        // Whatever order the data has them in, a limit is counted after the one it begins with.
        foreach (var limit in limits.OrderBy(l => l.Starts))
        {
            if (!ends.TryGetValue(limit.Starts, out var startedAt))
            {
                continue;
            }
            var row = policy.Law.Begin(it, limit.Stage, startedAt)!;
            rows.Add(limit.Stage, row);
            if (BeginsAfter(limit.Stage) is { } next)
            {
                ends[next] = Shanghai.Midnight(row.LastDay!.Value);
            }
        }
        return limits.Where(l => rows.ContainsKey(l.Stage)).Select(l => rows[l.Stage]);
    }

    private static LimitStart? BeginsAfter(Stage stage) =>
        stage switch
        {
            Stage.Accept => LimitStart.Acceptance,
            Stage.Mediate => LimitStart.MediationEnd,
            Stage.Verify => LimitStart.FilingDecision,
            _ => null,
        };

    private static IEnumerable<Deadline> OfDuty(Case it, Policy policy)
    {
        if (it.Lane != Lane.Duty)
        {
            yield break;
        }
        var receive = Clock(it, Stage.Receive, it.ArrivedAt, policy.Duty.Receive);
        var route = Clock(it, Stage.Route, receive.DueAt, policy.Duty.Route);
        var handle = Clock(it, Stage.Handle, receive.DueAt, policy.Duty.Handle);
        yield return receive;
        yield return route;
        yield return Clock(it, Stage.Acknowledge, route.DueAt, policy.Duty.Acknowledge);
        yield return handle;
        yield return Clock(it, Stage.Reply, handle.DueAt, policy.Duty.Reply);
    }

    private static Deadline Clock(Case it, Stage stage, DateTimeOffset startedAt, TimeSpan limit) =>
        new()
        {
            CaseId = it.Id,
            Regime = Regime.Duty,
            Stage = stage,
            Round = 1,
            StartedAt = startedAt,
            DueAt = startedAt + limit,
        };
}
