using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.Shell;

namespace Integration.Storage;

/// <summary>People, contacts and commands the storage tests use.</summary>
internal static class Samples
{
    public static readonly Actor Operator = new("key:operator", "接线员", Role.Operator, null);
    public static readonly Actor Team = new("key:team", "执法员", Role.Enforcer, Unit.RapidResponse);

    public static Register Contact(Guid? commandId = null, Guid? caseId = null, Kind kind = Kind.Complaint) =>
        new(commandId ?? CommandIds.New(), Operator)
        {
            CaseIds = [caseId ?? Guid.CreateVersion7()],
            Kinds = [kind],
            Channel = Channel.Phone,
            Facts = new Facts
            {
                Content = "吃饭后三人上吐下泻",
                District = "urban",
                Amount = 128.50m,
            },
        };

    public static CaseCall Call(Actor actor, Guid caseId) => new(CommandIds.New(), actor, caseId);

    public static CaseShell Shell(this ServiceProvider node) => node.GetRequiredService<CaseShell>();

    public static async Task<Case> CommittedAsync(this CaseShell shell, Command command, CommandOrigin? origin = null)
    {
        var result = await shell.Commit(command, origin);
        Assert.That(result, Is.InstanceOf<CommitResult.Committed>(), result.ToString());
        return ((CommitResult.Committed)result).Case;
    }

    /// <summary>A case that the team has acknowledged.</summary>
    public static async Task<Case> AcknowledgedAsync(this CaseShell shell)
    {
        var it = await shell.CommittedAsync(Contact());
        await shell.CommittedAsync(new RouteByRules(Call(Actor.Router, it.Id)) { By = RoutedBy.Message });
        return await shell.CommittedAsync(new Acknowledge(Call(Team, it.Id)));
    }

    public static Task<Case?> FindAsync(this TestDatabase database, Guid id) =>
        database.Database.ReadAsync(s => CaseReader.FindAsync(s, id));

    /// <summary>All of a case as text that does not depend on offsets, on zeros behind an amount or on order of clocks.</summary>
    public static string Image(this Case it)
    {
        var sorted = it with { Deadlines = [.. it.Deadlines.OrderBy(d => d.Id, StringComparer.Ordinal)] };
        return Normal(JsonSerializer.SerializeToNode(sorted))!.ToJsonString();
    }

    private static JsonNode? Normal(JsonNode? node) =>
        node switch
        {
            JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Normal(p.Value)))),
            JsonArray a => new JsonArray([.. a.Select(Normal)]),
            JsonValue v when v.TryGetValue<DateTimeOffset>(out var at) => JsonValue.Create(at.UtcTicks),
            JsonValue v when v.TryGetValue<decimal>(out var number) => JsonValue.Create(number / 1.0000000000m),
            null => null,
            _ => node.DeepClone(),
        };
}
