using Shared.Contracts.Cases;

namespace Shared.Contracts.Messages;

/// <summary>
/// A nudge: this case waits to be routed. Losing or doubling it delays the case by seconds at most, because the sweep
/// finds waiting cases in the database. Holds no personal data.
/// </summary>
/// <param name="Version">Version of the case that asked for routing.</param>
/// <param name="Lane">The queue it travels on.</param>
public sealed record RouteCase(Guid CaseId, int Version, Lane Lane);
