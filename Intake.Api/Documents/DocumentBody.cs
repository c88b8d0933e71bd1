using Intake.Api.Http;
using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Documents;
using Shared.Contracts.Cases.Steps;

namespace Intake.Api.Documents;

/// <summary>出具文书: kind is one of documentKind; of the other members each kind asks for its own.</summary>
public sealed record DocumentBody
{
    public string? Kind { get; init; }

    /// <summary>One of mediationEndGround, for mediationEnd where the case names none.</summary>
    public string? Ground { get; init; }
    public string? Materials { get; init; }

    /// <summary>A day, such as 2027-03-20.</summary>
    public string? DueOn { get; init; }
    public string? MeetAt { get; init; }
    public string? Place { get; init; }
    public string? Mediator { get; init; }
    public string? Terms { get; init; }
    public string? Result { get; init; }
    public string? Basis { get; init; }

    /// <summary>Whom the addressee may ask.</summary>
    public string? Contact { get; init; }
}

/// <summary>From what was sent to the command.</summary>
internal static class DocumentReader
{
    public static Func<CaseCall, CaseCommand> Read(DocumentBody body, FieldErrors errors)
    {
        var kind = errors.RequiredCode("kind", body.Kind, Codes.DocumentKinds);
        var fields = Fields(body, DocumentForms.Of(kind), errors);
        return call => new IssueDocument(call) { Kind = kind, Fields = fields };
    }

    /// <summary>What the kind asks for; what it does not ask for is left out.</summary>
    public static DocumentFields Fields(DocumentBody body, DocumentForm form, FieldErrors errors)
    {
        var asked = form.Asks.ToDictionary(f => f.Name, StringComparer.Ordinal);
        string? Text(string name, string? value) =>
            asked.TryGetValue(name, out var field) ? errors.Text(name, value, field.Most) : null;
        T? If<T>(string name, Func<T?> read) => asked.ContainsKey(name) ? read() : default;
        var fields = new DocumentFields
        {
            Ground = If(
                DocumentField.OfGround,
                () => errors.Code(DocumentField.OfGround, body.Ground, Codes.MediationEndGrounds)
            ),
            Materials = Text(DocumentField.OfMaterials, body.Materials),
            DueOn = If(DocumentField.OfDueOn, () => Day(DocumentField.OfDueOn, body.DueOn, errors)),
            MeetAt = If(DocumentField.OfMeetAt, () => errors.Moment(DocumentField.OfMeetAt, body.MeetAt)),
            Place = Text(DocumentField.OfPlace, body.Place),
            Mediator = Text(DocumentField.OfMediator, body.Mediator),
            Terms = Text(DocumentField.OfTerms, body.Terms),
            Result = Text(DocumentField.OfResult, body.Result),
            Basis = Text(DocumentField.OfBasis, body.Basis),
            Contact = Text(DocumentField.OfContact, body.Contact),
        };
        foreach (var field in form.Asks.Where(f => f.Required && !fields.Has(f.Name)))
        {
            errors.Require(errors.Of(field.Name) is not null, field.Name, "不能为空");
        }
        return fields;
    }

    private static DateOnly? Day(string field, string? value, FieldErrors errors) =>
        errors.MomentOrDay(field, value) is { } at ? Shanghai.DayOf(at) : null;
}
