namespace Intake.Api.Assignments.Import;

/// <summary>How pages speak of a file's progress.</summary>
internal static class ImportWords
{
    public static string State(ImportRun run) =>
        run is { DryRun: true, State: "ended" } ? "已核对，尚未导入"
        : run is { DryRun: true, IsMoving: true } ? "核对中"
        : ImportRun.States.NameOf(run.State);

    /// <summary>Rate and time left; nothing where neither is known.</summary>
    public static string? Pace(ImportRun run) =>
        run.SecondsLeft is { } left
            ? $"每秒 {run.Rate:0} 行，约还需 {(left < 60 ? $"{left} 秒" : $"{Math.Ceiling(left / 60.0)} 分钟")}"
            : null;
}
