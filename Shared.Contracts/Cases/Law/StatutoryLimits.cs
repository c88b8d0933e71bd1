namespace Shared.Contracts.Cases.Law;

/// <summary>The limits of the law, chosen by the day of receipt (Shanghai date of arrival).</summary>
/// <param name="Calendar">Working days and holidays.</param>
public sealed record StatutoryLimits(WorkingCalendar Calendar)
{
    /// <summary>The first day of receipt under Order 121 (its Art. 46).</summary>
    public static readonly DateOnly Order121From = new(2026, 4, 15);

    /// <summary>Accept or refuse a complaint: Order 121 Art. 15, Order 20 Art. 14.</summary>
    public const int AcceptWorkingDays = 7;

    /// <summary>Verify a report: the rules on administrative penalties, both orders.</summary>
    public const int VerifyWorkingDays = 15;

    /// <summary>分送: "in time" without a number (Order 121 Art. 41); the bureau's own default.</summary>
    public int RouteWorkingDays { get; init; } = 2;

    public static Regime RegimeOf(DateTimeOffset arrivedAt) =>
        Shanghai.DayOf(arrivedAt) >= Order121From ? Regime.Order121 : Regime.Order20;

    /// <summary>The rows of the law a new case starts with.</summary>
    public IEnumerable<Deadline> AtReceipt(Guid caseId, Kind kind, DateTimeOffset arrivedAt)
    {
        if (kind == Kind.Complaint)
        {
            yield return Open(caseId, Stage.Accept, 1, arrivedAt, arrivedAt, AcceptWorkingDays);
        }
        if (kind == Kind.Report)
        {
            yield return Open(caseId, Stage.Verify, 1, arrivedAt, arrivedAt, VerifyWorkingDays);
        }
        yield return Route(caseId, 1, arrivedAt, arrivedAt);
    }

    /// <summary>分送 to the competent unit, first and after each return.</summary>
    public Deadline Route(Guid caseId, int round, DateTimeOffset arrivedAt, DateTimeOffset startedAt) =>
        Open(caseId, Stage.Route, round, arrivedAt, startedAt, RouteWorkingDays);

    private Deadline Open(
        Guid caseId,
        Stage stage,
        int round,
        DateTimeOffset arrivedAt,
        DateTimeOffset startedAt,
        int workingDays
    )
    {
        var end = Calendar.AddWorkingDays(Shanghai.DayOf(startedAt), workingDays);
        return new Deadline
        {
            CaseId = caseId,
            Regime = RegimeOf(arrivedAt),
            Stage = stage,
            Round = round,
            StartedAt = startedAt,
            LastDay = end.LastDay,
            DueAt = end.DueAt,
            Provisional = end.Provisional,
        };
    }
}
