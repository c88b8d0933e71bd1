using System.Diagnostics;
using System.Globalization;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Integration.Harness;

/// <summary>
/// A RabbitMQ of one test or fixture: its own process, ports and data, reachable from this machine only. It can be
/// stopped, killed and started again with the same data; nothing of it is left after disposal.
/// </summary>
public sealed class PrivateBroker : IAsyncDisposable
{
    private const string ServerScript = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private const string NodeName = "test@localhost";
    private const int TailLines = 60;

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly OutputTail output = new();
    private readonly string folder = Directory.CreateTempSubdirectory("broker-").FullName;
    private readonly int port = FreePort.Next();
    private readonly int distributionPort = FreePort.Next();
    private readonly int portMapperPort = FreePort.Next();
    private readonly ConnectionFactory connections;
    private ChildProcess? portMapper;
    private ChildProcess? server;

    private PrivateBroker()
    {
        Uri = $"amqp://guest:guest@127.0.0.1:{port}";
        connections = new ConnectionFactory
        {
            Uri = new Uri(Uri),
            AutomaticRecoveryEnabled = false,
            ClientProvidedName = nameof(PrivateBroker),
        };
    }

    /// <summary>The AMQP address, with the user and password.</summary>
    public string Uri { get; }

    /// <summary>The last 2,000 lines of the broker's log, over all starts.</summary>
    public string Output => output.ToString();

    /// <summary>Starts a new, empty broker and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">
    /// RabbitMQ is not installed, or the broker exited; the message holds the end of its log.
    /// </exception>
    /// <exception cref="TimeoutException">
    /// It did not answer within 60 seconds; the message holds the end of its log.
    /// </exception>
    public static async Task<PrivateBroker> StartAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(ServerScript))
        {
            throw new InvalidOperationException(
                $"There is no {ServerScript}; install the package rabbitmq-server, as tests/run does."
            );
        }

        var broker = new PrivateBroker();
        try
        {
            await broker.LaunchAsync(cancellationToken);
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the broker by SIGKILL, as a crash would; its data stays.</summary>
    /// <remarks>
    /// RabbitMQ 3.10 registers a new quorum queue on disk about a second after its declaration has been confirmed. Killed
    /// before, the queue never elects a leader again: let two seconds pass after declaring one. Classic queues need nothing.
    /// </remarks>
    public Task KillAsync() => server?.KillAsync() ?? Task.CompletedTask;

    /// <summary>Shuts the broker down in order; its data stays.</summary>
    public Task StopAsync() => server?.StopAsync(StopLimit) ?? Task.CompletedTask;

    /// <summary>Starts the killed or stopped broker with the same ports and data, and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">It still runs, or it exited while starting.</exception>
    /// <exception cref="TimeoutException">It did not answer within 60 seconds.</exception>
    public async Task StartAgainAsync()
    {
        if (server is { HasExited: false })
        {
            throw new InvalidOperationException($"The broker at {Uri} still runs; stop or kill it first.");
        }

        await LaunchAsync(CancellationToken.None);
    }

    /// <summary>How many messages of the queue are ready to be delivered.</summary>
    /// <remarks>After a start, a quorum queue tells 0 until it has elected a leader: ask eventually.</remarks>
    /// <exception cref="OperationInterruptedException">There is no such queue.</exception>
    /// <exception cref="BrokerUnreachableException">The broker is down.</exception>
    public async Task<uint> DepthAsync(string queue)
    {
        await using var connection = await connections.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        if (portMapper is not null)
        {
            await portMapper.DisposeAsync();
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task LaunchAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await EnsurePortMapperAsync();
        if (server is not null)
        {
            await server.DisposeAsync();
            output.Add("--- started again ---");
        }

        server = ChildProcess.Start(ServerStart(), output);
        while (!await AnswersAsync(cancellationToken))
        {
            if (server.HasExited)
            {
                throw new InvalidOperationException(
                    $"The broker exited with code {server.ExitCode} while starting.{Tail()}"
                );
            }

            if (watch.Elapsed > AnswerLimit)
            {
                throw new TimeoutException(
                    $"The broker at {Uri} does not answer after {watch.Elapsed.TotalSeconds:0} s.{Tail()}"
                );
            }

            await Task.Delay(Poll, cancellationToken);
        }
    }

    /// <summary>
    /// Erlang's port mapper as our own child: left to itself, the broker starts one in the background which outlives it.
    /// </summary>
    private async Task EnsurePortMapperAsync()
    {
        if (portMapper is { HasExited: false })
        {
            return;
        }

        if (portMapper is not null)
        {
            await portMapper.DisposeAsync();
        }

        var start = new ProcessStartInfo("epmd") { WorkingDirectory = folder };
        start.ArgumentList.Add("-port");
        start.ArgumentList.Add(Text(portMapperPort));
        start.ArgumentList.Add("-address");
        start.ArgumentList.Add("127.0.0.1");
        portMapper = ChildProcess.Start(start, output);
    }

    private ProcessStartInfo ServerStart()
    {
        var plugins = Path.Combine(folder, "enabled_plugins");
        var settings = Path.Combine(folder, "rabbitmq.conf");
        var scriptSettings = Path.Combine(folder, "rabbitmq-env.conf");
        File.WriteAllText(plugins, "[].");
        // A test machine with a full disk shall not block publishers.
        File.WriteAllText(settings, "disk_free_limit.absolute = 1MB\n");
        File.WriteAllText(scriptSettings, "");

        var start = new ProcessStartInfo(ServerScript) { WorkingDirectory = folder };
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["HOME"] = folder;
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["ERL_EPMD_PORT"] = Text(portMapperPort);
        start.Environment["ERL_EPMD_ADDRESS"] = "127.0.0.1";
        start.Environment["RABBITMQ_NODENAME"] = NodeName;
        start.Environment["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1";
        start.Environment["RABBITMQ_NODE_PORT"] = Text(port);
        start.Environment["RABBITMQ_DIST_PORT"] = Text(distributionPort);
        start.Environment["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "data");
        start.Environment["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log");
        start.Environment["RABBITMQ_LOGS"] = "-";
        start.Environment["RABBITMQ_PID_FILE"] = Path.Combine(folder, "pid");
        start.Environment["RABBITMQ_ENABLED_PLUGINS_FILE"] = plugins;
        start.Environment["RABBITMQ_CONFIG_FILE"] = settings;
        start.Environment["RABBITMQ_CONF_ENV_FILE"] = scriptSettings;
        UseCoreOnly(start);
        // The script becomes the Erlang machine instead of staying as its parent, so signals reach it.
        start.Environment["RABBITMQ_ALLOW_INPUT"] = "1";
        // Threads which never spin make the start, with its thousands of small reads, three times as slow.
        start.Environment["RABBITMQ_SCHEDULER_BUSY_WAIT_THRESHOLD"] = "very_short";
        start.Environment["RABBITMQ_SCHEDULER_BIND_TYPE"] = "u";
        start.Environment["RABBITMQ_MAX_NUMBER_OF_PROCESSES"] = "65536";
        start.Environment["RABBITMQ_MAX_NUMBER_OF_ATOMS"] = "1048576";
        start.Environment["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
            $"-noinput +S 2:2 -sname {NodeName} -start_epmd false -kernel inet_dist_use_interface {{127,0,0,1}} "
            + $"-kernel inet_dist_listen_min {distributionPort} -kernel inet_dist_listen_max {distributionPort}";
        return start;
    }

    /// <summary>
    /// Shows the broker a home whose optional plugins are missing. Erlang looks for each module in every plugin's folder,
    /// so this saves a third of the start.
    /// </summary>
    private void UseCoreOnly(ProcessStartInfo start)
    {
        var script = File.ResolveLinkTarget(ServerScript, returnFinalTarget: true)?.FullName ?? ServerScript;
        var scripts = Path.GetDirectoryName(script)!;
        var plugins = Path.Combine(scripts, "..", "plugins");
        if (!Directory.Exists(plugins))
        {
            return;
        }

        var homeScripts = Path.Combine(folder, "home", "sbin");
        var homePlugins = Path.Combine(folder, "home", "plugins");
        if (!Directory.Exists(homePlugins))
        {
            Directory.CreateDirectory(homePlugins);
            Directory.CreateSymbolicLink(homeScripts, scripts);
            foreach (var plugin in Directory.EnumerateDirectories(plugins).Where(IsCore))
            {
                Directory.CreateSymbolicLink(Path.Combine(homePlugins, Path.GetFileName(plugin)), plugin);
            }
        }

        start.Environment["RABBITMQ_SCRIPTS_DIR"] = homeScripts;
        start.Environment["RABBITMQ_PLUGINS_DIR"] = homePlugins;
    }

    private static bool IsCore(string plugin)
    {
        var name = Path.GetFileName(plugin);
        return !name.StartsWith("rabbitmq_", StringComparison.Ordinal)
            || name.StartsWith("rabbitmq_prelaunch", StringComparison.Ordinal);
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await connections.CreateConnectionAsync(cancellationToken);
            return connection.IsOpen;
        }
        catch (BrokerUnreachableException)
        {
            return false;
        }
    }

    private string Tail() => $" The end of its log:\n{output.Last(TailLines)}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
