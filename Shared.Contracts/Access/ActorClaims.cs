using System.Security.Claims;
using Shared.Contracts.Cases;

namespace Shared.Contracts.Access;

/// <summary>An actor as claims, and back.</summary>
public static class ActorClaims
{
    public const string Stamp = "stamp";
    public const string MustChangePassword = "must-change-password";

    /// <summary>When the person signed in, UTC ticks.</summary>
    public const string SignedInAt = "signed-in-at";
    private const string UnitClaim = "unit";

    public static ClaimsPrincipal ToPrincipal(this Actor actor, string scheme, params IEnumerable<Claim> more)
    {
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, actor.Id),
            new(ClaimTypes.Name, actor.Name),
            new(ClaimTypes.Role, Codes.Roles.Code(actor.Role!.Value)),
            .. more,
        ];
        if (actor.Unit is { } unit)
        {
            claims.Add(new Claim(UnitClaim, Codes.Units.Code(unit)));
        }
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }

    /// <summary>The signed-in actor.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public static Actor ToActor(this ClaimsPrincipal principal) =>
        new(
            principal.FindFirstValue(ClaimTypes.NameIdentifier)
                ?? throw new InvalidOperationException("Not signed in."),
            principal.FindFirstValue(ClaimTypes.Name)!,
            Codes.Roles.Value(principal.FindFirstValue(ClaimTypes.Role)!),
            Codes.Units.ValueOrNothing(principal.FindFirstValue(UnitClaim))
        );
}
