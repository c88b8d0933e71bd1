using HdrHistogram;

namespace Benchmarks;

/// <summary>What a run prints.</summary>
internal static class Report
{
    private static readonly double[] Shown = [50, 90, 99, 99.9];

    public static void Machine(string what)
    {
        var load = File.Exists("/proc/loadavg")
            ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3])
            : "?";
        Console.WriteLine($"{what}: {load} on {Environment.ProcessorCount} cores");
    }

    public static void Print(LoadOptions options, Outcome outcome)
    {
        var loop = options.Closed is { } writers
            ? $"closed loop, {writers} writers"
            : $"open loop, {options.Rate:0.##} a second";
        var seconds = outcome.Elapsed.TotalSeconds;
        Console.WriteLine($"{loop}, {options.Connections} connections, {seconds:0.0} s, seed {options.Seed}");
        Console.WriteLine(
            $"registered: {outcome.Created}, {outcome.Created / seconds:0.0} a second; lost: {outcome.Lost}"
        );
        Console.WriteLine($"latency from the intended send time, milliseconds:");
        Console.WriteLine($"  {Percentiles(outcome.Latency, 1000)}");
        var statuses = outcome.Statuses.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}: {s.Value}");
        Console.WriteLine($"answers by status: {string.Join(", ", statuses)}");
    }

    public static string Percentiles(HistogramBase values, double divisor)
    {
        if (values.TotalCount == 0)
        {
            return "no values";
        }
        var shown = Shown.Select(p => $"p{p:0.#} {values.GetValueAtPercentile(p) / divisor:0.0}");
        return $"{string.Join("  ", shown)}  max {values.GetMaxValue() / divisor:0.0}";
    }
}
