using System.Globalization;

namespace Intake.Api.DutyWall;

/// <summary>Figures as the wall writes them.</summary>
internal static class WallText
{
    /// <summary>12,345.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>98.6 %; 100 % only if it is all, 0 % only if it is none.</summary>
    public static string Percent(double share)
    {
        var tenths =
            share >= 1 ? 1000
            : share <= 0 ? 0
            : Math.Clamp(Math.Round(share * 1000), 1, 999);
        return (tenths / 10).ToString("0.#", CultureInfo.InvariantCulture) + "%";
    }

    /// <summary>A length or place within a drawing, as its attribute wants it.</summary>
    public static string Place(double share) => (share * 100).ToString("0.###", CultureInfo.InvariantCulture) + "%";
}
