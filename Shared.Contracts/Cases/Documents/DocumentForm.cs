namespace Shared.Contracts.Cases.Documents;

/// <summary>
/// What a kind of document is: when a case allows it, on which article it rests, what it asks of its issuer and what it
/// says. Order 20 or Order 121 by the day of receipt.
/// </summary>
public abstract class DocumentForm
{
    public abstract DocumentKind Kind { get; }

    public string Name => Codes.DocumentKinds.Name(Kind);

    /// <summary>Stands for the kind in a number; each kind is numbered by itself.</summary>
    public abstract string Mark { get; }

    /// <summary>Whether the centre issues it too, and not the unit alone.</summary>
    public virtual bool IsOfCentre => false;

    /// <summary>Whether the respondent gets it: then it holds no more of the complainant than the name, and of a reporter nothing.</summary>
    public virtual bool IsForRespondent => false;

    /// <summary>Whether there must be somebody to tell.</summary>
    public virtual bool NeedsName => false;

    /// <summary>What only the issuer knows.</summary>
    public virtual IReadOnlyList<DocumentField> Asks => [];

    protected virtual bool HasSeal => true;

    /// <summary>Whether the case has come to the point, or is not past it.</summary>
    public abstract bool Allows(Case it);

    /// <summary>The articles it rests on.</summary>
    public abstract string Articles(OrderWords law, Kind kind);

    /// <summary>What the issuer's fields begin with: what the case says already.</summary>
    public virtual DocumentFields Beginning(Filling filling) => new();

    /// <summary>Law and articles, as a person reads them.</summary>
    public string BasisOf(Case it) => OrderWords.Of(it) is var law ? $"{law.FullName}{Articles(law, it.Kind)}" : "";

    /// <summary>The unit that holds the case issues; the centre only what is its own, and of a report only while it lies there.</summary>
    public bool Permits(Actor actor, Case it) =>
        actor.Role switch
        {
            Role.Coordinator or Role.Enforcer => it.Unit is not null && actor.Unit == it.Unit,
            Role.Operator => IsOfCentre && DocumentRights.Opens(actor, it),
            _ => false,
        };

    /// <summary>Whether a page offers it to this person on this case now.</summary>
    public bool IsOpenFor(Actor actor, Case it, bool isNamed) =>
        Permits(actor, it) && Allows(it) && (isNamed || !NeedsName);

    /// <summary>Why it cannot be issued with these fields; none when it can.</summary>
    public IEnumerable<DocumentFault> FaultsOf(Filling filling)
    {
        if (NeedsName && filling.From.Person is not { IsNamed: true })
        {
            yield return new DocumentFault(null, $"没有留下姓名，无从告知，不能出具{Name}");
        }
        foreach (var missing in Asks.Where(f => f.Required && !filling.Given.Has(f.Name)))
        {
            yield return new DocumentFault(missing.Name, "不能为空");
        }
        if (Fault(filling) is { } fault)
        {
            yield return fault;
        }
    }

    public DocumentText Fill(Filling filling, DocumentNumber number) =>
        new()
        {
            Heading = HeadingOf(filling.It),
            Number = number.ToString(),
            Bureau = filling.Bureau.Name,
            Day = filling.Today,
            HasSeal = HasSeal,
            Parts = [.. Parts(filling)],
        };

    public DocumentNumber NumberOf(Filling filling, int serial) =>
        new(filling.Bureau.DocumentPrefix, Mark, filling.Today.Year, serial);

    protected virtual string HeadingOf(Case it) => Name;

    /// <summary>What is wrong beside what is missing.</summary>
    protected virtual DocumentFault? Fault(Filling filling) => null;

    protected abstract IEnumerable<DocumentPart> Parts(Filling filling);

    protected static bool IsAcceptedComplaint(Case it) => it is { Kind: Cases.Kind.Complaint, AcceptedAt: not null };

    protected static DocumentPart To(Words words) =>
        new(PartKind.Addressee, null, [.. words.Runs, new DocumentRun("：")]);

    protected static DocumentPart Paragraph(Words words) => new(PartKind.Paragraph, null, words.Runs);

    /// <summary>What an issuer wrote, a paragraph each line.</summary>
    protected static IEnumerable<DocumentPart> Paragraphs(string? text) =>
        (text ?? Filling.Blank)
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => Paragraph(line));

    protected static DocumentPart Row(string label, Words words) => new(PartKind.Row, label, words.Runs);

    protected static DocumentPart Sign(string label, Words words) => new(PartKind.Signature, label, words.Runs);

    /// <summary>To both sides: the complainant by name alone.</summary>
    protected static DocumentPart ToBoth(Filling f) =>
        f.It.Facts.Respondent?.Name is { } respondent
            ? To($"{f.Name.Or("投诉人")}、{respondent}")
            : To($"{f.Name.Or("投诉人")}、被投诉人");

    protected static IEnumerable<DocumentPart> ContactLine(Filling f) =>
        f.Given.Contact is { } contact ? [Paragraph($"联系人、联系电话：{contact}")] : [];

    /// <summary>The other ways of Art. 39 of the law on the protection of consumers' rights.</summary>
    protected static IEnumerable<DocumentPart> OtherWays() => OrderWords.OtherWays.Select(way => Paragraph(way));
}
