using System.Globalization;
using System.Text.Json;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Evidence;

namespace Shared.Contracts.Storage.Shell;

/// <summary>A row of the events table, sealed behind those before it.</summary>
internal sealed record SealedEvent
{
    /// <summary>A salt is so many hexadecimal digits: 16 bytes.</summary>
    public const int SaltDigits = 32;

    public required Guid CaseId { get; init; }
    public required int Seq { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string ActorId { get; init; }
    public required string ActorName { get; init; }
    public required string Type { get; init; }
    public required string Data { get; init; }
    public required string? Reason { get; init; }
    public required string? RuleId { get; init; }
    public required int? RuleVersion { get; init; }
    public required Guid CommandId { get; init; }

    /// <summary>A <see cref="CaseState"/>, of the last event of a change.</summary>
    public string? State { get; private init; }
    public string Salt { get; private init; } = "";
    public string Digest { get; private init; } = "";
    public string Chain { get; private init; } = "";

    /// <param name="head">The chain value of the case's last event before, or <see cref="EventSeals.Start"/>.</param>
    /// <param name="salt">Gives a new salt at each call.</param>
    /// <param name="state">How the case stands after the change, under a salt.</param>
    /// <returns>The events of the change in order, at least one.</returns>
    public static IReadOnlyList<SealedEvent> Of(
        CaseChange change,
        Guid commandId,
        string head,
        Func<string> salt,
        Func<string, CaseState> state
    )
    {
        var timeline = new List<SealedEvent>(change.Events.Count);
        foreach (var line in change.Events)
        {
            var row = new SealedEvent
            {
                CaseId = change.After.Id,
                Seq = line.Seq,
                At = line.At,
                ActorId = line.Actor.Id,
                ActorName = line.Actor.Name,
                Type = line.Type,
                Data = JsonSerializer.Serialize(line.Data, CaseRows.Json),
                Reason = line.Reason,
                RuleId = line.RuleId,
                RuleVersion = line.RuleVersion,
                CommandId = commandId,
            };
            var own = salt();
            if (line.Seq == change.Events[^1].Seq)
            {
                row = row with { State = state(own).ToString() };
            }
            timeline.Add(row.Behind(head, own));
            head = timeline[^1].Chain;
        }
        return timeline;
    }

    private SealedEvent Behind(string head, string salt)
    {
        var seal = EventSeals.Seal(head, CaseId.ToString("D"), Seq, Text(), salt);
        return this with { Salt = salt, Digest = seal.Digest!, Chain = seal.Chain! };
    }

    private EventText Text() =>
        new()
        {
            At = StoredText.Of(At),
            ActorId = ActorId,
            ActorName = ActorName,
            Type = Type,
            Data = Data,
            Reason = Reason,
            RuleId = RuleId,
            RuleVersion = RuleVersion?.ToString(CultureInfo.InvariantCulture),
            CommandId = CommandId.ToString("D"),
            State = State,
        };
}
