using System.Globalization;
using Shared.Contracts.Storage.Shell;

namespace Shared.Contracts.Storage.Evidence;

/// <summary>
/// What of a case's rows its state covers, as texts that are the same before they are written and after they are read. A
/// column that is added later belongs to a new version of the state.
/// </summary>
/// <remarks>
/// The case's number is vouched for by the serials, the version and the end of the chain by the chain; what lists are ordered
/// and searched by, and when the clock looks next, is made of the rest, see <see cref="DerivedColumns"/>. Who holds a
/// deadline is left out.
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

    /// <summary>What a case's row keeps for lists and searches.</summary>
    public const string Derived = """
        category, problem, district, respondent_name, search_text, next_stage, next_regime, next_started_at, next_due_at,
        next_provisional, stages_met, stages_missed
        """;

    /// <summary>What a deadline's row keeps for the clock.</summary>
    public const string DeadlineDerived = "id, next_at, lease_until";

    public const string Entry = "kind, number, issued_at, issuer_id, issuer_name";

    public const string Person = "sealed, name_hash, phone_hash, last_four_hash, id_number_hash";

    public const string Contact = $"id, at, purpose, channel, call_ref, {Person}";

    public const string Attachment = "id, at, actor_name, sealed_name, media_type, size, sha256, note";

    private static readonly string[] CaseNames = Names(Case);
    private static readonly string[] DeadlineNames = Names(Deadline);

    /// <summary>Of a row that is read, of whatever types stand there.</summary>
    public static IReadOnlyList<string?> OfCase(IDictionary<string, object?> row) => Of(row, CaseNames);

    /// <inheritdoc cref="OfCase"/>
    public static IReadOnlyList<string?> OfDeadline(IDictionary<string, object?> row) => Of(row, DeadlineNames);

    /// <summary>The columns of a list, by name.</summary>
    public static string[] Names(string columns) => columns.Split(',', StringSplitOptions.TrimEntries);

    public static IReadOnlyList<string?> Of(IDictionary<string, object?> row, string[] names) =>
        [.. names.Select(n => Text(row[n]))];

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

    public static IReadOnlyList<string?> Texts(params ReadOnlySpan<object?> values)
    {
        var texts = new string?[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            texts[i] = Text(values[i]);
        }
        return texts;
    }

    public static string? Text(object? value) =>
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
