using System.Globalization;
using Benchmarks;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (args.Length == 0 || args.Contains("--help", StringComparer.Ordinal))
{
    Console.WriteLine(LoadOptions.Help);
    return 0;
}
LoadOptions options;
try
{
    options = LoadOptions.Read(args);
}
catch (FormatException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}

Report.Machine("load average before");
await using var service = options.Start is { } mode ? await StartedService.StartAsync(mode) : null;
var target = service is null ? options : options with { Url = service.Url, Key = service.Key };
using var client = Client.Create(target);
await Client.WarmUpAsync(client, target);
service?.MarkProcessorTime();
var outcome = await Load.RunAsync(client, target);
service?.PrintProcessorTime(outcome.Elapsed);
Report.Print(target, outcome);
await Routing.PrintAsync(target, outcome.Registered);
Report.Machine("load average after");
return outcome.Lost == 0 ? 0 : 1;
