namespace Shared.Contracts.Cases.Documents.Forms;

/// <summary>
/// 举报处理结果告知书: a reporter who gave a name is told the result. Order 20 Art. 31 makes it a duty; under Order 121 Art.
/// 36 it is one only where another law or rule says so, which the issuer may name. Never for the respondent.
/// </summary>
internal sealed class ReportResultNotice : DocumentForm
{
    public override DocumentKind Kind => DocumentKind.ReportResult;

    public override string Mark => "举告";

    public override bool NeedsName => true;

    public override IReadOnlyList<DocumentField> Asks { get; } =
    [
        new(DocumentField.OfResult, "处理结果", FieldShape.Lines, Most: DocumentField.MostText),
        new(DocumentField.OfBasis, "应当告知的法律、法规、规章", FieldShape.Line, Required: false),
        DocumentField.Contact,
    ];

    public override bool Allows(Case it) => it is { Kind: Cases.Kind.Report, HandledAt: not null };

    public override string Articles(OrderWords law, Kind kind) => law.Tell;

    public override DocumentFields Beginning(Filling filling) => new() { Result = filling.From.HandlingSummary };

    protected override IEnumerable<DocumentPart> Parts(Filling f)
    {
        var basis = f.Given.Basis is { } given ? $"和{given}" : "";
        yield return To($"{f.Name.Or("举报人")}");
        yield return Paragraph($"{f.YourContact}收悉。经核查，处理结果为：{Outcome(f.It)}。");
        foreach (var line in Paragraphs(f.Given.Result))
        {
            yield return line;
        }
        yield return Paragraph($"依据{f.Law.Name}{f.Law.Tell}{basis}规定，现予告知。");
        yield return Paragraph($"本机关依据{f.Law.Secret}规定对举报人的信息予以保密。");
        foreach (var line in ContactLine(f))
        {
            yield return line;
        }
    }

    private static string Outcome(Case it)
    {
        var outcome = it.Outcome is { } code ? Codes.ReportOutcomes.NameOf(code) : Filling.Blank;
        return it.FiledAsCase && it.Outcome != "caseFiled" ? $"{outcome}，已立案" : outcome;
    }
}
