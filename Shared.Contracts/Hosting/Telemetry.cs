using System.Diagnostics.Metrics;
using Shared.Contracts.Cases;

namespace Shared.Contracts.Hosting;

/// <summary>What the service counts about itself; served at <c>/metrics</c>.</summary>
public static class Telemetry
{
    public const string MeterName = "Hotline12315";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Events = Meter.CreateCounter<long>(
        "hotline_case_events",
        description: "Timeline events by type and lane"
    );

    private static readonly Counter<long> Routed = Meter.CreateCounter<long>(
        "hotline_cases_routed",
        description: "Routed cases by what routed them: message, sweep, hand, escalation"
    );

    private static readonly Histogram<double> Waiting = Meter.CreateHistogram<double>(
        "hotline_received_to_routed",
        unit: "s",
        description: "Seconds from receipt to routing, domain time"
    );

    /// <summary>Counts what a committed change says happened.</summary>
    public static void Count(CaseChange change)
    {
        foreach (var line in change.Events)
        {
            Events.Add(1, new("type", line.Type), new("lane", Codes.Lanes.Code(change.After.Lane)));
            if (line.Type == EventType.Routed && change.After.Routing is { } routing)
            {
                Routed.Add(1, new KeyValuePair<string, object?>("by", Codes.RoutedBys.Code(routing.By)));
                if (change.Before?.ReceivedAt is { } receivedAt)
                {
                    Waiting.Record((line.At - receivedAt).TotalSeconds);
                }
            }
        }
    }
}
