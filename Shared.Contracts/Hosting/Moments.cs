using System.Globalization;
using System.Text.RegularExpressions;
using Shared.Contracts.Cases;

namespace Shared.Contracts.Hosting;

/// <summary>Reads moments as RFC 3339, with or without fractions; no offset means +08:00.</summary>
public static partial class Moments
{
    /// <summary>Years no contact or deadline can lie outside of; far enough from the calendar's ends for every offset.</summary>
    public static bool IsSensible(int year) => year is >= 1900 and <= 2200;

    public static bool TryParse(string text, out DateTimeOffset at)
    {
        at = default;
        var match = Form().Match(text.Trim());
        if (!match.Success)
        {
            return false;
        }
        var hasOffset = match.Groups["offset"].Success;
        if (
            !DateTimeOffset.TryParse(
                hasOffset ? text : text + "+08:00",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AllowWhiteSpaces,
                out at
            )
        )
        {
            return false;
        }
        if (!IsSensible(at.Year))
        {
            return false;
        }
        at = Shanghai.In(at);
        return true;
    }

    [GeneratedRegex(
        @"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(?<offset>[Zz]|[+-]\d{2}:\d{2})?$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Form();
}
