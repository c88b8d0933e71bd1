using System.Net.Http.Headers;
using Intake.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Evidence;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage.Evidence;

namespace Integration.Harness;

/// <summary>
/// The whole service inside the test's process, on a real Kestrel port and a real database file of its own. Domain time is
/// the test's to set; real time runs.
/// </summary>
public sealed class InProcessService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly List<HttpClient> clients = [];
    private readonly bool ownsDirectory;

    private InProcessService(WebApplication app, string directory, bool ownsDirectory)
    {
        this.app = app;
        Directory = directory;
        this.ownsDirectory = ownsDirectory;
        Address = new Uri(app.Urls.First());
    }

    public Uri Address { get; }

    /// <summary>The data folder; start again on it to see what a restart finds.</summary>
    public string Directory { get; }

    public IServiceProvider Services => app.Services;

    public CaseClock Clock => app.Services.GetRequiredService<CaseClock>();

    /// <param name="settings">Settings beside an embedded service's defaults, such as <c>RateLimits:PerSecond</c>.</param>
    /// <param name="configure">Changes to the services.</param>
    /// <param name="at">Domain time to begin at; real time if nothing is said.</param>
    /// <param name="directory">A data folder to go on with; a fresh one that is removed in the end if nothing is said.</param>
    public static async Task<InProcessService> StartAsync(
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<WebApplicationBuilder>? configure = null,
        DateTimeOffset? at = null,
        string? directory = null
    )
    {
        var folder = directory ?? System.IO.Directory.CreateTempSubdirectory("hotline-").FullName;
        var built = IntakeHost.Build(
            ["--urls", "http://127.0.0.1:0"],
            builder =>
            {
                builder.Configuration["Data:Directory"] = folder;
                builder.Configuration["RateLimits:PerSecond"] = "0";
                builder.Configuration["Logging:LogLevel:Default"] = "Warning";
                foreach (var (key, value) in settings ?? new Dictionary<string, string?>(StringComparer.Ordinal))
                {
                    builder.Configuration[key] = value;
                }
                builder.Logging.ClearProviders();
                builder.Logging.AddSimpleConsole();
                configure?.Invoke(builder);
            }
        );
        await built.Services.PrepareStorageAsync();
        if (at is { } start)
        {
            Set(built.Services.GetRequiredService<CaseClock>(), start, 1);
        }
        await built.StartAsync();
        return new InProcessService(built, folder, directory is null);
    }

    /// <summary>Runs a verb of the command line beside the running service.</summary>
    /// <returns>The lines that it wrote, and what it ended with.</returns>
    public Task<(string[] Lines, int Code)> RunVerbAsync(params string[] verb) =>
        Verb.RunAsync(
            verb,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Data__Directory"] = Directory },
            Directory
        );

    /// <summary>Sets domain time, which runs on from there.</summary>
    public void SetTime(DateTimeOffset at, double speed = 1) => Set(Clock, at, speed);

    /// <summary>A client of a new key with this role.</summary>
    public async Task<HttpClient> ClientAsync(Role role, Unit? unit = null)
    {
        var key = await app
            .Services.GetRequiredService<ApiKeys>()
            .AddAsync($"{role}", role, unit ?? Actor.UsualUnit(role));
        return Client(key);
    }

    /// <summary>A client with this key, or with none; it follows no redirect, on which a key would be lost.</summary>
    public HttpClient Client(string? key = null)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
        clients.Add(client);
        return client;
    }

    /// <summary>Ends it, once everything that it has written is verified to be intact.</summary>
    public async Task EndIntactAsync()
    {
        var found = new List<Finding>();
        await Services
            .GetRequiredService<Verification>()
            .RunAsync(new VerificationTally(), found.Add, [], CancellationToken.None);
        await DisposeAsync();
        Assert.That(found, Is.Empty);
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(c => c.Dispose());
        await app.StopAsync();
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (ownsDirectory)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }

    private static void Set(CaseClock clock, DateTimeOffset at, double speed) =>
        clock.Simulate(new DrillClock(at, speed, TimeProvider.System.GetUtcNow()));
}
