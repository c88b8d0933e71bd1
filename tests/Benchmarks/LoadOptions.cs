using System.Globalization;

namespace Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record LoadOptions
{
    public const string Help = """
        A load client for the registration of contacts. Latency counts from the moment a request was meant to be sent.

          --url URL --key ID.SECRET     a running service, and a key that may register
          --start embedded|split        start the built Release service in a temporary folder instead
          --rate 50                     registrations a second, sent by schedule (open loop)
          --closed N                    N writers, each sends when it has its answer (closed loop) instead
          --seconds 30  --connections 64  --seed 1
          --read-key ID.SECRET          a key that may read timelines; --key if not given
          --sample 2000                 cases whose timelines are read afterwards

        The exit code is 1 when a registration was lost: not answered by 201.
        """;

    public Uri Url { get; init; } = new("http://127.0.0.1:5315");
    public string Key { get; init; } = "";
    public string? ReadKey { get; init; }
    public string? Start { get; init; }
    public double Rate { get; init; } = 50;
    public int? Closed { get; init; }
    public double Seconds { get; init; } = 30;
    public int Connections { get; init; } = 64;
    public int Seed { get; init; } = 1;
    public int Sample { get; init; } = 2000;

    /// <exception cref="FormatException">An option is unknown, lacks its value, or the value is wrong.</exception>
    public static LoadOptions Read(string[] args)
    {
        var options = new LoadOptions();
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new FormatException($"{args[i]} wants a value.");
            options = args[i] switch
            {
                "--url" => options with { Url = new Uri(value) },
                "--key" => options with { Key = value },
                "--read-key" => options with { ReadKey = value },
                "--start" when value is "embedded" or "split" => options with { Start = value },
                "--rate" => options with { Rate = Number(value) },
                "--closed" => options with { Closed = (int)Number(value) },
                "--seconds" => options with { Seconds = Number(value) },
                "--connections" => options with { Connections = (int)Number(value) },
                "--seed" => options with { Seed = (int)Number(value) },
                "--sample" => options with { Sample = (int)Number(value) },
                _ => throw new FormatException($"{args[i]} {value} is no option; --help lists them."),
            };
        }
        return options.Key.Length > 0 || options.Start is not null
            ? options
            : throw new FormatException("--key or --start is missing.");
    }

    private static double Number(string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var value) && value > 0
            ? value
            : throw new FormatException($"{text} is no number above zero.");
}
