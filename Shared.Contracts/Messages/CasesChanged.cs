namespace Shared.Contracts.Messages;

/// <summary>
/// A nudge to every process that shows live pages: these cases have changed. A lost one delays a page by seconds, since
/// pages in view are read anew every few seconds anyway. Holds no personal data.
/// </summary>
public sealed record CasesChanged(IReadOnlyList<Guid> CaseIds);
