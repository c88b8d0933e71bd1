using System.Security.Cryptography;
using System.Text.Json;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Documents;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Storage.People;

namespace Shared.Contracts.Storage.Documents;

/// <summary>
/// The register of official documents. Numbers run per bureau, kind and year without a gap: a number is held when a command
/// is prepared and taken only when its document is saved, both in the shell's transaction. Texts are sealed and never
/// changed.
/// </summary>
public sealed class DocumentRegister(PeopleVault vault)
{
    /// <summary>What documents of a case are filled from, as it is now.</summary>
    /// <exception cref="CryptographicException">The key that sealed the person is not in the key ring.</exception>
    public async Task<DocumentSources> SourcesAsync(Session session, Guid caseId)
    {
        var parameters = new { caseId };
        var sources = new DocumentSources
        {
            Person = await vault.FindAsync(session, caseId),
            Attachments = await session.ScalarAsync<int>(DocumentSql.CountAttachments, parameters),
        };
        foreach (var line in await session.QueryAsync<EventRow>(DocumentSql.Events, parameters))
        {
            sources = line.Type switch
            {
                EventType.Refused => sources with { RefusalGround = line["ground"], RefusalReason = line.Reason },
                EventType.Handled => sources with { EndGround = line["ground"], HandlingSummary = line.Reason },
                EventType.Withdrawn => sources with { WithdrawnAt = line.At },
                _ => sources with { RegisteredBy = line.ActorName },
            };
        }
        return sources;
    }

    /// <exception cref="CryptographicException">The key that sealed the text is not in the key ring.</exception>
    public DocumentText Open(string sealedText) =>
        JsonSerializer.Deserialize<DocumentText>(vault.OpenText(sealedText), JsonSerializerOptions.Web)!;

    /// <summary>Completes a command: what the document is filled from, and the next number, held until the commit.</summary>
    internal async Task<IssueDocument> PrepareAsync(
        Session session,
        IssueDocument command,
        Policy policy,
        DateTimeOffset now
    )
    {
        var series = Series(policy.Bureau.DocumentPrefix, command.Kind, Shanghai.DayOf(now).Year, serial: 0);
        if (await session.ExecuteAsync(DocumentSql.HoldSerial, series) == 0)
        {
            await session.ExecuteAsync(DocumentSql.StartSerial, series);
        }
        return command with
        {
            Serial = await session.ScalarAsync<int>(DocumentSql.ReadSerial, series) + 1,
            Sources = await SourcesAsync(session, command.CaseId),
        };
    }

    /// <summary>The text of the document that a change issues, sealed; nothing where it issues none.</summary>
    internal string? SealedTextOf(CaseChange change) =>
        change.Document is { } document
            ? vault.SealText(JsonSerializer.Serialize(document.Text, JsonSerializerOptions.Web))
            : null;

    internal static async Task SaveAsync(Session session, CaseChange change, string? sealedText)
    {
        if (change.Document is not { Number: var number } document)
        {
            return;
        }
        var line = change.Events[^1];
        await session.ExecuteAsync(
            DocumentSql.TakeSerial,
            Series(number.Prefix, document.Kind, number.Year, number.Serial)
        );
        await session.ExecuteAsync(
            DocumentSql.Insert,
            new
            {
                documentId = document.Id,
                caseId = change.After.Id,
                kind = Codes.DocumentKinds.Code(document.Kind),
                number = number.ToString(),
                eventSeq = line.Seq,
                issuedAt = line.At,
                issuerId = line.Actor.Id,
                issuerName = line.Actor.Name,
                sealedText,
            }
        );
    }

    private static object Series(string bureau, DocumentKind kind, int ofYear, int serial) =>
        new
        {
            bureau,
            kind = Codes.DocumentKinds.Code(kind),
            ofYear,
            serial,
        };

    private sealed class EventRow
    {
        public string Type { get; init; } = "";
        public DateTimeOffset At { get; init; }
        public string ActorName { get; init; } = "";
        public string Data { get; init; } = "";
        public string? Reason { get; init; }

        /// <summary>A fact of the event that is a text.</summary>
        public string? this[string name] =>
            JsonSerializer.Deserialize<JsonElement>(Data).TryGetProperty(name, out var value)
                ? value.GetString()
                : null;
    }
}
