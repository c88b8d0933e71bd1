using System.Security.Cryptography;
using System.Text;

namespace Intake.Api.Http;

/// <summary>What a form says, as a command's origin: the same form sent again is known by it, and one that was changed.</summary>
internal static class FormHash
{
    /// <summary>SHA-256 over all fields but the page's own, in hexadecimal digits; files are not among them.</summary>
    public static string Of(IFormCollection form)
    {
        var text = new StringBuilder();
        foreach (var (name, values) in form.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith('_'))
            {
                text.Append(name).Append('=').AppendJoin('\u001f', values.ToArray()).Append('\u001e');
            }
        }
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
