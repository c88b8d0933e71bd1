using System.Security.Cryptography;
using System.Text.Json;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Messages;
using Shared.Contracts.Storage.Documents;
using Shared.Contracts.Storage.People;

namespace Shared.Contracts.Storage.Shell;

/// <summary>Where notifications are delivered besides the console, which shows them all.</summary>
/// <param name="Webhook">Whether duty leaders and the publicity section are also told by webhook.</param>
public sealed record NotificationChannels(bool Webhook)
{
    public const string ConsoleChannel = "console";
    public const string WebhookChannel = "webhook";
}

/// <summary>Writes everything a decision changes; called inside the shell's transaction only.</summary>
public sealed class CaseWriter(
    PeopleVault vault,
    DocumentRegister documents,
    NotificationChannels channels,
    TimeProvider time
)
{
    internal async Task SaveAsync(
        Session session,
        Command command,
        CommandOrigin? origin,
        IReadOnlyList<CaseChange> changes,
        LoadedCase? loaded,
        DateTimeOffset now
    )
    {
        await session.ExecuteAsync(
            CaseSql.InsertCommand,
            new
            {
                id = command.Id,
                actorId = command.Actor.Id,
                bodyHash = origin?.BodyHash,
                httpStatus = origin?.HttpStatus,
                caseId = changes[0].After.Id,
                at = time.GetUtcNow(),
            }
        );
        foreach (var change in changes)
        {
            await SaveAsync(session, command, change, loaded, now);
        }
    }

    private async Task SaveAsync(
        Session session,
        Command command,
        CaseChange change,
        LoadedCase? loaded,
        DateTimeOffset now
    )
    {
        foreach (var (deadlineId, step) in change.Walked)
        {
            await session.ExecuteAsync(
                CaseSql.WalkStep,
                new
                {
                    deadlineId,
                    step,
                    at = now,
                }
            );
        }
        if (change.Events.Count == 0)
        {
            return;
        }
        var rows = await ChangeRows.OfAsync(session, change, loaded, documents.SealedTextOf(change));
        var timeline = SealedEvent.Of(change, command.Id, rows.Head, NewSalt, rows.State);
        rows.Case.ChainHead = timeline[^1].Chain;
        await SaveCaseAsync(session, change, rows.Case);
        await SavePersonAsync(session, change);
        await SaveDeadlinesAsync(session, change, rows.Deadlines);
        await SaveEventsAsync(session, timeline);
        await SaveContactAsync(session, change, now);
        await SaveAttachmentAsync(session, change);
        await documents.SaveAsync(session, change, rows.SealedDocument);
        await Erasing.SaveAsync(session, change);
        await SaveFeedAsync(session, change);
        await SaveNotificationsAsync(session, change, now);
        await SaveMessagesAsync(session, change);
        await AuditLog.WriteAsync(session, command.Actor, now, command.GetType().Name, change.After.Number.ToString());
    }

    private static string NewSalt() => RandomNumberGenerator.GetHexString(SealedEvent.SaltDigits, lowercase: true);

    private static async Task SaveCaseAsync(Session session, CaseChange change, CaseRow row)
    {
        if (change.Before is null)
        {
            await session.ExecuteAsync(CaseSql.Insert, row);
        }
        else if (await session.ExecuteAsync(CaseSql.Update, row) == 0)
        {
            throw new ConcurrentChangeException(change.After.Id);
        }
    }

    private async Task SavePersonAsync(Session session, CaseChange change)
    {
        if (change.Person is not { } person)
        {
            return;
        }
        var row = vault.Row(change.After.Id, person);
        if (await session.ExecuteAsync(PeopleSql.Update, row) == 0)
        {
            await session.ExecuteAsync(PeopleSql.Insert, row);
        }
    }

    private static async Task SaveDeadlinesAsync(
        Session session,
        CaseChange change,
        IReadOnlyList<DeadlineWrite> deadlines
    )
    {
        foreach (var (row, by) in deadlines)
        {
            if (by is not null)
            {
                await session.ExecuteAsync(by, row);
            }
        }
        foreach (var step in change.Owed)
        {
            await session.ExecuteAsync(
                CaseSql.InsertOwedStep,
                new
                {
                    step.DeadlineId,
                    step.Step,
                    CaseId = change.After.Id,
                    Action = Cases.Duty.EscalationActions.Code(step.Action),
                    step.DueAt,
                }
            );
        }
    }

    private static async Task SaveEventsAsync(Session session, IReadOnlyList<SealedEvent> timeline)
    {
        foreach (var line in timeline)
        {
            await session.ExecuteAsync(CaseSql.InsertEvent, line);
        }
    }

    private async Task SaveContactAsync(Session session, CaseChange change, DateTimeOffset now)
    {
        if (change.Contact is not { } contact)
        {
            return;
        }
        var person = contact.Person is { } p ? vault.Row(change.After.Id, p) : null;
        await session.ExecuteAsync(
            CaseSql.InsertContact,
            new
            {
                id = contact.Id,
                caseId = change.After.Id,
                eventSeq = change.Events[^1].Seq,
                at = now,
                purpose = Codes.ContactPurposes.Code(contact.Purpose),
                channel = Codes.Channels.Code(contact.Channel),
                callRef = contact.CallRef,
                sealedPerson = person?.Sealed,
                nameHash = person?.NameHash,
                phoneHash = person?.PhoneHash,
                lastFourHash = person?.LastFourHash,
                idNumberHash = person?.IdNumberHash,
            }
        );
    }

    private async Task SaveAttachmentAsync(Session session, CaseChange change)
    {
        if (change.Attachment is not { } attachment)
        {
            return;
        }
        var line = change.Events[^1];
        await session.ExecuteAsync(
            CaseSql.InsertAttachment,
            new
            {
                attachmentId = attachment.Id,
                caseId = change.After.Id,
                eventSeq = line.Seq,
                at = line.At,
                actorName = line.Actor.Name,
                sealedName = vault.SealText(attachment.Name),
                mediaType = attachment.MediaType,
                size = attachment.Size,
                sha256 = attachment.Sha256,
                note = line.Reason,
            }
        );
    }

    private static async Task SaveFeedAsync(Session session, CaseChange change)
    {
        var it = change.After;
        foreach (var entry in change.Feed)
        {
            await session.ExecuteAsync(
                CaseSql.InsertFeed,
                new
                {
                    CaseId = it.Id,
                    entry.At,
                    entry.Event,
                    Number = it.Number.ToString(),
                    Kind = Codes.Kinds.Code(it.Kind),
                    AssignedBy = Codes.Assigners.CodeOrNothing(it.Assignment?.Source),
                    it.Assignment?.UpstreamNumber,
                    Status = Codes.Statuses.Code(entry.Status),
                    Stage = Codes.Stages.CodeOrNothing(entry.Stage),
                    Unit = Codes.Units.CodeOrNothing(entry.Unit),
                    entry.Outcome,
                    entry.DueAt,
                    entry.InTime,
                }
            );
        }
    }

    private async Task SaveNotificationsAsync(Session session, CaseChange change, DateTimeOffset now)
    {
        foreach (var notification in change.Notifications)
        {
            await SaveNotificationAsync(session, change, notification, NotificationChannels.ConsoleChannel, now);
            if (channels.Webhook && notification.Recipient is (Recipients.DutyLeader or Recipients.Publicity))
            {
                await SaveNotificationAsync(session, change, notification, NotificationChannels.WebhookChannel, now);
            }
        }
    }

    private Task SaveNotificationAsync(
        Session session,
        CaseChange change,
        Notification notification,
        string channel,
        DateTimeOffset now
    ) =>
        session.ExecuteAsync(
            CaseSql.InsertNotification,
            new
            {
                CaseId = change.After.Id,
                notification.EventSeq,
                notification.Recipient,
                Channel = channel,
                notification.Type,
                Stage = Codes.Stages.CodeOrNothing(notification.Stage),
                At = now,
                NextAt = channel == NotificationChannels.WebhookChannel ? time.GetUtcNow() : (DateTimeOffset?)null,
            }
        );

    private async Task SaveMessagesAsync(Session session, CaseChange change)
    {
        foreach (var message in change.Messages)
        {
            await session.ExecuteAsync(
                CaseSql.InsertOutbox,
                new
                {
                    Lane = Codes.Lanes.Code(message.Lane),
                    Type = nameof(RouteCase),
                    Body = JsonSerializer.Serialize(message, CaseRows.Json),
                    message.CaseId,
                    CreatedAt = time.GetUtcNow(),
                }
            );
        }
    }
}
