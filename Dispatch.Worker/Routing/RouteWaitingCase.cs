using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;
using Shared.Contracts.Storage.Shell;

namespace Dispatch.Worker.Routing;

/// <summary>
/// Routes one case by the rules. Message and sweep may both come by, any number of times: a case that waits no more is
/// left alone.
/// </summary>
public sealed class RouteWaitingCase(CaseShell shell)
{
    /// <exception cref="System.Data.Common.DbException">The database stayed out of reach.</exception>
    public async Task RunAsync(Guid caseId, int version, RoutedBy by)
    {
        var result = await shell.Commit(
            new RouteByRules(new CaseCall(CommandIds.Route(caseId, version), Actor.Router, caseId)) { By = by }
        );
        if (result is CommitResult.Refused refused)
        {
            throw new InvalidOperationException($"Case {caseId} was not routed: {refused.Refusal.Kind}.");
        }
    }
}
