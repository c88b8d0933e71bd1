using Shared.Contracts.Cases;

namespace Intake.Api.Complaints;

/// <summary>A case as a line of a list: what happened, to whom, who has it, and which limit is next. No personal data.</summary>
public sealed record CaseLine
{
    /// <summary>Columns of a statement that reads lines; the table's alias is <c>c</c>.</summary>
    public const string Columns = Most + ", SUBSTRING(c.search_text, 1, 160) AS search_text";

    /// <summary>The same with the whole text, for lines that are compared with another's words.</summary>
    public const string ColumnsWithText = Most + ", c.search_text";

    /// <summary>
    /// The case has ended and somebody is yet to be told: both sides of a mediation, or the complainant that it was refused. The
    /// table's alias is <c>c</c>.
    /// </summary>
    public const string IsToTell = """
        c.status IN ('withdrawn', 'refused')
            AND c.next_due_at IS NOT NULL
            AND EXISTS (
                SELECT 1
                FROM deadlines d
                WHERE d.case_id = c.id
                    AND d.stage IN ('notify', 'tellDecision')
                    AND d.met_at IS NULL
                    AND d.cancelled_at IS NULL
            )
        """;

    private const string Most =
        "c.id, c.version, c.number, c.kind, c.status, c.unit, c.handler_name, c.level, c.important, c.channel, c.assigned_by, "
        + "c.arrived_at, c.category, c.problem, c.district, c.respondent_name, c.outcome, c.incomplete, "
        + "c.next_stage, c.next_regime, c.next_started_at, c.next_due_at, c.next_provisional";

    private const int MostShown = 72;

    public Guid Id { get; init; }
    public int Version { get; init; }
    public string Number { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Status { get; init; } = "";
    public string? Unit { get; init; }
    public string? HandlerName { get; init; }
    public string Level { get; init; } = "";
    public string? Important { get; init; }
    public string Channel { get; init; } = "";
    public string? AssignedBy { get; init; }
    public DateTimeOffset ArrivedAt { get; init; }
    public string? Category { get; init; }
    public string? Problem { get; init; }
    public string? District { get; init; }
    public string? RespondentName { get; init; }
    public string? Outcome { get; init; }
    public string Incomplete { get; init; } = "[]";
    public string SearchText { get; init; } = "";
    public string? NextStage { get; init; }
    public string? NextRegime { get; init; }
    public DateTimeOffset? NextStartedAt { get; init; }
    public DateTimeOffset? NextDueAt { get; init; }

    /// <summary>The next limit reaches into a year whose holidays are not known.</summary>
    public bool NextProvisional { get; init; }

    /// <summary>Why the line stands where it stands, where a list has several groups.</summary>
    public string? Note { get; init; }

    public bool IsUrgent => Level != Codes.Levels.Code(Shared.Contracts.Cases.Level.Normal);

    /// <summary>The beginning of the caller's words, or what the form says when there are none.</summary>
    public string What
    {
        get
        {
            var text =
                SearchText.Split('\n', StringSplitOptions.TrimEntries) is [{ Length: > 0 } first, ..] ? first
                : Problem is { } problem ? Codes.Problems.NameOf(problem)
                : "（尚无内容）";
            return text.Length > MostShown ? text[..MostShown] + "…" : text;
        }
    }
}
