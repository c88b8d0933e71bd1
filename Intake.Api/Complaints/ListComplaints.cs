using System.Globalization;
using System.Text;
using Intake.Api.Http;
using Shared.Contracts.Access;
using Shared.Contracts.Cases;
using Shared.Contracts.Hosting;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.People;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.Complaints;

/// <summary>A page of a list; <see cref="Next"/> is nothing at the end.</summary>
public sealed record ComplaintPage(IReadOnlyList<CaseView> Items, string? Next);

/// <summary><c>GET /api/v1/complaints</c>: newest first, by keyset, personal data always masked.</summary>
internal static class ListComplaints
{
    private const int UsualLimit = 50;
    private const int MaxLimit = 500;

    public static async Task<IResult> RunAsync(HttpContext http, Database database, PeopleVault vault, CaseClock clock)
    {
        var errors = new FieldErrors();
        var query = new Query(http.Request.Query, errors);
        var actor = http.User.ToActor();
        var status = errors.Code("status", query["status"], Codes.Statuses);
        var unit = errors.Code("unit", query["unit"], Codes.Units);
        var stage = errors.Code("stage", query["stage"], Codes.Stages);
        var overdue = query.YesNo("overdue");
        var q = errors.Text("q", query["q"], 100);
        var cursor = Cursor.Read(query["cursor"], errors);
        var limit = query.Number("limit", UsualLimit, 1, MaxLimit);
        var parameters = new
        {
            assignedOnly = actor.Role == Role.Province,
            kind = Codes.Kinds.CodeOrNothing(errors.Code("kind", query["kind"], Codes.Kinds)),
            lane = Codes.Lanes.CodeOrNothing(errors.Code("lane", query["lane"], Codes.Lanes)),
            district = errors.Code("district", query["district"], Codes.Districts),
            from = errors.MomentOrDay("from", query["from"]),
            to = errors.MomentOrDay("to", query["to"]),
            status = Codes.Statuses.CodeOrNothing(status),
            unit = Codes.Units.CodeOrNothing(actor.Role == Role.Enforcer ? actor.Unit : unit),
            stage = Codes.Stages.CodeOrNothing(stage),
            dueBefore = overdue ? clock.Now : (DateTimeOffset?)null,
            q,
            like = q is null ? null : $"%{Like.Escape(q)}%",
            nameHash = vault.HashOfName(q),
            phoneHash = IsPhone(q) ? vault.HashOfPhone(q) : null,
            lastFourHash = IsPhone(q) && q!.Length == 4 ? vault.HashOfLastFour(q) : null,
            cursorAt = cursor?.At,
            cursorId = cursor?.Id,
            take = limit + 1,
        };
        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }
        if (actor.Role == Role.Enforcer && unit is not null && unit != actor.Unit)
        {
            return Results.Json(new ComplaintPage([], null));
        }
        var shape = new ListShape(
            status is not null,
            parameters.unit is not null,
            stage is not null || overdue,
            q is not null,
            cursor is not null
        ).Number;
        var (rows, deadlines, people) = await database.ReadAsync(
            async s =>
                (
                    await s.QueryAsync<CaseRow>(ComplaintListSql.Pages[shape], parameters),
                    (await s.QueryAsync<DeadlineRow>(ComplaintListSql.Deadlines[shape], parameters)).ToLookup(d =>
                        d.CaseId
                    ),
                    (await s.QueryAsync<SealedRow>(ComplaintListSql.People[shape], parameters))
                        .DistinctBy(p => p.CaseId)
                        .ToDictionary(p => p.CaseId, p => p.Sealed)
                ),
            http.RequestAborted
        );
        var cases = rows.Take(limit).Select(r => r.ToCase(deadlines[r.Id])).ToList();
        var links = await LinksAsync(database, actor, cases);
        return Results.Json(
            new ComplaintPage(
                [
                    .. cases.Select(it =>
                        CaseViews.Of(
                            it,
                            people.TryGetValue(it.Id, out var text)
                                ? PersonView.MaskedOf(vault.Open(text), it.Kind)
                                : null,
                            links[it.Id]
                        )
                    ),
                ],
                rows.Count > limit ? Cursor.Of(cases[^1]) : null
            )
        );
    }

    /// <summary>Few cases have links; each link is shown to whom it may be shown.</summary>
    private static Task<Dictionary<Guid, IReadOnlyList<Guid>>> LinksAsync(
        Database database,
        Actor actor,
        IReadOnlyList<Case> cases
    ) =>
        database.ReadAsync(async s =>
        {
            var links = new Dictionary<Guid, IReadOnlyList<Guid>>();
            foreach (var it in cases)
            {
                links[it.Id] = it.Linked.Count == 0 ? [] : await CaseAnswers.LinksAsync(s, actor, it);
            }
            return links;
        });

    private static bool IsPhone(string? q) => q?.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or ' ') == true;

    private sealed class SealedRow
    {
        public Guid CaseId { get; init; }
        public string Sealed { get; init; } = "";
    }

    /// <summary>The place after a case, opaque to callers.</summary>
    private sealed record Cursor(DateTimeOffset At, Guid Id)
    {
        public static string Of(Case it) =>
            Convert.ToBase64String(
                Encoding.ASCII.GetBytes(
                    string.Create(CultureInfo.InvariantCulture, $"{it.ArrivedAt.UtcTicks}/{it.Id:D}")
                )
            );

        public static Cursor? Read(string? text, FieldErrors errors)
        {
            if (string.IsNullOrEmpty(text))
            {
                return null;
            }
            var buffer = new byte[text.Length];
            if (Convert.TryFromBase64String(text, buffer, out var length))
            {
                var parts = Encoding.ASCII.GetString(buffer, 0, length).Split('/');
                if (
                    parts.Length == 2
                    && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var ticks)
                    && ticks >= 0
                    && ticks <= DateTimeOffset.MaxValue.Ticks
                    && Guid.TryParse(parts[1], out var id)
                )
                {
                    return new Cursor(new DateTimeOffset(ticks, TimeSpan.Zero), id);
                }
            }
            errors.Add("cursor", "不是本服务给出的游标");
            return null;
        }
    }
}
