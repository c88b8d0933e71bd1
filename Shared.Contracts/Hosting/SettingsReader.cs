using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Shared.Contracts.Hosting;

/// <summary>Reads single settings; each error names its key.</summary>
internal sealed partial class SettingsReader(IConfiguration configuration)
{
    public string? Text(string key) =>
        string.IsNullOrWhiteSpace(configuration[key]) ? null : configuration[key]!.Trim();

    public T Choice<T>(string key, T otherwise)
        where T : struct, Enum =>
        Text(key) is not { } text ? otherwise
        : Array.Find(Enum.GetNames<T>(), n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<T>(name)
        : throw new ConfigurationException(key, $"'{text}' is none of {string.Join(", ", Enum.GetNames<T>())}.");

    public int Number(string key, int otherwise, int least, int most) =>
        Text(key) is not { } text ? otherwise
        : int.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value
        : throw new ConfigurationException(key, $"'{text}' is no whole number from {least} to {most}.");

    public bool YesNo(string key, bool otherwise) =>
        Text(key) is not { } text ? otherwise
        : bool.TryParse(text, out var value) ? value
        : throw new ConfigurationException(key, $"'{text}' is neither true nor false.");

    /// <summary>hh:mm:ss with any number of hours: 24:00:00 is a day.</summary>
    public TimeSpan Duration(string key, TimeSpan otherwise)
    {
        if (Text(key) is not { } text)
        {
            return otherwise;
        }
        var match = DurationForm().Match(text);
        return match.Success
            ? TimeSpan.FromHours(int.Parse(match.Groups["hours"].ValueSpan, CultureInfo.InvariantCulture))
                + TimeSpan.FromMinutes(int.Parse(match.Groups["minutes"].ValueSpan, CultureInfo.InvariantCulture))
                + TimeSpan.FromSeconds(double.Parse(match.Groups["seconds"].ValueSpan, CultureInfo.InvariantCulture))
            : throw new ConfigurationException(key, $"'{text}' is no duration hh:mm:ss such as 00:15:00.");
    }

    public Uri? Address(string key) =>
        Text(key) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri
        : throw new ConfigurationException(key, $"'{text}' is no http or https address.");

    [GeneratedRegex(
        @"^(?<hours>\d{1,4}):(?<minutes>[0-5]\d):(?<seconds>[0-5]\d(\.\d{1,7})?)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex DurationForm();
}
