using Shared.Contracts.Cases;

namespace Intake.Api.Administration.People;

/// <summary>Whether and how a person can sign in.</summary>
public enum PersonState
{
    InUse,

    /// <summary>Has a one-time password and no own one yet.</summary>
    OneTimePassword,

    /// <summary>After wrong passwords, for a while.</summary>
    Locked,
    Disabled,
}

/// <summary>A person as a line of a list.</summary>
public sealed class PersonLine
{
    public static readonly CodeTable<PersonState> States = new(
        "state",
        (PersonState.InUse, "在用"),
        (PersonState.OneTimePassword, "一次性密码"),
        (PersonState.Locked, "已锁定"),
        (PersonState.Disabled, "已停用")
    );

    public long Id { get; init; }
    public string Name { get; init; } = "";
    public string Role { get; init; } = "";
    public string? Unit { get; init; }
    public bool MustChange { get; init; }
    public int FailedSignIns { get; init; }
    public DateTimeOffset? LockedUntil { get; init; }
    public DateTimeOffset? DisabledAt { get; init; }
    public DateTimeOffset? LastSignInAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Cases this person has claimed and that are not finished.</summary>
    public int InHand { get; set; }

    public Position Position => Position.Of(Role, Unit);

    /// <param name="now">Real time, in which locks run.</param>
    public PersonState StateAt(DateTimeOffset now) =>
        DisabledAt is not null ? PersonState.Disabled
        : LockedUntil > now ? PersonState.Locked
        : MustChange ? PersonState.OneTimePassword
        : PersonState.InUse;
}
