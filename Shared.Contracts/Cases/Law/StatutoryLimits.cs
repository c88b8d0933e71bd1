namespace Shared.Contracts.Cases.Law;

/// <summary>The limits of the law, chosen by the day of receipt (Shanghai date of arrival).</summary>
/// <param name="Book">Which order sets what.</param>
/// <param name="Calendar">Working days and holidays.</param>
public sealed record StatutoryLimits(LawBook Book, WorkingCalendar Calendar)
{
    public Order OrderOf(Case it) => Book.OrderOf(it.ArrivedAt);

    /// <summary>The rows of the law a new case starts with.</summary>
    public IEnumerable<Deadline> AtReceipt(Guid caseId, Kind kind, DateTimeOffset arrivedAt)
    {
        var order = Book.OrderOf(arrivedAt);
        return order
            .Limits.Where(l => l.Starts == LimitStart.Receipt && l.AppliesTo(kind))
            .DistinctBy(l => l.Stage)
            .Select(l => Begin(caseId, order, l, 1, arrivedAt));
    }

    /// <summary>A limit that a step of the case begins, in its next round; nothing where its order has none.</summary>
    public Deadline? Begin(Case it, Stage stage, DateTimeOffset startedAt)
    {
        var order = OrderOf(it);
        var round = it.Deadlines.Count(d => d.Regime == order.Regime && d.Stage == stage) + 1;
        return order.Find(stage, it.Kind) is { } limit ? Begin(it.Id, order, limit, round, startedAt) : null;
    }

    /// <summary>The limit counted again by its own basis: after a pause, an extension, or a change of the calendar.</summary>
    public Deadline Recount(Deadline deadline)
    {
        if (deadline.Basis is not { } basis)
        {
            return deadline;
        }
        var end = basis.End(Calendar, deadline.StartedAt);
        return deadline with
        {
            LastDay = end.LastDay,
            DueAt = end.DueAt,
            Provisional = end.Provisional,
            Basis = basis with { CalendarVersion = Calendar.Version },
        };
    }

    /// <summary>
    /// The limit as the law and calendar now in force have it, extension and pauses kept. A limit that is in time cannot
    /// thereby end in the past: it ends today at the earliest.
    /// </summary>
    public Deadline Renew(Case it, Deadline deadline, DateTimeOffset now)
    {
        if (
            deadline.Basis is not { } basis
            || Book.Find(deadline.Regime) is not { } order
            || order.Find(deadline.Stage, it.Kind) is not { } rule
        )
        {
            return deadline;
        }
        var renewed = Recount(
            deadline with
            {
                Basis = BasisOf(order, rule).On(basis.Ground) with
                {
                    Extension = basis.Extension,
                    Pauses = basis.Pauses,
                    Restart = basis.Restart,
                },
            }
        );
        // A limit that rests was in time when its rest began, and runs on from there.
        var inTimeOn = Shanghai.DayOf(basis.Pauses.FirstOrDefault(p => p.To is null)?.From ?? now);
        return renewed.LastDay >= inTimeOn
            ? renewed
            : Recount(renewed with { Basis = renewed.Basis! with { NotBefore = inTimeOn } });
    }

    private Deadline Begin(Guid caseId, Order order, LimitRule rule, int round, DateTimeOffset startedAt) =>
        Recount(
            new Deadline
            {
                CaseId = caseId,
                Regime = order.Regime,
                Stage = rule.Stage,
                Round = round,
                StartedAt = startedAt,
                DueAt = startedAt,
                Basis = BasisOf(order, rule),
            }
        );

    private LimitBasis BasisOf(Order order, LimitRule rule) =>
        new(
            order.Title,
            rule.Article,
            rule.Rule,
            rule.Count,
            rule.Unit,
            Book.ShiftsWeekends,
            Book.Version,
            Calendar.Version
        );
}
