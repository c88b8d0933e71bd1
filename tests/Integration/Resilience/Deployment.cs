using System.Net.Http.Headers;
using Integration.Harness;

namespace Integration.Resilience;

/// <summary>
/// The service as users run it: real processes on a data folder of their own, embedded or split over a private RabbitMQ.
/// Its duty window holds the real present, so that a contact that arrives now travels on the duty lane.
/// </summary>
internal sealed class Deployment : IAsyncDisposable
{
    private readonly Dictionary<string, string> environment;
    private readonly List<ServiceProcess> workers = [];
    private readonly List<ServiceProcess> furtherIntakes = [];

    private Deployment(string directory, PrivateBroker? broker, Dictionary<string, string> environment, Uri address)
    {
        Directory = directory;
        Broker = broker;
        this.environment = environment;
        Address = address;
    }

    public string Directory { get; }

    /// <summary>The settings every process of it runs under.</summary>
    public IReadOnlyDictionary<string, string> Settings => environment;

    public Uri Address { get; }

    /// <summary>The broker; only when split.</summary>
    public PrivateBroker Broker => field ?? throw new InvalidOperationException("An embedded service has no broker.");

    public ServiceProcess Intake { get; private set; } = null!;

    public IReadOnlyList<ServiceProcess> Workers => workers;

    public CaseFile Cases => new(Path.Combine(Directory, "complaints.db"));

    public static async Task<Deployment> StartAsync(
        bool split,
        int workerCount = 1,
        params (string Key, string Value)[] more
    )
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("hotline-").FullName;
        var broker = split ? await PrivateBroker.StartAsync(CancellationToken.None) : null;
        var now = TimeProvider.System.GetUtcNow();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Data__Directory"] = directory,
            ["RateLimits__PerSecond"] = "0",
            ["Logging__LogLevel__Default"] = "Warning",
            ["Duty__Windows__0__From"] = now.AddHours(-1).ToString("O"),
            ["Duty__Windows__0__To"] = now.AddHours(12).ToString("O"),
        };
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }
        if (broker is not null)
        {
            settings["Hosting__Mode"] = "Split";
            settings["Bus__Transport"] = "RabbitMq";
            settings["ConnectionStrings__RabbitMq"] = broker.Uri;
        }
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var deployment = new Deployment(directory, broker, settings, address);
        deployment.Intake = deployment.Start("Intake.Api.dll", address);
        await deployment.IntakeReadyAsync();
        for (var i = 0; split && i < workerCount; i++)
        {
            await deployment.AddWorkerAsync();
        }
        return deployment;
    }

    public Task IntakeReadyAsync() => Intake.ReadyAsync(new Uri(Address, "/health/ready"), TimeSpan.FromSeconds(30));

    /// <summary>One more Intake.Api beside the first, ready.</summary>
    public async Task<(ServiceProcess Process, Uri Address)> AddIntakeAsync()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var intake = Start("Intake.Api.dll", address);
        furtherIntakes.Add(intake);
        await intake.ReadyAsync(new Uri(address, "/health/ready"), TimeSpan.FromSeconds(30));
        return (intake, address);
    }

    public async Task AddWorkerAsync()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var worker = Start("Dispatch.Worker.dll", address);
        workers.Add(worker);
        await worker.ReadyAsync(new Uri(address, "/health/ready"), TimeSpan.FromSeconds(30));
    }

    /// <summary>A client of a key made by the command line verb, beside the running service.</summary>
    public async Task<HttpClient> ClientAsync(string role)
    {
        var (lines, _) = await Verb.RunAsync(["keys", "add", "--name", "test", "--role", role], environment, Directory);
        var key = lines[^1];
        return new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 })
        {
            BaseAddress = Address,
            Timeout = TimeSpan.FromSeconds(10),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
        };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in (ServiceProcess[])[Intake, .. furtherIntakes, .. workers])
        {
            await process.DisposeAsync();
        }
        if (environment.ContainsKey("ConnectionStrings__RabbitMq"))
        {
            await Broker.DisposeAsync();
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private ServiceProcess Start(string dll, Uri address) =>
        ServiceProcess.Start(Dll(dll), ["--urls", address.ToString().TrimEnd('/')], environment, Directory);

    private static string Dll(string name) => Path.Combine(AppContext.BaseDirectory, name);
}
