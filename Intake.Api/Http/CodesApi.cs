using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Routing;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.Http;

/// <summary>What a client needs to know before it calls: codes, and the routing rules in force.</summary>
internal static class CodesApi
{
    public static IResult ReadCodes() =>
        Results.Json(Codes.All.ToDictionary(t => t.Field, t => t.Entries, StringComparer.Ordinal));

    public static async Task<IResult> ReadRulesAsync(PolicySource policies) =>
        Results.Json((await policies.CurrentAsync()).Rules, RuleSet.Json);
}
