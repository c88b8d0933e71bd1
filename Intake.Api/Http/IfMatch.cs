namespace Intake.Api.Http;

/// <summary>The version a caller has read: <c>If-Match: "3"</c>.</summary>
internal static class IfMatch
{
    public static bool TryRead(HttpRequest request, out int? version)
    {
        version = null;
        var text = request.Headers.IfMatch.ToString();
        if (text.Length == 0 || text == "*")
        {
            return true;
        }
        var matches = text.Length > 2 && text[0] == '"' && text[^1] == '"';
        if (matches && int.TryParse(text.AsSpan(1, text.Length - 2), provider: null, out var value))
        {
            version = value;
            return true;
        }
        return false;
    }
}
