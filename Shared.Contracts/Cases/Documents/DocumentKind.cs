namespace Shared.Contracts.Cases.Documents;

/// <summary>Official documents (法律文书) that a case may give rise to; each is a file in <c>Forms</c>.</summary>
public enum DocumentKind
{
    RegistrationForm,
    RoutingNotice,
    Acceptance,
    Refusal,
    IdentityProof,
    MediationNotice,
    MediationEnd,
    MediationAgreement,
    ReportResult,
}
