using Shared.Contracts.Cases.Duty;
using Shared.Contracts.Cases.Law;
using Shared.Contracts.Cases.Routing;

namespace Shared.Contracts.Cases;

/// <summary>Everything a decision rests on beside the case, the command and the time.</summary>
public sealed record Policy
{
    public required DutyWindows Windows { get; init; }
    public required DutyLimits Duty { get; init; }
    public required StatutoryLimits Law { get; init; }
    public required RuleSet Rules { get; init; }

    public const string UsualRegion = "140500";

    /// <summary>6-digit administrative region of the bureau; 140500 is Jincheng.</summary>
    public string Region { get; init; } = UsualRegion;

    /// <summary>In whose name documents are issued.</summary>
    public Documents.Bureau Bureau { get; init; } = new();

    /// <summary>A miss recorded later than this counts as found late; grows with a drill's speed.</summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromSeconds(5);
}
