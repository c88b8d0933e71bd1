using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Suggestions;
using Shared.Contracts.Hosting.Bus;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Documents;
using Shared.Contracts.Storage.Duty;
using Shared.Contracts.Storage.Evidence;
using Shared.Contracts.Storage.Failures;
using Shared.Contracts.Storage.Feed;
using Shared.Contracts.Storage.Outbox;
using Shared.Contracts.Storage.People;
using Shared.Contracts.Storage.Shell;

namespace Shared.Contracts.Hosting;

/// <summary>What both processes are built on: storage, shell, outbox, bus, access and telemetry.</summary>
public static class HotlineModule
{
    public static IHostApplicationBuilder AddHotline(
        this IHostApplicationBuilder builder,
        HotlineOptions options,
        params IReadOnlyList<IBusParticipant> participants
    )
    {
        var services = builder.Services;
        services.AddStorage(options);
        services.AddBus(options, participants);
        services.AddSingleton<RelayState>();
        foreach (var lane in Enum.GetValues<Lane>())
        {
            services.AddSingleton<IHostedService>(provider =>
                ActivatorUtilities.CreateInstance<OutboxRelay>(provider, lane)
            );
        }
        services.AddHostedService<FeedSequencer>();
        services.AddHostedService<ChangeAnnouncer>();
        if (options.Bus == BusTransport.RabbitMq)
        {
            services.AddSingleton<BrokerProbe>();
            services.AddHostedService(provider => provider.GetRequiredService<BrokerProbe>());
        }
        services.AddAccess(options.Sessions);
        services.AddProblemDetails();
        services
            .AddOpenTelemetry()
            .WithMetrics(metrics =>
                metrics
                    .AddMeter(Telemetry.MeterName, "Microsoft.AspNetCore.Hosting", "MassTransit")
                    .AddPrometheusExporter()
            );
        return builder;
    }

    /// <summary>Storage and the shell alone: what the command line verbs need.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, HotlineOptions options)
    {
        CreateDataDirectory(options.DataDirectory);
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<CaseClock>();
        services.AddSingleton(
            new Database(
                options.Storage == StorageProvider.Sqlite ? new SqliteDialect() : new SqlServerDialect(),
                options.ComplaintsConnection
            )
        );
        services
            .AddDataProtection()
            .SetApplicationName("hotline12315")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(options.DataDirectory, "keys")));
        services.AddSingleton(provider => new PeopleVault(
            provider.GetRequiredService<IDataProtectionProvider>(),
            options.DataDirectory
        ));
        services.AddSingleton(options.Duty);
        services.AddSingleton<LawVersions>();
        services.AddSingleton<OpenLawLimits>();
        services.AddSingleton(_ => Classifier.Parse(Shipped.Read("Cases.Suggestions.category-words.json")));
        services.AddSingleton(new NotificationChannels(options.NotificationWebhook is not null));
        services.AddSingleton<PolicySource>();
        services.AddSingleton<CommitSignals>();
        services.AddSingleton<DocumentRegister>();
        services.AddSingleton<CaseWriter>();
        services.AddSingleton<CaseTransaction>();
        services.AddSingleton<CaseShell>();
        services.AddSingleton<SealEarlierEvents>();
        services.AddSingleton<AnchorBook>();
        services.AddSingleton<AnchorLog>();
        services.AddSingleton<VerifyTimelines>();
        services.AddSingleton<VerifyAnchors>();
        services.AddSingleton<VerifyNumbers>();
        services.AddSingleton<VerifyLaw>();
        services.AddSingleton<VerifyRegisters>();
        services.AddSingleton<VerifySheet>();
        services.AddSingleton<Verification>();
        services.AddSingleton<FailedWork>();
        services.AddSingleton<Heartbeats>();
        services.AddSingleton<DutyReports>();
        services.AddSingleton<AuditLog>();
        services.AddMemoryCache();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<Users>();
        return services;
    }

    private static void CreateDataDirectory(string directory)
    {
        try
        {
            Directory.CreateDirectory(Path.Combine(directory, "keys"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException("Data:Directory", $"{directory} cannot be written: {fault.Message}");
        }
    }

    /// <summary>Starts listening.</summary>
    /// <exception cref="ConfigurationException">The address is wrong or in use.</exception>
    public static async Task StartListeningAsync(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception fault) when (fault is IOException or FormatException or UriFormatException)
        {
            throw new ConfigurationException("Urls", fault.Message);
        }
    }

    /// <summary>
    /// Migrates the database, seals timelines from before they were chained, puts the shipped rules in force and starts a
    /// drill's clock. Before anything runs.
    /// </summary>
    public static async Task PrepareStorageAsync(this IServiceProvider services)
    {
        var options = services.GetRequiredService<HotlineOptions>();
        var database = services.GetRequiredService<Database>();
        Migrator.Migrate(database);
        await services.GetRequiredService<SealEarlierEvents>().RunAsync();
        await services.GetRequiredService<PolicySource>().EnsureRulesAsync(Shipped.Read("Cases.Routing.rules.json"));
        await services.GetRequiredService<LawVersions>().EnsureShippedAsync();
        if (options.Drill is { } drill)
        {
            var time = services.GetRequiredService<TimeProvider>();
            services.GetRequiredService<CaseClock>().Simulate(await DrillStore.BeginAsync(database, drill, time));
        }
    }

    /// <summary>Health and metrics, alike in both processes.</summary>
    public static void MapHotline(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => Results.Text("live")).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapGet("/health/ready", (Delegate)Readiness.ReadAsync).AllowAnonymous().ExcludeFromDescription();
        endpoints
            .MapPrometheusScrapingEndpoint("/metrics")
            .RequireAuthorization(policy =>
                policy.RequireAssertion(context =>
                    context.User.IsInRole(Codes.Roles.Code(Role.Admin))
                    || context.Resource is HttpContext { Connection.RemoteIpAddress: { } address }
                        && System.Net.IPAddress.IsLoopback(address)
                )
            );
    }
}
