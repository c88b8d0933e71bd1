using System.Globalization;

namespace Shared.Contracts.Hosting;

/// <summary>What the command line says of a drill: <c>--drill [--start 2027-03-14T08:00] [--speed N]</c>.</summary>
public sealed record DrillArguments(DateTimeOffset? Start, double? Speed)
{
    public const double MaxSpeed = 3600;
    private const string Switch = "--drill";

    /// <summary>Where a drill begins when nothing is said: the opening of a duty window.</summary>
    public static readonly DateTimeOffset UsualStart = Cases.Shanghai.At(2027, 3, 14, 8);

    /// <returns>Nothing when the arguments ask for no drill.</returns>
    /// <exception cref="ConfigurationException">A value is wrong, or stands without <c>--drill</c>.</exception>
    public static DrillArguments? Read(IReadOnlyList<string> arguments)
    {
        var start = Value(arguments, "--start");
        var speed = Value(arguments, "--speed");
        if (!arguments.Contains(Switch, StringComparer.Ordinal))
        {
            return start is null && speed is null
                ? null
                : throw new ConfigurationException(Switch, "is missing; --start and --speed belong to a drill.");
        }
        return new DrillArguments(start is null ? null : ReadStart(start), speed is null ? null : ReadSpeed(speed));
    }

    /// <summary>The command line for configuration, which would take what follows the bare <c>--drill</c> for its value.</summary>
    public static string[] WithoutSwitch(string[] arguments) => [.. arguments.Where(a => a != Switch)];

    private static DateTimeOffset ReadStart(string text) =>
        Moments.TryParse(text, out var at)
            ? at
            : throw new ConfigurationException("--start", $"'{text}' is no time such as 2027-03-14T08:00.");

    private static double ReadSpeed(string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= MaxSpeed
            ? value
            : throw new ConfigurationException("--speed", $"'{text}' is no number above 0 and up to {MaxSpeed}.");

    private static string? Value(IReadOnlyList<string> arguments, string name)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == name)
            {
                return i + 1 < arguments.Count
                    ? arguments[i + 1]
                    : throw new ConfigurationException(name, "wants a value.");
            }
            if (arguments[i].StartsWith(name + "=", StringComparison.Ordinal))
            {
                return arguments[i][(name.Length + 1)..];
            }
        }
        return null;
    }
}
