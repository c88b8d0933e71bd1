using System.Diagnostics;
using System.Net;

namespace Integration.Harness;

/// <summary>A service of this repository as a process of its own, which a test can stop, kill and start again.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private const int TailLines = 60;

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly OutputTail output = new();
    private readonly string dll;
    private readonly IReadOnlyList<string> arguments;
    private readonly IReadOnlyDictionary<string, string> environment;
    private readonly string workingDirectory;
    private ChildProcess process;

    private ServiceProcess(
        string dll,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        string workingDirectory
    )
    {
        this.dll = dll;
        this.arguments = arguments;
        this.environment = environment;
        this.workingDirectory = workingDirectory;
        process = Launch();
    }

    /// <summary>The process id; a new one after each start.</summary>
    public int Pid => process.Pid;

    public bool HasExited => process.HasExited;

    /// <summary>Waits until all that the process wrote has been read, which may be a moment after it has exited.</summary>
    public Task ReadToEndAsync() => process.ReadToEndAsync();

    /// <summary>What the process ended with.</summary>
    /// <exception cref="InvalidOperationException">It still runs.</exception>
    public int ExitCode => process.ExitCode;

    /// <summary>The last 2,000 lines written to standard output and standard error, over all starts.</summary>
    public string Output => output.ToString();

    /// <summary>Runs <c>dotnet dll arguments</c>; does not wait for it to be ready.</summary>
    /// <param name="environment">
    /// Added to the environment of the tests, from which <c>ASPNETCORE_*</c> and <c>DOTNET_ENVIRONMENT</c> are taken away.
    /// </param>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    /// <exception cref="InvalidOperationException"><c>dotnet</c> cannot be started.</exception>
    public static ServiceProcess Start(
        string dll,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        string workingDirectory
    )
    {
        if (!File.Exists(dll))
        {
            throw new FileNotFoundException($"There is no {dll}; build the solution first.", dll);
        }

        return new ServiceProcess(Path.GetFullPath(dll), arguments, environment, workingDirectory);
    }

    /// <summary>Waits until the address answers 200.</summary>
    /// <exception cref="InvalidOperationException">The process exited; the message holds the end of its output.</exception>
    /// <exception cref="TimeoutException">Time is up; the message holds the end of its output.</exception>
    public async Task ReadyAsync(Uri healthReady, TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        var last = "no answer";
        while (true)
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException(
                    $"{Describe()} exited with code {process.ExitCode} before it was ready.{Tail()}"
                );
            }

            try
            {
                using var response = await Http.GetAsync(healthReady);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }

                last = $"status {(int)response.StatusCode}";
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                last = exception.Message;
            }

            if (watch.Elapsed > limit)
            {
                throw new TimeoutException(
                    $"{Describe()} was not ready after {watch.Elapsed.TotalSeconds:0.0} s: {healthReady}: {last}.{Tail()}"
                );
            }

            await Task.Delay(Poll);
        }
    }

    /// <summary>Ends the process by SIGKILL, as a crash would, and waits until it is gone.</summary>
    public Task Kill9Async() => process.KillAsync();

    /// <summary>Asks the process to end by SIGTERM; kills it when it has not ended after 20 seconds.</summary>
    public Task StopAsync() => process.StopAsync(StopLimit);

    /// <summary>Starts the same command again; does not wait for it to be ready.</summary>
    /// <exception cref="InvalidOperationException">It still runs.</exception>
    public async Task StartAgainAsync()
    {
        if (!process.HasExited)
        {
            throw new InvalidOperationException($"{Describe()} still runs; stop or kill it first.");
        }

        await process.DisposeAsync();
        output.Add("--- started again ---");
        process = Launch();
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private ChildProcess Launch()
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = workingDirectory,
        };
        start.ArgumentList.Add(dll);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var inherited in start.Environment.Keys.Where(IsHostSetting).ToList())
        {
            start.Environment.Remove(inherited);
        }

        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        return ChildProcess.Start(start, output);
    }

    private static bool IsHostSetting(string variable) =>
        variable.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || variable.Equals("DOTNET_ENVIRONMENT", StringComparison.OrdinalIgnoreCase);

    private string Describe() => $"{Path.GetFileName(dll)} (process {Pid})";

    private string Tail() => $" The end of its output:\n{output.Last(TailLines)}";
}
