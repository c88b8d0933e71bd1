namespace Intake.Api.Access;

/// <summary>How long a person stays signed in.</summary>
/// <param name="Idle">Without doing anything.</param>
/// <param name="Longest">However busy.</param>
public sealed record SessionLimits(TimeSpan Idle, TimeSpan Longest);
