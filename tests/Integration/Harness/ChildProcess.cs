using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Integration.Harness;

/// <summary>
/// One process started by a test. When <c>TEST_RUN_DIR</c> is set, a file named by its id and holding its start time lies
/// in that folder for as long as it runs, so that <c>tests/run</c> can end what a dead test host left behind.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int Terminate = 15;

    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(2);

    private readonly Process process;
    private readonly string name;
    private readonly string? registration;
    private readonly TaskCompletionSource exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool ended;

    private ChildProcess(Process process, string name)
    {
        this.process = process;
        this.name = name;
        process.Exited += (_, _) => exited.TrySetResult();
        process.Start();
        Pid = process.Id;
        registration = Register(Pid);
    }

    public int Pid { get; }

    public bool HasExited => ended || process.HasExited;

    /// <summary>The exit code; 128 and the number of the signal when a signal ended the process.</summary>
    /// <exception cref="InvalidOperationException">The process still runs.</exception>
    public int ExitCode => process.ExitCode;

    /// <summary>Starts a process; what it writes goes to the output, and it can read nothing.</summary>
    /// <exception cref="InvalidOperationException">The program cannot be started.</exception>
    public static ChildProcess Start(ProcessStartInfo start, OutputTail output)
    {
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var created = new Process { StartInfo = start, EnableRaisingEvents = true };
        created.OutputDataReceived += (_, line) => AddLine(output, line.Data);
        created.ErrorDataReceived += (_, line) => AddLine(output, line.Data);
        try
        {
            var child = new ChildProcess(created, Path.GetFileName(start.FileName));
            created.StandardInput.Close();
            created.BeginOutputReadLine();
            created.BeginErrorReadLine();
            return child;
        }
        catch (Win32Exception exception)
        {
            created.Dispose();
            throw new InvalidOperationException($"Cannot start {start.FileName}: {exception.Message}", exception);
        }
    }

    /// <summary>Ends the process and all its descendants by SIGKILL, and waits until it is gone.</summary>
    /// <exception cref="TimeoutException">It would not die.</exception>
    public async Task KillAsync()
    {
        if (ended)
        {
            return;
        }

        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has exited by itself.
        }

        await WaitForExitAsync(KillLimit);
    }

    /// <summary>Asks the process to end by SIGTERM; kills it when it has not ended within the limit.</summary>
    public async Task StopAsync(TimeSpan limit)
    {
        if (!HasExited)
        {
            _ = SendSignal(Pid, Terminate);
        }

        try
        {
            await WaitForExitAsync(limit);
        }
        catch (TimeoutException)
        {
            await KillAsync();
        }
    }

    /// <summary>Kills the process if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    private static void AddLine(OutputTail output, string? line)
    {
        if (line is not null)
        {
            output.Add(line);
        }
    }

    private static string? Register(int pid)
    {
        var folder = Environment.GetEnvironmentVariable("TEST_RUN_DIR");
        if (string.IsNullOrEmpty(folder) || StartTime(pid) is not { } startTime)
        {
            return null;
        }

        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, pid.ToString(CultureInfo.InvariantCulture));
        File.WriteAllText(file, startTime + "\n");
        return file;
    }

    /// <summary>
    /// The start in clock ticks since boot, field 22 of <c>/proc/PID/stat</c>: unlike the command line it outlives exec, and
    /// with the process id it names one process only. Null when the process is gone.
    /// </summary>
    private static string? StartTime(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private async Task WaitForExitAsync(TimeSpan limit)
    {
        if (ended)
        {
            return;
        }

        try
        {
            await exited.Task.WaitAsync(limit);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{name} (process {Pid}) still runs after {limit.TotalSeconds} s.", exception);
        }

        if (registration is not null)
        {
            File.Delete(registration);
        }

        await ReadToEndAsync();
        ended = true;
    }

    /// <summary>Waits until all that the process wrote has been read.</summary>
    public async Task ReadToEndAsync()
    {
        try
        {
            // The last lines; a descendant which lives on may hold the pipe open, so not for ever.
            await process.WaitForExitAsync().WaitAsync(DrainLimit);
        }
        catch (TimeoutException)
        {
            process.CancelOutputRead();
            process.CancelErrorRead();
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int pid, int signal);
}
