using Shared.Contracts.Cases;

namespace Shared.Contracts.Messages;

/// <summary>Names of the queues.</summary>
public static class Queues
{
    public const string Duty = "dispatch-duty";
    public const string Routine = "dispatch-routine";

    /// <summary>Where the broker puts messages that were delivered too often without an answer.</summary>
    public const string Undeliverable = "dispatch-undeliverable";

    /// <summary>Where MassTransit moves messages whose consumer failed for good.</summary>
    public static string ErrorsOf(Lane lane) => $"{Of(lane)}_error";

    public static string Of(Lane lane) => lane == Lane.Duty ? Duty : Routine;
}
