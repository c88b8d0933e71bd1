using System.Globalization;
using Dispatch.Worker;
using Intake.Api.Access;
using Intake.Api.Live;
using Shared.Contracts.Hosting;
using Shared.Contracts.Hosting.Bus;

namespace Intake.Api;

/// <summary>The service's process: registration, API and console; everything when embedded.</summary>
public sealed class IntakeHost
{
    public const string UsualAddress = "http://localhost:5315";

    private IntakeHost() { }

    public static async Task<int> RunAsync(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            if (args is [{ } word, ..] && word[0] != '-' && !CommandLine.IsVerb(args))
            {
                throw new ConfigurationException(word, "is no verb; --help lists them.");
            }
            if (CommandLine.IsVerb(args))
            {
                return await CommandLine.RunAsync(args, Options(Builder(args), args));
            }
            await using var app = Build(args);
            await app.Services.PrepareStorageAsync();
            await app.StartListeningAsync();
            await Greeting.PrintAsync(app);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (ConfigurationException wrong)
        {
            await System.Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
    }

    /// <summary>Builds the host without starting it.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="configure">Changes to the services, for tests.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = Builder(args);
        configure?.Invoke(builder);
        var options = Options(builder, args);
        if (builder.Configuration["urls"] is null)
        {
            builder.WebHost.UseUrls(UsualAddress);
        }
        builder.WebHost.UseStaticWebAssets();
        builder.AddHotline(options, [new LiveBus(), .. Embedded(options)]);
        builder.Services.AddIntake(options);
        if (options.Mode == HostingMode.Embedded)
        {
            builder.Services.AddDispatch(options);
        }
        var app = builder.Build();
        app.UseIntake(options);
        app.MapHotline();
        app.MapIntake();
        if (options.Mode == HostingMode.Embedded)
        {
            app.MapDispatch();
        }
        return app;
    }

    /// <summary>The worker's consumers, when the worker runs inside.</summary>
    private static IBusParticipant[] Embedded(HotlineOptions options) =>
        options.Mode == HostingMode.Embedded ? [new DispatchBus()] : [];

    private static WebApplicationBuilder Builder(string[] args) =>
        WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = DrillArguments.WithoutSwitch(args),
                ApplicationName = typeof(IntakeHost).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );

    private static HotlineOptions Options(WebApplicationBuilder builder, string[] args) =>
        HotlineOptions.Read(builder.Configuration, DrillArguments.Read(args), ProjectDirectory.Find());
}
