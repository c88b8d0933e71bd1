namespace Integration.Harness;

/// <summary>A verb of Intake.Api's command line, run in a process of its own.</summary>
public static class Verb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs a verb to its end.</summary>
    /// <inheritdoc cref="ServiceProcess.Start"/>
    /// <returns>The lines that it wrote, trimmed and without empty ones, and what it ended with.</returns>
    public static async Task<(string[] Lines, int Code)> RunAsync(
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        string workingDirectory
    )
    {
        await using var process = ServiceProcess.Start(
            Path.Combine(AppContext.BaseDirectory, "Intake.Api.dll"),
            arguments,
            environment,
            workingDirectory
        );
        await Eventually.HoldsAsync(
            () => Task.FromResult(process.HasExited),
            Patience,
            $"{string.Join(' ', arguments)} ends"
        );
        await process.ReadToEndAsync();
        return (
            process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            process.ExitCode
        );
    }
}
