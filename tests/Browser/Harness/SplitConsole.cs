using Integration.Harness;
using Integration.Resilience;
using Microsoft.AspNetCore.Builder;

namespace Browser.Harness;

/// <summary>
/// The console at the second of two Intake.Api processes, with one Dispatch.Worker and a broker of their own: what happens at
/// the first reaches its screens by the broker alone.
/// </summary>
internal sealed class SplitConsole : HotlineConsole
{
    private readonly WebApplication beside;

    private SplitConsole(Uri address, WebApplication beside, Deployment deployment, ServiceProcess process)
        : base(address, beside.Services)
    {
        this.beside = beside;
        Deployment = deployment;
        Process = process;
    }

    public Deployment Deployment { get; }

    /// <summary>The process whose console this is.</summary>
    public ServiceProcess Process { get; }

    public static async Task<SplitConsole> StartAsync()
    {
        var deployment = await Deployment.StartAsync(split: true);
        var (process, address) = await deployment.AddIntakeAsync();
        var host = await Beside.BuildAsync(["--urls", address.ToString().TrimEnd('/')], deployment.Settings);
        return new SplitConsole(address, host, deployment, process);
    }

    /// <summary>Starts the killed process again, and waits until it is ready.</summary>
    public async Task StartAgainAsync()
    {
        await Process.StartAgainAsync();
        await Process.ReadyAsync(new Uri(Address, "/health/ready"), TimeSpan.FromSeconds(30));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await beside.DisposeAsync();
        await Deployment.DisposeAsync();
    }
}
