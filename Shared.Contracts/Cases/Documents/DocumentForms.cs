using Shared.Contracts.Cases.Documents.Forms;

namespace Shared.Contracts.Cases.Documents;

/// <summary>Every kind of document, in the order of a case's life.</summary>
public static class DocumentForms
{
    public static readonly IReadOnlyList<DocumentForm> All =
    [
        new RegistrationForm(),
        new RoutingNotice(),
        new IdentityProofDemand(),
        new AcceptanceNotice(),
        new RefusalNotice(),
        new MediationNotice(),
        new MediationAgreement(),
        new MediationEndNotice(),
        new ReportResultNotice(),
    ];

    private static readonly Dictionary<DocumentKind, DocumentForm> ByKind = All.ToDictionary(f => f.Kind);

    public static DocumentForm Of(DocumentKind kind) => ByKind[kind];

    /// <summary>Whether a case allows any.</summary>
    public static bool AnyFor(Case it) => All.Any(f => f.Allows(it));
}
