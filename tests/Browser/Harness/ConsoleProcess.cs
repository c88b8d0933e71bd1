using Integration.Harness;
using Microsoft.AspNetCore.Builder;

namespace Browser.Harness;

/// <summary>
/// The console of an embedded service in a process of its own, which a test can kill and start again. People and keys are
/// made beside it, on the same database.
/// </summary>
public sealed class ConsoleProcess : HotlineConsole
{
    /// <summary>A drill that begins an hour into the duty window.</summary>
    public static readonly IReadOnlyList<string> Drill = ["--drill", "--start", $"{Morning:yyyy-MM-ddTHH:mm}"];

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly WebApplication beside;
    private readonly string directory;

    private ConsoleProcess(Uri address, WebApplication beside, ServiceProcess process, string directory)
        : base(address, beside.Services)
    {
        this.beside = beside;
        Process = process;
        this.directory = directory;
    }

    public ServiceProcess Process { get; }

    /// <param name="arguments">The command line beside the address; <see cref="Drill"/> if nothing is said.</param>
    /// <param name="settings">Settings such as <c>Duty__Windows__0__From</c>.</param>
    public static async Task<ConsoleProcess> StartAsync(
        IReadOnlyList<string>? arguments = null,
        IReadOnlyDictionary<string, string>? settings = null
    )
    {
        var folder = Directory.CreateTempSubdirectory("hotline-").FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        string[] line = [.. arguments ?? Drill, "--urls", address.ToString().TrimEnd('/')];
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Data__Directory"] = folder,
            ["RateLimits__PerSecond"] = "0",
            ["Logging__LogLevel__Default"] = "Warning",
        };
        foreach (var (key, value) in settings ?? environment)
        {
            environment[key] = value;
        }
        var host = await Beside.BuildAsync(line, environment);
        var dll = Path.Combine(AppContext.BaseDirectory, "Intake.Api.dll");
        var console = new ConsoleProcess(address, host, ServiceProcess.Start(dll, line, environment, folder), folder);
        await console.ReadyAsync();
        return console;
    }

    public Task ReadyAsync() => Process.ReadyAsync(new Uri(Address, "/health/ready"), StartLimit);

    /// <summary>Ends the service as a crash would.</summary>
    public Task KillAsync() => Process.Kill9Async();

    /// <summary>Starts the killed service on the same address and data, and waits until it is ready.</summary>
    public async Task StartAgainAsync()
    {
        await Process.StartAgainAsync();
        await ReadyAsync();
    }

    /// <summary>Bytes of the service that lie in memory now.</summary>
    public long WorkingSet()
    {
        using var process = System.Diagnostics.Process.GetProcessById(Process.Pid);
        return process.WorkingSet64;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Process.DisposeAsync();
        await beside.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(directory, recursive: true);
    }
}
