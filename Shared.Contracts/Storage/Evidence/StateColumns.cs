using System.Globalization;
using Shared.Contracts.Storage.Shell;

namespace Shared.Contracts.Storage.Evidence;

/// <summary>
/// What of a case's rows its state covers, as texts that are the same before they are written and after they are read. A
/// column that is added later belongs to a new version of the state.
/// </summary>
/// <remarks>
/// The case's number is vouched for by the serials, the version and the end of the chain by the chain; what lists are ordered
/// and searched by is made of the rest. Of a deadline, when the clock looks next and who holds it is left out.
/// </remarks>
internal static class StateColumns
{
    public const string Case = """
        kind, status, lane, channel, unit, open_to, handler_id, handler_name, level, important, arrived_at, received_at,
        accepted_at, handled_at, outcome, recovered_amount, filed_as_case, assigned_by, upstream_number, upstream_due_at,
        rule_id, rule_version, routed_by, routing_reason, facts, incomplete, linked, law
        """;

    public const string Deadline = """
        case_id, regime, stage, round, started_at, last_day, due_at, met_at, cancelled_at, missed_at, recorded_at, found_late,
        provisional, warned, basis
        """;

    private static readonly string[] CaseNames = Case.Split(',', StringSplitOptions.TrimEntries);
    private static readonly string[] DeadlineNames = Deadline.Split(',', StringSplitOptions.TrimEntries);

    /// <summary>Of a row that is read, of whatever types stand there.</summary>
    public static IReadOnlyList<string?> OfCase(IDictionary<string, object?> row) =>
        [.. CaseNames.Select(n => Text(row[n]))];

    /// <inheritdoc cref="OfCase(IDictionary{string, object?})"/>
    public static IReadOnlyList<string?> OfDeadline(IDictionary<string, object?> row) =>
        [.. DeadlineNames.Select(n => Text(row[n]))];

    /// <summary>Of a row that is written, in the order of <see cref="Case"/>.</summary>
    public static IReadOnlyList<string?> Of(CaseRow row) =>
        Texts(
            row.Kind,
            row.Status,
            row.Lane,
            row.Channel,
            row.Unit,
            row.OpenTo,
            row.HandlerId,
            row.HandlerName,
            row.Level,
            row.Important,
            row.ArrivedAt,
            row.ReceivedAt,
            row.AcceptedAt,
            row.HandledAt,
            row.Outcome,
            row.RecoveredAmount,
            row.FiledAsCase,
            row.AssignedBy,
            row.UpstreamNumber,
            row.UpstreamDueAt,
            row.RuleId,
            row.RuleVersion,
            row.RoutedBy,
            row.RoutingReason,
            row.Facts,
            row.Incomplete,
            row.Linked,
            row.Law
        );

    /// <summary>Of a row that is written, in the order of <see cref="Deadline"/>.</summary>
    public static IReadOnlyList<string?> Of(DeadlineRow row) =>
        Texts(
            row.CaseId,
            row.Regime,
            row.Stage,
            row.Round,
            row.StartedAt,
            row.LastDay,
            row.DueAt,
            row.MetAt,
            row.CancelledAt,
            row.MissedAt,
            row.RecordedAt,
            row.FoundLate,
            row.Provisional,
            row.Warned,
            row.Basis
        );

    private static IReadOnlyList<string?> Texts(params ReadOnlySpan<object?> values)
    {
        var texts = new string?[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            texts[i] = Text(values[i]);
        }
        return texts;
    }

    private static string? Text(object? value) =>
        value switch
        {
            DateTimeOffset at => StoredText.Of(at),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Guid id => id.ToString("D"),
            bool yes => yes ? "1" : "0",
            decimal amount => Amount(amount),
            double amount when Math.Abs(amount) < 1e15 => Amount((decimal)amount),
            _ => StoredText.Of(value),
        };

    private static string Amount(decimal amount) => amount.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>An issued document as it is stored.</summary>
internal sealed class DocumentStateRow
{
    public object? CaseId { get; init; }
    public object? EventSeq { get; init; }
    public object? Sealed { get; init; }
}
