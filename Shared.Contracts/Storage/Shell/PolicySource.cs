using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Duty;
using Shared.Contracts.Cases.Law;
using Shared.Contracts.Cases.Routing;
using Shared.Contracts.Hosting;

namespace Shared.Contracts.Storage.Shell;

/// <summary>
/// The policy decisions rest on: windows, limits and calendar from configuration, routing rules from the database, where
/// a change by any process is seen within seconds.
/// </summary>
public sealed class PolicySource(
    Database database,
    DutyWindows windows,
    DutyLimits duty,
    WorkingCalendar calendar,
    CaseClock clock,
    TimeProvider time
)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    private static readonly Statement ReadActive = new(
        "rules.active",
        "SELECT body FROM rule_sets WHERE state = 'active'"
    );

    private static readonly Statement InsertFirst = new(
        "rules.insertFirst",
        """
        INSERT INTO rule_sets (version, body, state, activated_at, activated_by)
        SELECT @version, @body, 'active', @at, 'system'
        WHERE NOT EXISTS (SELECT 1 FROM rule_sets)
        """
    );

    private Policy? policy;
    private long readAt;

    public async ValueTask<Policy> CurrentAsync()
    {
        if (policy is { } known && time.GetElapsedTime(readAt) < Freshness)
        {
            return known;
        }
        var body = await database.ReadAsync(s => s.ScalarAsync<string>(ReadActive));
        policy = new Policy
        {
            Windows = windows,
            Duty = duty,
            Law = new StatutoryLimits(calendar),
            Rules = RuleSet.Parse(body ?? throw new InvalidOperationException("No routing rules are active.")),
            Tolerance = TimeSpan.FromSeconds(5) * clock.Speed,
        };
        readAt = time.GetTimestamp();
        return policy;
    }

    /// <summary>Puts the shipped rules in force where there are none.</summary>
    public Task EnsureRulesAsync(string shippedRules) =>
        database.WriteAsync(s =>
            s.ExecuteAsync(
                InsertFirst,
                new
                {
                    version = RuleSet.Parse(shippedRules).Version,
                    body = shippedRules,
                    at = clock.Now,
                }
            )
        );
}
