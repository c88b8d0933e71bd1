using System.Globalization;
using System.Text;
using Intake.Api.Http;
using Shared.Contracts.Cases;
using Shared.Contracts.Storage;
using Shared.Contracts.Storage.People;

namespace Intake.Api.Complaints;

/// <summary>
/// Which cases somebody asks for, by the query of the API and of the search page alike, within what the person may read:
/// enforcers their unit's, the province what was assigned from above.
/// </summary>
public sealed record CaseFilter
{
    private const int MostText = 100;

    private readonly Unit? unit;
    private readonly Actor actor;

    private CaseFilter(Actor actor, Unit? unit)
    {
        this.actor = actor;
        this.unit = unit;
    }

    public CaseStatus? Status { get; private init; }
    public Kind? Kind { get; private init; }
    public Lane? Lane { get; private init; }
    public Stage? Stage { get; private init; }
    public string? District { get; private init; }
    public string? Category { get; private init; }
    public bool Overdue { get; private init; }
    public DateTimeOffset? From { get; private init; }
    public DateTimeOffset? To { get; private init; }
    public string? Text { get; private init; }
    public ListCursor? Cursor { get; private init; }

    /// <summary>Whether nothing can match: an enforcer has no unit, or asks for another unit's cases.</summary>
    public bool IsEmpty =>
        actor.Role == Role.Enforcer && (actor.Unit is null || (unit is not null && unit != actor.Unit));

    /// <summary>Whether the words may be a number or its end, a telephone or its last four digits.</summary>
    public bool IsOfDigits => Text is { Length: >= 4 } && IsPhone(Text);

    public static CaseFilter Read(Query query, FieldErrors errors, Actor actor) =>
        new(actor, errors.Code("unit", query["unit"], Codes.Units))
        {
            Status = errors.Code("status", query["status"], Codes.Statuses),
            Kind = errors.Code("kind", query["kind"], Codes.Kinds),
            Lane = errors.Code("lane", query["lane"], Codes.Lanes),
            Stage = errors.Code("stage", query["stage"], Codes.Stages),
            District = errors.Code("district", query["district"], Codes.Districts),
            Category = errors.Code("category", query["category"], Codes.Categories),
            Overdue = query.YesNo("overdue"),
            From = errors.MomentOrDay("from", query["from"]),
            To = errors.MomentOrDay("to", query["to"]),
            Text = errors.Text("q", query["q"], MostText),
            Cursor = ListCursor.Read(query["cursor"], errors),
        };

    /// <param name="exact">Whether the words are taken as a number or telephone alone.</param>
    public ListShape Shape(bool exact = false) =>
        new(
            Status is not null,
            UnitAsked is not null,
            Stage is not null || Overdue,
            Text is not null && !exact,
            Cursor is not null,
            Text is not null && exact
        );

    /// <summary>The parameters of the list's statements.</summary>
    public object Parameters(PeopleVault vault, DateTimeOffset now, int take) =>
        new
        {
            assignedOnly = IsOfProvince,
            kind = Codes.Kinds.CodeOrNothing(Kind),
            lane = Codes.Lanes.CodeOrNothing(Lane),
            district = District,
            category = Category,
            from = From,
            to = To,
            status = Codes.Statuses.CodeOrNothing(Status),
            unit = Codes.Units.CodeOrNothing(UnitAsked),
            stage = Codes.Stages.CodeOrNothing(Stage),
            dueBefore = Overdue ? now : (DateTimeOffset?)null,
            q = Text,
            ending = EndingOf(Text),
            like = Text is null ? null : LikePattern.Containing(Text),
            // Whoever reads names and numbers masked must not find them by trying.
            nameHash = IsOfProvince ? null : vault.HashOfName(Text),
            phoneHash = !IsOfProvince && IsPhone(Text) ? vault.HashOfPhone(Text) : null,
            lastFourHash = !IsOfProvince && IsPhone(Text) && Text!.Length == 4 ? vault.HashOfLastFour(Text) : null,
            cursorAt = Cursor?.At,
            cursorId = Cursor?.Id,
            take,
        };

    /// <summary>Six digits and more end a number, as lists show it; fewer are only a number whole.</summary>
    private static string? EndingOf(string? text) =>
        text is { Length: >= 6 } && text.All(char.IsAsciiDigit) ? $"%{text}" : text;

    private bool IsOfProvince => actor.Role == Role.Province;

    private Unit? UnitAsked => actor.Role == Role.Enforcer ? actor.Unit : unit;

    private static bool IsPhone(string? text) => text?.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or ' ') == true;
}

/// <summary>The place after a case in a list, opaque to callers.</summary>
public sealed record ListCursor(DateTimeOffset At, Guid Id)
{
    public override string ToString() =>
        Convert.ToBase64String(
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}/{Id:D}"))
        );

    public static ListCursor? Read(string? text, FieldErrors errors)
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
                return new ListCursor(new DateTimeOffset(ticks, TimeSpan.Zero), id);
            }
        }
        errors.Add("cursor", "不是本服务给出的游标");
        return null;
    }
}
