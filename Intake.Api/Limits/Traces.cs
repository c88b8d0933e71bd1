using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Law;
using Shared.Contracts.Storage.Shell;

namespace Intake.Api.Limits;

/// <summary>The reasoning behind a case's limits, each by the calendar it was counted by.</summary>
public sealed class Traces(PolicySource policies)
{
    public async Task<Func<Deadline, IReadOnlyList<TraceLine>>> OfAsync(Case it)
    {
        var calendars = new Dictionary<int, WorkingCalendar?>();
        foreach (var version in it.Deadlines.Select(VersionOf).OfType<int>().Distinct())
        {
            calendars[version] = await policies.CalendarAsync(version);
        }
        return deadline => LimitTrace.Of(deadline, VersionOf(deadline) is { } version ? calendars[version] : null);
    }

    private static int? VersionOf(Deadline deadline) => deadline.Basis?.CalendarVersion;
}
