using Shared.Contracts.Cases;

namespace Intake.Api.Administration;

/// <summary>A role, and the unit whose cases it works where it works any: what a person or a program is allowed to be.</summary>
public sealed record Position(Role Role, Unit? Unit)
{
    /// <summary>Every position there is: a role that works cases once for each unit, its usual one first.</summary>
    public static readonly IReadOnlyList<Position> All =
    [
        .. Enum.GetValues<Role>()
            .SelectMany(role =>
                Actor.UsualUnit(role) is { } usual
                    ? Enum.GetValues<Unit>().OrderBy(u => u != usual).Select(u => new Position(role, u))
                    : [new Position(role, null)]
            ),
    ];

    /// <summary>For forms: code and name of each.</summary>
    public static readonly CodeTable Table = new("position", All.Select(p => (p.Code, p.Name)));

    /// <summary>As forms send it, such as <c>operator</c> or <c>enforcer-rapidResponse</c>.</summary>
    public string Code =>
        Unit is { } unit ? $"{Codes.Roles.Code(Role)}-{Codes.Units.Code(unit)}" : Codes.Roles.Code(Role);

    public string Name =>
        Unit is { } unit ? $"{Codes.Roles.Name(Role)} · {Codes.Units.Name(unit)}" : Codes.Roles.Name(Role);

    /// <summary>A position as stored.</summary>
    public static Position Of(string role, string? unit) =>
        new(Codes.Roles.Value(role), Codes.Units.ValueOrNothing(unit));

    /// <summary>The position of a code, or nothing if there is none such.</summary>
    public static Position? Find(string? code) => All.FirstOrDefault(p => p.Code == code);
}
