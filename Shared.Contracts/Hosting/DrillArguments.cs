using System.Globalization;

namespace Shared.Contracts.Hosting;

/// <summary>
/// What the command line says of a drill: <c>--drill [--start 2027-03-14T08:00] [--speed N] [--rate N]</c>.
/// </summary>
/// <param name="Start">Simulated time to begin at.</param>
/// <param name="Speed">Simulated seconds a real second.</param>
/// <param name="Rate">Calls that arrive by themselves in a simulated minute, on the average of a day; 0 for none.</param>
public sealed record DrillArguments(DateTimeOffset? Start, double? Speed, double Rate = 0)
{
    public const double MaxSpeed = 3600;
    private const string Switch = "--drill";

    /// <summary>Ten calls a simulated second, ten times the whole country's.</summary>
    public const double MaxRate = 600;

    /// <summary>Where a drill begins when nothing is said: the opening of a duty window.</summary>
    public static readonly DateTimeOffset UsualStart = Cases.Shanghai.At(2027, 3, 14, 8);

    /// <returns>Nothing when the arguments ask for no drill.</returns>
    /// <exception cref="ConfigurationException">A value is wrong, or stands without <c>--drill</c>.</exception>
    public static DrillArguments? Read(IReadOnlyList<string> arguments)
    {
        var start = Value(arguments, "--start");
        var speed = Value(arguments, "--speed");
        var rate = Value(arguments, "--rate");
        if (!arguments.Contains(Switch, StringComparer.Ordinal))
        {
            return start is null && speed is null && rate is null
                ? null
                : throw new ConfigurationException(
                    Switch,
                    "is missing; --start, --speed and --rate belong to a drill."
                );
        }
        return new DrillArguments(
            start is null ? null : ReadStart(start),
            speed is null ? null : ReadSpeed(speed),
            rate is null ? 0 : ReadRate(rate)
        );
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

    private static double ReadRate(string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= MaxRate
            ? value
            : throw new ConfigurationException(
                "--rate",
                $"'{text}' is no number of calls a minute from 0 (none) to {MaxRate}."
            );

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
