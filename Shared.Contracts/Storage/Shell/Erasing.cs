using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Evidence;

namespace Shared.Contracts.Storage.Shell;

/// <summary>
/// Erases what may tell who complained: the person and everybody who called again, the words of people on the timeline
/// (their digests stay, see <see cref="EventSeals"/>), the texts of documents, and what attachments are. The contents of
/// attachments are files, which go once no row names them.
/// </summary>
internal static class Erasing
{
    private static readonly Statement WithWords = new(
        "erasing.withWords",
        """
        SELECT seq
        FROM events
        WHERE case_id = @caseId AND reason IS NOT NULL AND actor_id NOT LIKE 'system:%'
        ORDER BY seq
        """
    );

    private static readonly Statement Event = new(
        "erasing.event",
        $"""
        UPDATE events
        SET actor_name = '', data = '{EventText.ErasedData}', reason = NULL, salt = NULL
        WHERE case_id = @caseId AND seq = @seq
        """
    );

    private static readonly Statement Person = new("erasing.person", "DELETE FROM people WHERE case_id = @caseId");

    private static readonly Statement Contacts = new(
        "erasing.contacts",
        """
        UPDATE contacts
        SET
            call_ref = NULL, sealed = NULL, name_hash = NULL, phone_hash = NULL, last_four_hash = NULL,
            id_number_hash = NULL
        WHERE case_id = @caseId
        """
    );

    private static readonly Statement Documents = new(
        "erasing.documents",
        "UPDATE documents SET sealed = '' WHERE case_id = @caseId"
    );

    private static readonly Statement Attachments = new(
        "erasing.attachments",
        "DELETE FROM attachments WHERE case_id = @caseId"
    );

    public static Task<IReadOnlyList<int>> WithWordsAsync(Session session, Guid caseId) =>
        session.QueryAsync<int>(WithWords, new { caseId });

    public static async Task SaveAsync(Session session, CaseChange change)
    {
        if (change.Erased is not { } events)
        {
            return;
        }
        var caseId = change.After.Id;
        foreach (var seq in events)
        {
            await session.ExecuteAsync(Event, new { caseId, seq });
        }
        foreach (var statement in new[] { Person, Contacts, Documents, Attachments })
        {
            await session.ExecuteAsync(statement, new { caseId });
        }
    }
}
