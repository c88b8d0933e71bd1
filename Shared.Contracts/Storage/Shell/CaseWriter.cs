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
        var rows = await ChangeRows.OfAsync(session, change, loaded);
        var beside = WrittenBeside.Of(change, vault, documents, now);
        var timeline = SealedEvent.Of(
            change,
            command.Id,
            rows.Head,
            NewSalt,
            salt => beside.Of(rows.State(salt), change)
        );
        rows.Case.ChainHead = timeline[^1].Chain;
        await SaveCaseAsync(session, change, rows.Case);
        await SavePersonAsync(session, beside.Person);
        await SaveDeadlinesAsync(session, change, rows.Deadlines);
        await SaveEventsAsync(session, timeline);
        await SaveContactAsync(session, beside.Contact);
        await SaveAttachmentAsync(session, beside.Attachment);
        await DocumentRegister.SaveAsync(session, change, beside.Document);
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

    private static async Task SavePersonAsync(Session session, PersonRow? row)
    {
        if (row is not null && await session.ExecuteAsync(PeopleSql.Update, row) == 0)
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

    private static async Task SaveContactAsync(Session session, ContactRow? row)
    {
        if (row is null)
        {
            return;
        }
        await session.ExecuteAsync(
            CaseSql.InsertContact,
            new
            {
                id = row.Id,
                caseId = row.CaseId,
                eventSeq = row.EventSeq,
                at = row.At,
                purpose = row.Purpose,
                channel = row.Channel,
                callRef = row.CallRef,
                sealedPerson = row.Person?.Sealed,
                nameHash = row.Person?.NameHash,
                phoneHash = row.Person?.PhoneHash,
                lastFourHash = row.Person?.LastFourHash,
                idNumberHash = row.Person?.IdNumberHash,
            }
        );
    }

    private static async Task SaveAttachmentAsync(Session session, AttachmentRow? row)
    {
        if (row is null)
        {
            return;
        }
        await session.ExecuteAsync(
            CaseSql.InsertAttachment,
            new
            {
                attachmentId = row.Id,
                caseId = row.CaseId,
                eventSeq = row.EventSeq,
                at = row.At,
                actorName = row.ActorName,
                sealedName = row.SealedName,
                mediaType = row.MediaType,
                size = row.Size,
                sha256 = row.Sha256,
                note = row.Note,
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
