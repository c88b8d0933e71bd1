using Shared.Contracts.Cases.Law;
using Shared.Contracts.Storage.Shell;

namespace Shared.Contracts.Storage.Evidence;

/// <summary>
/// Whether what a case's rows keep for lists, searches and clocks is what the case makes of it: who alters a next due time
/// would silence a clock, who alters a district would move a case out of a list, and nothing else would show it.
/// </summary>
/// <param name="AreRight">They are.</param>
/// <param name="Calendar">The highest version of the calendar that a limit was counted by; 0 where none.</param>
/// <param name="Limits">The highest version of the law's limits that one was counted by.</param>
internal readonly record struct DerivedColumns(bool AreRight, int Calendar, int Limits)
{
    private static readonly string[] CaseNames = StateColumns.Names(StateColumns.Derived);
    private static readonly string[] DeadlineNames = ["id", "next_at"];

    /// <param name="row">The case's row, of whatever types stand there.</param>
    /// <param name="deadlines">The rows of its deadlines.</param>
    /// <param name="now">Real time.</param>
    public static DerivedColumns Of(
        IDictionary<string, object?> row,
        IReadOnlyCollection<IDictionary<string, object?>> deadlines,
        DateTimeOffset now
    )
    {
        try
        {
            var it = Case(row).ToCase(deadlines.Select(Limit));
            var areRight =
                deadlines.All(d => !(Moment(d, "lease_until") > now + CaseRows.LongestLease))
                && it.Deadlines.Zip(deadlines)
                    .All(d =>
                        StateColumns
                            .Texts(d.First.Id, d.First.NextAt)
                            .SequenceEqual(StateColumns.Of(d.Second, DeadlineNames), StringComparer.Ordinal)
                    )
                && Derived(it.ToRow()).SequenceEqual(StateColumns.Of(row, CaseNames), StringComparer.Ordinal);
            var bases = it.Deadlines.Select(d => d.Basis).OfType<LimitBasis>().ToList();
            return new DerivedColumns(
                areRight,
                bases.Select(b => b.CalendarVersion).DefaultIfEmpty(0).Max(),
                bases.Select(b => b.LawVersion).DefaultIfEmpty(0).Max()
            );
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
        {
            // Whatever stands there, it must not keep the other cases from being looked at.
            return default;
        }
    }

    private static IReadOnlyList<string?> Derived(CaseRow it) =>
        StateColumns.Texts(
            it.Category,
            it.Problem,
            it.District,
            it.RespondentName,
            it.SearchText,
            it.NextStage,
            it.NextRegime,
            it.NextStartedAt,
            it.NextDueAt,
            it.NextProvisional,
            it.StagesMet,
            it.StagesMissed
        );

    /// <summary>As much of the row as the derived columns are made of.</summary>
    private static CaseRow Case(IDictionary<string, object?> row) =>
        new()
        {
            Id = Guid.Parse(Text(row, "id")),
            Number = Text(row, "number"),
            Kind = Text(row, "kind"),
            Status = Text(row, "status"),
            Lane = Text(row, "lane"),
            Channel = Text(row, "channel"),
            Level = Text(row, "level"),
            Facts = Text(row, "facts"),
            Incomplete = Text(row, "incomplete"),
            Linked = Text(row, "linked"),
        };

    private static DeadlineRow Limit(IDictionary<string, object?> row) =>
        new()
        {
            CaseId = Guid.Parse(Text(row, "case_id")),
            Regime = Text(row, "regime"),
            Stage = Text(row, "stage"),
            Round = int.Parse(Text(row, "round"), provider: null),
            StartedAt = Moment(row, "started_at")!.Value,
            DueAt = Moment(row, "due_at")!.Value,
            MetAt = Moment(row, "met_at"),
            CancelledAt = Moment(row, "cancelled_at"),
            MissedAt = Moment(row, "missed_at"),
            Provisional = Text(row, "provisional") == "1",
            Warned = int.Parse(Text(row, "warned"), provider: null),
            Basis = StateColumns.Text(row["basis"]),
        };

    private static string Text(IDictionary<string, object?> row, string name) => StateColumns.Text(row[name]) ?? "";

    private static DateTimeOffset? Moment(IDictionary<string, object?> row, string name) =>
        StateColumns.Text(row[name]) is { } text ? DateTimeOffset.Parse(text, provider: null) : null;
}
