using Intake.Api.Access;
using Intake.Api.Documents;
using Intake.Api.Enforcement.Attachments;
using Intake.Api.Http;
using Intake.Api.Limits;
using Intake.Api.Province;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Law;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.People;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.Complaints;

/// <summary>A case with all that its page shows, as this person may see it.</summary>
/// <param name="IsRevealed">Personal data stands unmasked: the person has given a reason within the session's length.</param>
/// <param name="MayReveal">The person works the case and may see who it is, for a reason.</param>
public sealed record CaseFile(
    Case It,
    PersonView? Person,
    bool IsRevealed,
    bool MayReveal,
    IReadOnlyList<TimelineView> Timeline,
    IReadOnlyList<ContactView> Contacts,
    IReadOnlyList<AttachmentView> Attachments,
    DocumentList Documents,
    IReadOnlyList<CaseLine> Linked
)
{
    /// <summary>Why a limit of the case ends when it ends.</summary>
    public Func<Deadline, IReadOnlyList<TraceLine>> Trace { get; init; } = _ => [];

    /// <summary>The chain value of the last event of <see cref="Timeline"/>, which covers all of them.</summary>
    public string? ChainHead { get; init; }
}

/// <summary>A further contact; who it was, masked unless revealed.</summary>
public sealed record ContactView(
    DateTimeOffset At,
    string Purpose,
    string Channel,
    string? Content,
    PersonView? Person
);

/// <summary>An attachment, its name opened.</summary>
public sealed record AttachmentView(AttachmentRow Row, string Name);

/// <summary>Reads a case's file, and keeps the record of who looked at whom and why.</summary>
internal sealed class CaseFiles(
    Database database,
    PeopleVault vault,
    PersonReveals reveals,
    CaseDocuments documents,
    Traces traces
)
{
    private static readonly Statement Contacts = new(
        "caseFile.contacts",
        """
        SELECT k.at, k.purpose, k.channel, k.sealed, e.reason AS content
        FROM contacts k
        JOIN events e ON e.case_id = k.case_id AND e.seq = k.event_seq
        WHERE k.case_id = @caseId
        ORDER BY k.event_seq
        """
    );

    private static readonly Statement Attachments = new(
        "caseFile.attachments",
        """
        SELECT id, case_id, at, actor_name, sealed_name, media_type, size, sha256, note
        FROM attachments
        WHERE case_id = @caseId
        ORDER BY event_seq
        """
    );

    private static readonly Statement Linked = new(
        "caseFile.linked",
        $"SELECT {CaseLine.Columns} FROM cases c WHERE c.id = @caseId"
    );

    /// <summary>The file, or nothing when there is no such case or the person may not read it.</summary>
    public async Task<CaseFile?> FindAsync(Guid id, Actor actor)
    {
        var file = await database.ReadAsync(async s =>
        {
            if (await CaseReader.FindAsync(s, id) is not { } it || !Rights.Reads(actor, it))
            {
                return null;
            }
            var person = await vault.FindAsync(s, id);
            var mayReveal = Rights.SeesPeople(actor, it);
            var parameters = new { caseId = id };
            var isRevealed = mayReveal && await reveals.HasAsync(s, id, actor);
            var linked = new List<CaseLine>();
            foreach (var other in await CaseAnswers.LinksAsync(s, actor, it))
            {
                linked.AddRange(await s.QueryAsync<CaseLine>(Linked, new { caseId = other }));
            }
            var timeline = await s.QueryAsync<TimelineRow>(ComplaintsApi.Timeline, new { id });
            return new CaseFile(
                ProvinceSight.Of(it, actor),
                View(person, it, isRevealed),
                isRevealed,
                mayReveal,
                [.. timeline.Select(r => ProvinceSight.Of(r.ToView(), actor))],
                [
                    .. (Rights.SeesContacts(actor) ? await s.QueryAsync<ContactRow>(Contacts, parameters) : []).Select(
                        r => new ContactView(
                            r.At,
                            r.Purpose,
                            r.Channel,
                            r.Content,
                            View(r.Sealed is { } text ? vault.Open(text) : null, it, isRevealed)
                        )
                    ),
                ],
                Rights.SeesAttachments(actor, it)
                    ?
                    [
                        .. (await s.QueryAsync<AttachmentRow>(Attachments, parameters)).Select(r => new AttachmentView(
                            r,
                            vault.OpenText(r.SealedName)
                        )),
                    ]
                    : [],
                await documents.ListAsync(s, it, actor, person),
                linked
            )
            {
                ChainHead = timeline[^1].Chain,
            };
        });
        if (file is { IsRevealed: true, Person: not null })
        {
            await reveals.LogLookAsync(file.It, actor);
        }
        return file is null ? null : file with { Trace = await traces.OfAsync(file.It) };
    }

    /// <summary>Unmasks the people of a case for this person, for a reason that is logged.</summary>
    /// <returns>What is wrong, or nothing.</returns>
    public async Task<string?> RevealAsync(Case it, Actor actor, string? reason) =>
        Rights.SeesPeople(actor, it)
            ? await reveals.RevealAsync(it, actor, reason)
            : "您的角色或单位现在不办理这件案件，不能查看";

    private static PersonView? View(Person? person, Case it, bool isRevealed) =>
        person is null ? null
        : isRevealed ? PersonView.Full(person)
        : PersonView.MaskedOf(person, it.Kind);

    private sealed class ContactRow
    {
        public DateTimeOffset At { get; init; }
        public string Purpose { get; init; } = "";
        public string Channel { get; init; } = "";
        public string? Sealed { get; init; }
        public string? Content { get; init; }
    }
}
