namespace Intake.Api.Drill;

/// <summary>Random choices that come out the same for the same numbers, in every process.</summary>
internal static class Chance
{
    /// <summary>A source of random numbers that depends on these numbers alone.</summary>
    public static Random Of(params ReadOnlySpan<long> numbers)
    {
        var mixed = 0UL;
        foreach (var number in numbers)
        {
            mixed = Mix(mixed ^ (ulong)number);
        }
        return new Random((int)(mixed >> 33));
    }

    public static T Pick<T>(this Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    public static bool Happens(this Random random, double probability) => random.NextDouble() < probability;

    /// <summary>One of the choices, each as often as its weight says.</summary>
    public static T Pick<T>(this Random random, IReadOnlyList<T> choices, Func<T, double> weight)
    {
        var left = random.NextDouble() * choices.Sum(weight);
        foreach (var choice in choices)
        {
            left -= weight(choice);
            if (left < 0)
            {
                return choice;
            }
        }
        return choices[^1];
    }

    /// <summary>SplitMix64: near numbers come out far apart.</summary>
    private static ulong Mix(ulong value)
    {
        value = unchecked(value + 0x9E3779B97F4A7C15);
        value = unchecked((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9);
        value = unchecked((value ^ (value >> 27)) * 0x94D049BB133111EB);
        return value ^ (value >> 31);
    }
}
