namespace Shared.Contracts.Access;

/// <summary>How long a person stays signed in.</summary>
/// <param name="Idle">Without doing anything.</param>
/// <param name="Longest">However busy.</param>
public sealed record SessionLimits(TimeSpan Idle, TimeSpan Longest)
{
    public static readonly SessionLimits Usual = new(TimeSpan.FromMinutes(30), TimeSpan.FromHours(12));
}

/// <summary>
/// Marks an endpoint with what its requests say of the person who sends them. Without a mark they are something the person
/// did, and keep the session from ending.
/// </summary>
public sealed class SessionUse
{
    /// <summary>The person is there and says so: the session is renewed each time.</summary>
    public static readonly SessionUse Presence = new();

    /// <summary>A page's own traffic, such as its live connection: never counts as the person's doing.</summary>
    public static readonly SessionUse Background = new();

    private SessionUse() { }
}
