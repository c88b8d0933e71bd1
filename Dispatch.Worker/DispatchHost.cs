using System.Globalization;
using Shared.Contracts.Hosting;

namespace Dispatch.Worker;

/// <summary>The worker as a process of its own (<c>Hosting:Mode=Split</c>).</summary>
public sealed class DispatchHost
{
    private DispatchHost() { }

    public static async Task<int> RunAsync(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            await using var app = Build(args);
            await app.Services.PrepareStorageAsync();
            await app.StartListeningAsync();
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (ConfigurationException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
    }

    private static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = DrillArguments.WithoutSwitch(args),
                ApplicationName = typeof(DispatchHost).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.Configuration.AddJsonFile("worker.appsettings.json", optional: true);
        builder.Configuration.AddEnvironmentVariables();
        builder.Configuration.AddCommandLine(DrillArguments.WithoutSwitch(args));
        var options = HotlineOptions.Read(
            builder.Configuration,
            DrillArguments.Read(args),
            ProjectDirectory.Find(),
            HostingMode.Split
        );
        if (options.Mode != HostingMode.Split)
        {
            throw new ConfigurationException(
                "Hosting:Mode",
                "must be Split for a worker of its own; Embedded runs inside Intake.Api."
            );
        }
        if (builder.Configuration["urls"] is null)
        {
            builder.WebHost.UseUrls("http://localhost:5316");
        }
        builder.AddHotline(options, new DispatchBus());
        builder.Services.AddDispatch(options);
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHotline();
        app.MapDispatch();
        return app;
    }
}
