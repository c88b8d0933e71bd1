using Shared.Contracts.Cases;

namespace Intake.Api.Assignments.Import;

/// <summary>How far a file is.</summary>
public enum ImportState
{
    /// <summary>待对应: somebody must say which column is which.</summary>
    Unmapped,

    /// <summary>等待: it will be taken up within a second.</summary>
    Waiting,

    /// <summary>进行中.</summary>
    Running,

    /// <summary>已暂停: somebody stopped it; it goes on where it was.</summary>
    Stopped,

    /// <summary>已完成: every row has its case or its reason.</summary>
    Ended,

    /// <summary>未能读完: the rows before the fault are taken in.</summary>
    Failed,
}

/// <summary>A file of assignments and how far it has been taken in.</summary>
public sealed class ImportRun
{
    public static readonly CodeTable<ImportState> States = new(
        "importState",
        (ImportState.Unmapped, "待对应列"),
        (ImportState.Waiting, "等待"),
        (ImportState.Running, "进行中"),
        (ImportState.Stopped, "已暂停"),
        (ImportState.Ended, "已完成"),
        (ImportState.Failed, "未能读完")
    );

    public Guid Id { get; init; }
    public string FileName { get; init; } = "";
    public string Source { get; init; } = "";
    public string ActorId { get; init; } = "";
    public string ActorName { get; init; } = "";

    /// <summary><see cref="ImportColumns"/> as stored.</summary>
    public string Columns { get; init; } = "";
    public bool DryRun { get; init; }
    public string State { get; init; } = "";

    /// <summary>Rows that hold something, the headers not counted; grows while they are counted.</summary>
    public int Total { get; init; }

    /// <summary>Rows stored or already there; of a dry run, rows that could be.</summary>
    public int Done { get; init; }
    public int Failed { get; init; }

    /// <summary>The first row of the file that is not taken up yet.</summary>
    public int NextRow { get; init; }

    /// <summary>Real time.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last moved.</summary>
    public DateTimeOffset MovedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why the rest cannot be read.</summary>
    public string? Error { get; init; }

    public bool IsMoving => State is "waiting" or "running";

    public ImportColumns Layout => ImportColumns.Parse(Columns);

    /// <summary>Who acts in the name of this file.</summary>
    public Actor Actor => new(ActorId, ActorName, Role.Operator, null);

    /// <summary>What was sent under the file's key: a digest of content, source, and whether it was only to be checked.</summary>
    public string? Sent { get; init; }

    /// <summary>When it was last taken up, and how many rows were done by then: the pauses between count for no rate.</summary>
    public DateTimeOffset? TakenUpAt { get; init; }
    public int TakenUpFrom { get; init; }

    /// <summary>Rows a second since it was last taken up; nothing before the first.</summary>
    public double? Rate =>
        Done + Failed - TakenUpFrom is > 0 and var moved && TakenUpAt is { } since && MovedAt > since
            ? moved / (MovedAt - since).TotalSeconds
            : null;

    /// <summary>Seconds until the end at this rate; nothing where that is not known.</summary>
    public int? SecondsLeft =>
        State == "running" && Rate is { } rate ? Math.Max(0, (int)Math.Ceiling((Total - Done - Failed) / rate)) : null;
}
