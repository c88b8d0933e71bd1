using Intake.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Shared.Contracts.Hosting;

namespace Browser.Harness;

/// <summary>The parts of a service whose processes run elsewhere, on the same database: makes its people and keys.</summary>
internal static class Beside
{
    /// <param name="arguments">The command line of the process.</param>
    /// <param name="environment">Its settings, such as <c>Data__Directory</c>.</param>
    /// <returns>The parts; nothing of them is started.</returns>
    public static async Task<WebApplication> BuildAsync(
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment
    )
    {
        var host = IntakeHost.Build(
            [.. arguments],
            builder =>
            {
                builder.Logging.ClearProviders();
                foreach (var (key, value) in environment)
                {
                    builder.Configuration[key.Replace("__", ":", StringComparison.Ordinal)] = value;
                }
            }
        );
        await host.Services.PrepareStorageAsync();
        return host;
    }
}
