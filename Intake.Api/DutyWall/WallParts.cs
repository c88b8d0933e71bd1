using System.Collections.Concurrent;
using Intake.Api.Live;
using Microsoft.AspNetCore.Components;

namespace Intake.Api.DutyWall;

/// <summary>Renders a reading as the blocks of the wall, each under the id of its element.</summary>
public sealed class WallParts(PartRenderer renderer)
{
    public const string AsOf = "wall-as-of";
    public const string Period = "wall-period";
    public const string Funnel = "wall-funnel";
    public const string Arrivals = "wall-arrivals";
    public const string Districts = "wall-districts";
    public const string Categories = "wall-categories";
    public const string Units = "wall-units";
    public const string Waiting = "wall-waiting";
    public const string Important = "wall-important";
    public const string Health = "wall-health";

    public async Task<IReadOnlyList<LivePart>> RenderAsync(WallReading reading) =>
        [
            await PartAsync<WallAsOf>(AsOf, reading),
            await PartAsync<WallPeriodLine>(Period, reading),
            await PartAsync<WallFunnel>(Funnel, reading),
            await PartAsync<WallArrivals>(Arrivals, reading),
            await PartAsync<WallDistricts>(Districts, reading),
            await PartAsync<WallCategories>(Categories, reading),
            await PartAsync<WallUnits>(Units, reading),
            await PartAsync<WallWaiting>(Waiting, reading),
            await PartAsync<WallImportantCases>(Important, reading),
            await PartAsync<WallHeartbeats>(Health, reading),
        ];

    private async Task<LivePart> PartAsync<TComponent>(string id, WallReading reading)
        where TComponent : IComponent
    {
        var parts = await renderer.RenderAsync<TComponent, WallReading>(
            [(id, reading)],
            new ConcurrentDictionary<string, (WallReading Model, LivePart Part)>(StringComparer.Ordinal)
        );
        return parts[0];
    }
}

/// <summary>What the duty wall adds.</summary>
internal static class WallModule
{
    public static void AddWall(this IServiceCollection services)
    {
        services.AddSingleton<WallReader>();
        services.AddSingleton<WallParts>();
        services.AddSingleton<LookBacks>();
        services.AddSingleton<WallTopic>();
        services.AddSingleton<LiveTopic>(provider => provider.GetRequiredService<WallTopic>());
    }
}
