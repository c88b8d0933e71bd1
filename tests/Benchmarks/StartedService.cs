using System.Diagnostics;
using Integration.Harness;

namespace Benchmarks;

/// <summary>
/// The built Release service in processes of its own over a temporary folder, with a private RabbitMQ when split. A duty
/// window is open now, as in the days the service is for. Nothing is left after disposal.
/// </summary>
internal sealed class StartedService : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateTempSubdirectory("bench-").FullName;
    private readonly string root = Root();
    private readonly Dictionary<string, ServiceProcess> processes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> processorTime = new(StringComparer.Ordinal);
    private PrivateBroker? broker;

    private StartedService() { }

    public Uri Url { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    public string Key { get; private set; } = "";

    public static async Task<StartedService> StartAsync(string mode)
    {
        var service = new StartedService();
        try
        {
            await service.StartAsync(split: mode == "split");
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    public void MarkProcessorTime()
    {
        foreach (var (name, process) in processes)
        {
            processorTime[name] = TimeOf(process);
        }
        processorTime["client"] = Environment.CpuUsage.TotalTime;
    }

    /// <summary>Cores each process kept busy, the broker left out.</summary>
    public void PrintProcessorTime(TimeSpan elapsed)
    {
        var used = processes
            .Select(p => (p.Key, Time: TimeOf(p.Value) - processorTime[p.Key]))
            .Append(("client", Environment.CpuUsage.TotalTime - processorTime["client"]))
            .Select(p => $"{p.Item1} {p.Item2 / elapsed:0.00}");
        Console.WriteLine($"cores busy: {string.Join(", ", used)}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes.Values)
        {
            await process.StopAsync();
            await process.DisposeAsync();
        }
        if (broker is not null)
        {
            await broker.DisposeAsync();
        }
        Directory.Delete(folder, recursive: true);
    }

    private async Task StartAsync(bool split)
    {
        var settings = await SettingsAsync(split);
        var intake = Dll("Intake.Api");
        Key = await AddKeyAsync(intake, settings);
        await StartAsync("intake", intake, Url, settings);
        if (split)
        {
            await StartAsync(
                "worker",
                Dll("Dispatch.Worker"),
                new Uri($"http://127.0.0.1:{FreePort.Next()}"),
                settings
            );
        }
    }

    private async Task<Dictionary<string, string>> SettingsAsync(bool split)
    {
        var now = TimeProvider.System.GetUtcNow();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Hosting__Mode"] = split ? "Split" : "Embedded",
            ["Data__Directory"] = folder,
            ["RateLimits__PerSecond"] = "0",
            ["Logging__LogLevel__Default"] = "Warning",
            ["Duty__Windows__0__From"] = $"{now.AddDays(-1):yyyy-MM-ddTHH:mm:ssZ}",
            ["Duty__Windows__0__To"] = $"{now.AddDays(1):yyyy-MM-ddTHH:mm:ssZ}",
        };
        if (split)
        {
            broker = await PrivateBroker.StartAsync(CancellationToken.None);
            settings["Bus__Transport"] = "RabbitMq";
            settings["ConnectionStrings__RabbitMq"] = broker.Uri;
        }
        return settings;
    }

    private async Task StartAsync(string name, string dll, Uri address, Dictionary<string, string> settings)
    {
        var environment = new Dictionary<string, string>(settings, StringComparer.Ordinal)
        {
            ["Urls"] = address.GetLeftPart(UriPartial.Authority),
        };
        var process = ServiceProcess.Start(dll, [], environment, folder);
        processes[name] = process;
        await process.ReadyAsync(new Uri(address, "/health/ready"), StartLimit);
    }

    /// <summary>The verb prints the key alone on its last line.</summary>
    private async Task<string> AddKeyAsync(string dll, Dictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [dll, "keys", "add", "--name", "load", "--role", "operator"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }
        using var verb = Process.Start(start)!;
        var output = await verb.StandardOutput.ReadToEndAsync();
        await verb.WaitForExitAsync();
        return verb.ExitCode == 0
            ? output.TrimEnd().Split('\n')[^1].Trim()
            : throw new InvalidOperationException($"keys add ended with {verb.ExitCode}: {output}");
    }

    private string Dll(string project) => Path.Combine(root, project, "bin", "Release", "net10.0", $"{project}.dll");

    private static TimeSpan TimeOf(ServiceProcess service)
    {
        using var process = Process.GetProcessById(service.Pid);
        return process.TotalProcessorTime;
    }

    private static string Root()
    {
        var parent = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(parent.FullName, "Hotline12315.slnx")))
        {
            parent =
                parent.Parent ?? throw new InvalidOperationException("The load client runs inside the repository.");
        }
        return parent.FullName;
    }
}
