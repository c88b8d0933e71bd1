using System.Globalization;
using System.Text.Json;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Storage.People;

namespace Intake.Api.Assignments;

/// <summary>Marks each field of an assignment as it was sent, so that a repeat is compared with what was sent before.</summary>
internal static class UpstreamMarks
{
    public static Register Mark(Register command, PeopleVault vault)
    {
        var marks = new SortedDictionary<string, string>(StringComparer.Ordinal);
        void Add(string name, string? text)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                marks[name] = vault.MarkOf(name, text);
            }
        }
        foreach (var (name, value) in SentFacts.Given(command.Facts))
        {
            Add(name, value.ToJsonString());
        }
        Add(SentFacts.Channel, Codes.Channels.Code(command.Channel));
        Add(SentFacts.Level, Codes.Levels.CodeOrNothing(command.Level));
        Add(SentFacts.DueAt, command.Assignment?.DueAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        Add(SentFacts.Person, command.Person is { } person ? JsonSerializer.Serialize(person) : null);
        return command with { Facts = command.Facts with { UpstreamMarks = marks } };
    }
}
