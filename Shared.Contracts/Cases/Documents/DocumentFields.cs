namespace Shared.Contracts.Cases.Documents;

/// <summary>What only the issuer knows; each kind of document asks for some of it.</summary>
public sealed record DocumentFields
{
    /// <summary>A code of <see cref="Codes.MediationEndGrounds"/>.</summary>
    public string? Ground { get; init; }

    /// <summary>What must be shown to prove who one is.</summary>
    public string? Materials { get; init; }

    /// <summary>Last day to give it.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>When both sides meet.</summary>
    public DateTimeOffset? MeetAt { get; init; }
    public string? Place { get; init; }

    /// <summary>Who conducts the mediation.</summary>
    public string? Mediator { get; init; }

    /// <summary>What both sides have agreed on.</summary>
    public string? Terms { get; init; }

    /// <summary>What became of a report.</summary>
    public string? Result { get; init; }

    /// <summary>The law or rule by which a reporter must be told (Order 121 Art. 36).</summary>
    public string? Basis { get; init; }

    /// <summary>Whom the addressee may ask: name and telephone.</summary>
    public string? Contact { get; init; }

    /// <summary>Whether a field is filled in.</summary>
    /// <param name="name">As in <see cref="DocumentField.Name"/>.</param>
    public bool Has(string name) =>
        name switch
        {
            DocumentField.OfGround => Ground is not null,
            DocumentField.OfMaterials => Materials is not null,
            DocumentField.OfDueOn => DueOn is not null,
            DocumentField.OfMeetAt => MeetAt is not null,
            DocumentField.OfPlace => Place is not null,
            DocumentField.OfMediator => Mediator is not null,
            DocumentField.OfTerms => Terms is not null,
            DocumentField.OfResult => Result is not null,
            DocumentField.OfBasis => Basis is not null,
            DocumentField.OfContact => Contact is not null,
            _ => false,
        };
}

/// <summary>How a field is filled in.</summary>
public enum FieldShape
{
    Line,
    Lines,
    Moment,
    Day,
    EndGround,
}

/// <summary>A field that a document asks of its issuer.</summary>
/// <param name="Name">As programs write it.</param>
/// <param name="Label">In Chinese.</param>
/// <param name="Most">Characters of a text at most.</param>
public sealed record DocumentField(
    string Name,
    string Label,
    FieldShape Shape,
    bool Required = true,
    int Most = DocumentField.MostLine
)
{
    public const int MostLine = 200;
    public const int MostText = 4000;

    public const string OfGround = "ground";
    public const string OfMaterials = "materials";
    public const string OfDueOn = "dueOn";
    public const string OfMeetAt = "meetAt";
    public const string OfPlace = "place";
    public const string OfMediator = "mediator";
    public const string OfTerms = "terms";
    public const string OfResult = "result";
    public const string OfBasis = "basis";
    public const string OfContact = "contact";

    public static readonly DocumentField Contact = new(OfContact, "联系人、联系电话", FieldShape.Line, Required: false);
    public static readonly DocumentField Mediator = new(OfMediator, "调解人员", FieldShape.Line);
}

/// <summary>Why a document cannot be issued so.</summary>
/// <param name="Field">The field at fault; nothing where it is the case that does not allow it.</param>
/// <param name="Message">In Chinese.</param>
public sealed record DocumentFault(string? Field, string Message);
