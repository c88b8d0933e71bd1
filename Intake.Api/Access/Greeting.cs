using System.Globalization;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;

namespace Intake.Api.Access;

/// <summary>What a start prints: the address, the drill's clock, and demo accounts once.</summary>
internal static class Greeting
{
    public static async Task PrintAsync(WebApplication app)
    {
        var say = System.Console.Out;
        var addresses = app.Urls.ToList();
        foreach (var address in addresses)
        {
            await say.WriteLineAsync($"12315 is ready at {address}   (API: {address}/docs)");
        }
        var clock = app.Services.GetRequiredService<CaseClock>();
        if (clock.IsDrill)
        {
            var rate = app.Services.GetRequiredService<HotlineOptions>().Drill?.Rate ?? 0;
            await say.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Drill: it is {Shanghai.In(clock.Now):yyyy-MM-dd HH:mm:ss}, {clock.Speed} seconds a second, {rate} calls a minute."
                )
            );
        }
        var accounts = await app.Services.GetRequiredService<DemoPeople>().SeedAsync(addresses);
        if (accounts.Count > 0)
        {
            await say.WriteLineAsync("Demo accounts, shown this once:");
            foreach (var account in accounts)
            {
                await say.WriteLineAsync($"  {Codes.Roles.Code(account.Role), -12} {account.Name}  {account.Password}");
            }
        }
    }
}
