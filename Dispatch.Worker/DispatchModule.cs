using Dispatch.Worker.Deadlines;
using Dispatch.Worker.Failures;
using Dispatch.Worker.Housekeeping;
using Dispatch.Worker.Notifications;
using Dispatch.Worker.Routing;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.InMemory;
using Hangfire.Server;
using Hangfire.SqlServer;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;

namespace Dispatch.Worker;

/// <summary>Routing, deadlines and notifications: what the worker does, in a process of its own or embedded.</summary>
public static class DispatchModule
{
    public static IServiceCollection AddDispatch(this IServiceCollection services, HotlineOptions options)
    {
        services.AddSingleton<RouteWaitingCase>();
        services.AddSingleton<OutageLedger>();
        services.AddSingleton<WalkLadder>();
        services.AddSingleton<Purge>();
        services.AddSingleton<AnchorTimelines>();
        services.AddSingleton<RestoreClocks>();
        services.AddHostedService<RoutingSweep>();
        services.AddSingleton<IBackgroundProcess, DeadlineClock>();
        // Of this service alone: Hangfire's own registrations take whatever the process configured last.
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(
            provider.GetRequiredService<IServiceScopeFactory>()
        ));
        services.AddSingleton<JobStorage>(_ =>
            options.Storage == StorageProvider.SqlServer
                ? new SqlServerStorage(
                    options.ComplaintsConnection,
                    new SqlServerStorageOptions { QueuePollInterval = TimeSpan.FromSeconds(1) }
                )
                // What Hangfire forgets at a restart stands in the database: owed steps are handed over again.
                : new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(1) })
        );
        services.AddHangfire(hangfire =>
            hangfire
                .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
                .UseSimpleAssemblyNameTypeSerializer()
                .UseRecommendedSerializerSettings()
        );
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = 4;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
            server.ShutdownTimeout = TimeSpan.FromSeconds(5);
        });
        services.AddHostedService<RecountSweep>();
        services.AddHostedService<RecurringJobs>();
        if (options.Bus == BusTransport.RabbitMq)
        {
            services.AddHostedService<ErrorQueueDrain>();
        }
        if (options.NotificationWebhook is not null)
        {
            services.AddHttpClient();
            services.AddSingleton(provider => provider.GetRequiredService<IHttpClientFactory>().CreateClient());
            services.AddHostedService<WebhookDelivery>();
        }
        return services;
    }

    /// <summary>The Hangfire dashboard, for administrators.</summary>
    public static void MapDispatch(this IEndpointRouteBuilder endpoints) =>
        endpoints
            .MapHangfireDashboard("/hangfire", new DashboardOptions { Authorization = [], AppPath = null })
            .Only(Role.Admin);
}
