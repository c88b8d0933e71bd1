using System.Globalization;
using Intake.Api.Limits;
using Intake.Api.Province;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.People;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.Http;

/// <summary>
/// Answers calls with a case as the caller may see it: personal data masked unless the caller works the case, each
/// unmasked look logged, links to cases the caller may not see left out.
/// </summary>
public sealed class CaseAnswers(Database database, CaseShell shell, PeopleVault vault, AuditLog audit, Traces traces)
{
    private const string KeyHeader = "Idempotency-Key";
    private const int MaxKeyLength = 200;

    private static readonly Statement LoadRights = new(
        "case.loadRights",
        "SELECT unit, assigned_by FROM cases WHERE id = @id"
    );

    /// <summary>Carries out a command on behalf of a call and answers with the case.</summary>
    /// <param name="http">The call.</param>
    /// <param name="bodyHash">Of <see cref="JsonBody{T}"/>.</param>
    /// <param name="status">What a fresh success answers.</param>
    /// <param name="command">Builds the command under the given id.</param>
    public async Task<IResult> CommitAsync(HttpContext http, string bodyHash, int status, Func<Guid, Command> command)
    {
        var (id, origin) = Identity(http, bodyHash, status);
        return await AnswerAsync(http, await shell.Commit(command(id), origin), status);
    }

    /// <summary>
    /// Answers a repeat of a call that was carried out before, or a key that is wrong; nothing for a call to carry out.
    /// </summary>
    public async Task<IResult?> AnswerEarlierAsync(HttpContext http, string bodyHash, int status)
    {
        if (http.Request.Headers[KeyHeader].ToString().Length > MaxKeyLength)
        {
            return Problems.Invalid(KeyHeader, $"最多 {MaxKeyLength} 个字符");
        }
        var (id, origin) = Identity(http, bodyHash, status);
        return origin is not null && await shell.FindEarlierAsync(id, origin) is { } earlier
            ? await AnswerAsync(http, earlier, status)
            : null;
    }

    /// <summary>The command's id: made of the caller and the key, if there is one, so that a repeat has the same.</summary>
    public static (Guid Id, CommandOrigin? Origin) Identity(HttpContext http, string bodyHash, int status)
    {
        var key = http.Request.Headers[KeyHeader].ToString();
        return key.Length == 0
            ? (CommandIds.New(), null)
            : (CommandIds.Of(http.User.ToActor().Id, key), new CommandOrigin(bodyHash, status));
    }

    public async Task<IResult> AnswerAsync(HttpContext http, CommitResult result, int status)
    {
        switch (result)
        {
            case CommitResult.Committed committed:
                if (committed.Replayed)
                {
                    http.Response.Headers["Idempotency-Replayed"] = "true";
                }
                if (status == StatusCodes.Status201Created)
                {
                    http.Response.Headers.Location = $"/api/v1/complaints/{committed.Case.Id}";
                }
                return await AnswerAsync(
                    http,
                    committed.Case,
                    committed.HttpStatus ?? status,
                    isLook: !committed.Changed
                );
            case CommitResult.Refused refused:
                return Problems.Of(refused.Refusal);
            case CommitResult.AssignedBefore:
                return Problems.Invalid("upstreamNumber", "这个上级编号已有案件");
            case CommitResult.KeyReused:
                return Problems.Invalid(KeyHeader, "这个键已用于另一个请求，请换新键");
            default:
                throw new InvalidOperationException($"No answer for {result}.");
        }
    }

    /// <param name="http">The call.</param>
    /// <param name="it">The case.</param>
    /// <param name="status">HTTP status to answer.</param>
    /// <param name="isLook">Whether this is a look for its own sake; a step stands in the audit log already.</param>
    public async Task<IResult> AnswerAsync(HttpContext http, Case it, int status, bool isLook)
    {
        var view = await ViewAsync(http.User.ToActor(), it, isLook);
        http.Response.Headers.ETag = $"\"{it.Version.ToString(CultureInfo.InvariantCulture)}\"";
        return Results.Json(view, statusCode: status);
    }

    private async Task<CaseView> ViewAsync(Actor actor, Case it, bool isLook)
    {
        var (person, links) = await database.ReadAsync(async s =>
            (await vault.FindAsync(s, it.Id), await LinksAsync(s, actor, it))
        );
        var trace = isLook ? await traces.OfAsync(it) : null;
        if (person is null)
        {
            return ProvinceSight.View(actor, it, null, links, trace);
        }
        if (!Rights.SeesPeople(actor, it))
        {
            return ProvinceSight.View(actor, it, PersonView.MaskedOf(person, it.Kind), links, trace);
        }
        if (isLook)
        {
            await audit.WriteAsync(actor, "SeePerson", it.Number.ToString());
        }
        return CaseViews.Of(it, PersonView.Full(person), links, trace);
    }

    /// <summary>The linked cases this actor may see.</summary>
    internal static async Task<IReadOnlyList<Guid>> LinksAsync(Session session, Actor actor, Case it)
    {
        var visible = new List<Guid>();
        foreach (var id in it.Linked)
        {
            if (
                await session.FirstAsync<RightsRow>(LoadRights, new { id }) is { } row
                && Rights.Reads(actor, Codes.Units.ValueOrNothing(row.Unit), row.AssignedBy is not null)
            )
            {
                visible.Add(id);
            }
        }
        return visible;
    }

    private sealed class RightsRow
    {
        public string? Unit { get; init; }
        public string? AssignedBy { get; init; }
    }
}
